"""How long the preview of a change of words takes on the demonstration directory: `python -m bench.words`."""

import logging
import tempfile
import time

from app import create_app
from directory.words.edits import Edit, Kind
from directory.words.sheets import sheet_of
from directory.words.trying import preview_of

TIMES = 3


def main() -> None:
    logging.getLogger("right_door.requests").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        app = create_app({"DATA_DIR": folder})
        with app.app_context():
            app.test_cli_runner().invoke(args=["directory", "set-up"])
        house = app.extensions["right_door"]
        was = sheet_of(house.words.rules.files)[Kind.NEED]["sleep"]
        edit = Edit(Kind.NEED, "sleep", was, {**was, "everyday": [*was["everyday"], "on his phone all night"]})
        for _ in range(TIMES):
            with house.open_session(writing=False) as session:
                started = time.perf_counter()
                preview = preview_of(session, house.search, house.words, [edit], ["up all night gaming"])
                print(f"preview of {len(preview.compared)} questions: {time.perf_counter() - started:.1f} s")
        house.engine.dispose()


if __name__ == "__main__":
    main()
