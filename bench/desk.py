"""How long the desk takes to answer while an officer types, beside a plain page of the search, in one run.

    python -m bench.desk [--repeat 30] [--data instance]

The time is the whole request through the test client, without a network: the words are read, whom to ring, needs,
signs and a hint are found, services are weighed and the parts of the screen are drawn. The page beside it is the public
search for one word. `--data` is the data folder of a directory that is set up; what it has learnt is used, and the
officer who asks is gone again afterwards.
"""

import argparse
import re
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from accounts.models import Account
from accounts.roles import AccountRole
from accounts.sessions import start_session
from app import create_app
from bench.search import median, said, timed
from directory.database import open_session

SOON = 300
"""Milliseconds on an idle machine: an officer looks up from the keyboard, and it is there."""
CALLS = {
    "a few words": "speech therapy",
    "the name of a service": "young carers",
    "one sentence": "A twelve-year-old cares for her disabled mother and is behind at school",
    "a school nurse, NG18, Romanian": "School nurse, NG18. A twelve-year-old cares for her disabled mother and is "
    "behind at school. The parents speak Romanian.",
    "a bruise on a baby": "Health visitor, S80. A bruise on a ten-week-old's cheek. Mum says he rolled onto a toy.",
    "ten sentences": "A seven-year-old is often hungry. He wears the same jumper all week. " * 5,
}
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def main(repeat: int = 30, data: Path = Path("instance")) -> None:
    app = create_app({"DATA_DIR": data})
    house = app.extensions["right_door"]
    house.understander.learned()
    account_id = add_officer(app)
    try:
        measure(app, account_id, repeat)
    finally:
        with open_session(house.engine) as session:
            session.delete(session.get(Account, account_id))
            session.commit()
        house.engine.dispose()


def measure(app: Flask, account_id: str, repeat: int) -> None:
    client = signed_in(app, account_id)
    page = client.get("/desk").get_data(as_text=True)
    token = TOKEN.search(page)
    assert token, "the desk did not open"
    beside = timed(lambda: client.get("/services?words=debt"), repeat)
    print(f"\nthe desk while somebody types, {repeat} times each; milliseconds: median (95th percentile)")
    print(f"{'what was typed':<40}{'the desk':>18}{'a search page':>18}{'desk/page':>12}")
    for name, text in CALLS.items():
        sent = {"csrf_token": token[1], "text": text}
        taken = timed(lambda sent=sent: client.post("/desk/so-far", data=sent), repeat)  # type: ignore[misc]
        print(f"{name:<40}{said(taken):>18}{said(beside):>18}{median(taken) / median(beside):>12.1f}")
        if median(taken) > SOON:
            print(f"  more than {SOON} ms: too slow for somebody on the telephone, unless the machine is busy")


def add_officer(app: Flask) -> str:
    house = app.extensions["right_door"]
    with app.app_context(), open_session(house.engine) as session:
        account = Account(
            email="bench.desk@example.org",
            name="Bench",
            role=AccountRole.OFFICER,
            made_at=house.now(),
            password_hash="-",
        )
        session.add(account)
        session.commit()
        return account.id


def signed_in(app: Flask, account_id: str) -> FlaskClient:
    house, client = app.extensions["right_door"], app.test_client()
    with open_session(house.engine) as session:
        account = session.get(Account, account_id)
        assert account
        token = start_session(session, account, browser="bench", now=house.now(), second_step=True)
        session.commit()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
    return client


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeat", type=int, default=30)
    parser.add_argument("--data", type=Path, default=Path("instance"))
    return parser.parse_args()


if __name__ == "__main__":
    options = arguments()
    main(options.repeat, options.data)
