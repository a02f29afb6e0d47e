"""How long the pages take on the server, on the demonstration directory, beside plain Whoosh on the same question.

    python -m bench.pages [--repeat 30]

A page's time is the whole request: routing, database, search, plan and template, through the test client, without a
network. Plain Whoosh's is its search alone, with no page and nothing read again from the database.
"""

import argparse
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from bench.plain_whoosh import PlainWhoosh
from bench.search import median, said, timed
from directory.places import find_place
from directory.search.question import ServiceSearch
from matching.answers import answers_from_json
from matching.queries import get_enquiry
from matching.recommend import recommend_answers

SEARCHES: dict[str, dict[str, str]] = {
    "one word": {"words": "debt"},
    "a sentence, a place, an age": {"words": "not speaking yet", "place": "NG9", "age": "3"},
    "jargon": {"words": "CAMHS"},
    "a need near a postcode": {"need": "food-poverty", "place": "NG17 1AA"},
    "browse everything": {},
}
WALKS: dict[str, dict[str, Mapping[str, Any]]] = {
    "outcome: hungry and unwashed, seven": {
        "danger": {"danger": "no"},
        "you": {"role": "school-staff"},
        "children": {"ages": "7", "place": "NG17"},
        "worries": {"topics": ["daily-care", "adult-troubles"]},
        "signs": {"signs-daily-care": ["often-hungry", "unwashed"], "signs-adult-troubles": ["end-of-tether"]},
    },
    "outcome: bruise on a baby": {
        "danger": {"danger": "no"},
        "you": {"role": "health-registered"},
        "children": {"ages": "10 weeks", "place": "S80"},
        "worries": {"topics": ["physical-harm"]},
        "signs": {"signs-physical-harm": ["bruise-not-mobile"]},
    },
}
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def main(repeat: int = 30) -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = demonstration(Path(folder))
        plain = plain_index(app, Path(folder) / "plain")
        print(f"\npages of the demonstration directory, {repeat} times each; milliseconds: median (95th percentile)")
        print(f"{'page':<40}{'the page':>18}{'plain Whoosh':>18}{'page/Whoosh':>14}")
        client = app.test_client()
        for name, asked in SEARCHES.items():
            question = asked_plainly(app, asked)
            report(
                name, lambda asked=asked: get(client, "/services", asked), lambda q=question: plain.search(q), repeat
            )
        for name, walk in WALKS.items():
            address, needs = walk_to_outcome(app, client, walk)
            question = ServiceSearch(needs=needs)
            report(name, lambda path=address: get(client, path, {}), lambda q=question: plain.search(q), repeat)
        app.extensions["right_door"].engine.dispose()


def demonstration(folder: Path) -> Flask:
    app = create_app({"DATA_DIR": folder})
    made = app.test_cli_runner().invoke(args=["directory", "set-up"])
    if made.exit_code:
        raise SystemExit(made.output)
    return app


def plain_index(app: Flask, folder: Path) -> PlainWhoosh:
    house = app.extensions["right_door"]
    plain = PlainWhoosh(folder)
    with house.open_session(writing=False) as session:
        plain.build(session, house.vocabulary)
    return plain


def asked_plainly(app: Flask, asked: Mapping[str, str]) -> ServiceSearch:
    with app.extensions["right_door"].open_session(writing=False) as session:
        place = find_place(session, asked["place"]) if "place" in asked else None
    return ServiceSearch(
        words=asked.get("words", ""),
        needs=(asked["need"],) if "need" in asked else (),
        ages=(float(asked["age"]),) if "age" in asked else (),
        point=place.point if place else None,
        areas=place.areas if place else (),
    )


def walk_to_outcome(
    app: Flask, client: FlaskClient, walk: Mapping[str, Mapping[str, Any]]
) -> tuple[str, tuple[str, ...]]:
    """Answer the pages as the walk says, leave the others out; the outcome's address and the needs it found."""
    path = post(client, "/should-i-refer", {})
    while not path.endswith("/check"):
        path = post(client, path, {f"q-{name}": value for name, value in walk.get(path.rsplit("/", 1)[1], {}).items()})
    path = post(client, path, {})
    with client.session_transaction() as kept:
        enquiry_id = list(kept["enquiries"].values())[-1]
    house = app.extensions["right_door"]
    with house.open_session(writing=False) as session:
        answers = answers_from_json(get_enquiry(session, enquiry_id).answers)
    return path, recommend_answers(house.content, answers).needs


def get(client: FlaskClient, path: str, asked: Mapping[str, str]) -> str:
    response = client.get(path, query_string=asked)
    if response.status_code != 200:
        raise SystemExit(f"{path} answered {response.status_code}")
    return response.text


def post(client: FlaskClient, path: str, fields: Mapping[str, Any]) -> str:
    """Send the form that stands at this address; where it leads."""
    token = TOKEN.search(get(client, path, {}))
    response = client.post(path, data={"csrf_token": token[1] if token else "", **fields})
    if response.status_code != 303:
        raise SystemExit(f"{path} answered {response.status_code}")
    return response.headers["Location"]


def report(name: str, ours: Any, theirs: Any, repeat: int) -> None:
    page, whoosh = timed(ours, repeat), timed(theirs, repeat)
    print(f"{name:<40}{said(page):>18}{said(whoosh):>18}{median(page) / median(whoosh):>13.1f}×")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=30)
    main(parser.parse_args().repeat)
