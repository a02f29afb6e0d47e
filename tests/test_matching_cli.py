"""`flask matching ...` as a person at a terminal meets it."""

from datetime import timedelta

import pytest
from sqlmodel import select

from app import create_app
from directory import migrate
from matching.models import Enquiry
from matching.queries import start_enquiry


@pytest.fixture
def app(tmp_path):
    app = create_app({"DATA_DIR": tmp_path})
    migrate.upgrade(app.extensions["right_door"].engine)
    return app


def run(app, *words):
    return app.test_cli_runner().invoke(args=["matching", *words])


def test_unfinished_answers_are_forgotten_after_their_days(app):
    house = app.extensions["right_door"]
    today = house.now()
    with house.open_session() as session:
        recent, old = (
            start_enquiry(session, area="nottinghamshire", content_version="x", today=today.date()) for _ in range(2)
        )
        old.updated_at = today - timedelta(days=30)
        kept = recent.id
        session.commit()
    assert run(app, "forget").output == "1 unfinished forgotten.\n"
    with house.open_session(writing=False) as session:
        assert session.exec(select(Enquiry.id)).all() == [kept]


def test_the_content_is_proved_and_an_entry_explained(app):
    checked = run(app, "check")
    assert (checked.exit_code, "every check holds" in checked.output) == (0, True)
    assert "mobile" in run(app, "explain", "bruise-not-mobile").output


def test_an_unknown_id_is_refused_with_the_nearest(app):
    refused = run(app, "explain", "bruise-not-mobil")
    assert refused.exit_code == 1
    assert "bruise-not-mobile" in refused.output
