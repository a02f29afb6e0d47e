"""`flask directory chase`: whom it writes to, when, what it marks, and what a crash or a lost mail server leaves."""

import json
import re
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from zoneinfo import ZoneInfo

import pytest

from directory.curation.models import ReviewLetter, ReviewRequest
from directory.curation.reviews import chasing
from directory.curation.reviews.letters_out import Ask, write_down
from directory.curation.reviews.queries import answer_correct, find_link
from directory.database import open_session
from directory.models import Service

FIRST_DAY = datetime(2026, 3, 3, 6, 0, tzinfo=ZoneInfo("Europe/London"))
LINK = re.compile(r"http://127\.0\.0\.1:5000/review/(\S+)")


@pytest.fixture
def run(make_app):
    """Run the command on a day so many days later; what it said as JSON."""

    def chase(days: int = 0, *arguments: str, **settings) -> dict:
        app = make_app(FIRST_DAY + timedelta(days))
        app.config.update(settings)
        result = app.test_cli_runner().invoke(args=["directory", "chase", "--json", *arguments])
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout[result.stdout.index("{") :])

    return chase


@pytest.fixture
def letters(tmp_path):
    """Every letter that was sent so far: (address, body), in order."""

    def read() -> list[tuple[str, str]]:
        files = sorted((tmp_path / "data" / "mail").glob("*.eml"))
        found = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
        return [(str(each["To"]), each.get_body().get_content()) for each in found]

    return read


def test_the_first_letter_goes_out_when_a_review_falls_due_and_once(directory, run, letters):
    directory.add("Willow Hub", email="willow@example.org")
    directory.add("Recently checked", email="rowan@example.org", assured_date=FIRST_DAY.date())
    directory.add("Ended", email="ended@example.org", status="defunct", retired_because="Contract ended")
    said = run()
    assert (said["letters"], said["services"], said["failed"]) == (1, [1, 0, 0, 0], [])
    ((address, body),) = letters()
    assert address == "willow@example.org"
    assert "“Willow Hub”" in body
    assert len(LINK.findall(body)) == 1
    assert run()["letters"] == 0
    assert len(letters()) == 1


def test_one_letter_for_all_services_of_an_address_each_with_its_link(directory, run, letters):
    for name in ("Ash", "Birch", "Cedar"):
        directory.add(name, email="willow@example.org")
    assert run()["services"] == [3, 0, 0, 0]
    ((_, body),) = letters()
    assert len(set(LINK.findall(body))) == 3
    assert [body.index(name) for name in ("Ash:", "Birch:", "Cedar:")] == sorted(
        body.index(name) for name in ("Ash:", "Birch:", "Cedar:")
    )


def test_chasers_after_30_60_90_days_then_a_warning_and_never_silent_removal(directory, run, letters, kept):
    directory.add("Willow Hub", email="willow@example.org")
    sent = {}
    for days in range(0, 131, 5):
        said = run(days)
        if said["letters"] or said["unconfirmed"]:
            sent[days] = (said["services"].index(1) if said["letters"] else None, said["unconfirmed"])
    assert sent == {0: (0, []), 30: (1, []), 60: (2, []), 90: (3, []), 105: (None, ["Willow Hub"])}
    service = kept(Service)[0]
    assert (service.status, service.unconfirmed_since) == ("active", (FIRST_DAY + timedelta(105)).date())
    assert "this is the last time we ask" in letters()[-1][1]
    assert "we asked you before" in letters()[1][1]


def test_the_warning_comes_two_weeks_after_the_last_chaser(directory, run):
    directory.add("Willow Hub", email="willow@example.org")
    for days in (0, 30, 60, 90):
        run(days)
    assert run(103)["unconfirmed"] == []
    assert run(104)["unconfirmed"] == ["Willow Hub"]


def test_who_has_answered_is_not_asked_again(directory, run, letters, session):
    directory.add("Willow Hub", email="willow@example.org")
    run()
    answer_correct(session, LINK.findall(letters()[0][1])[0], now=FIRST_DAY)
    session.commit()
    assert [run(days)["letters"] for days in (30, 60, 90, 120)] == [0, 0, 0, 0]
    assert run(183)["letters"] == 1


def test_a_provider_without_an_address_is_listed_to_be_rung(directory, run):
    service = directory.add("Willow Hub", phone="0115 496 0100")
    assert run()["nobody_to_ask"] == [{"id": service.id, "name": "Willow Hub", "phone": "0115 496 0100"}]


def test_a_dry_run_says_what_would_be_and_does_nothing(directory, run, letters, kept):
    directory.add("Willow Hub", email="willow@example.org")
    assert run(0, "--dry-run")["letters"] == 1
    assert (letters(), kept(ReviewRequest)) == ([], [])


def test_where_mail_cannot_be_sent_it_is_said_and_tried_again_the_next_day(directory, run, letters, kept):
    directory.add("Willow Hub", email="willow@example.org")
    said = run(0, SMTP_URL="smtp://127.0.0.1:9")
    assert said["letters"] == 0
    assert [failed["service"] for failed in said["failed"]] == ["Willow Hub"]
    assert "willow@example.org" not in json.dumps(said)
    assert (kept(ReviewRequest), kept(ReviewLetter)) == ([], [])
    assert run(1)["letters"] == 1
    assert kept(ReviewRequest)[0].asked_on == (FIRST_DAY + timedelta(1)).date()


def test_a_failed_chaser_leaves_the_former_link_working(directory, run, letters, session):
    directory.add("Willow Hub", email="willow@example.org")
    run()
    run(30, SMTP_URL="smtp://127.0.0.1:9")
    token = LINK.findall(letters()[0][1])[0]
    found = find_link(session, token, (FIRST_DAY + timedelta(30)).date())
    session.commit()
    assert found
    assert found.state == "open"
    assert found.request.reminders == 0


class Killed(BaseException):
    """The machine goes away."""


def test_killed_between_sending_and_counting_the_link_works_and_the_letter_goes_out_again(
    directory, make_app, run, letters, session, monkeypatch
):
    directory.add("Willow Hub", email="willow@example.org")

    def killed(*_: object) -> None:
        raise Killed

    app = make_app(FIRST_DAY)
    with app.app_context(), monkeypatch.context() as patched:
        patched.setattr(chasing, "note_sent", killed)
        with pytest.raises(Killed):
            chasing.chase(FIRST_DAY)
    token = LINK.findall(letters()[0][1])[0]
    found = find_link(session, token, FIRST_DAY.date())
    session.commit()
    assert found
    assert found.state == "open"
    assert run()["letters"] == 0, "another run may be sending it at this moment"
    assert run(1)["letters"] == 1
    assert run(1)["letters"] == 0


def test_two_runs_at_once_send_each_letter_once(directory, make_app, database):
    service = directory.add("Willow Hub", email="willow@example.org")
    asks = [Ask(service.id, service.name, 0)]
    with open_session(database) as one:
        assert len(write_down(one, "willow@example.org", asks, FIRST_DAY)) == 1
        one.commit()
    with open_session(database) as other:
        assert write_down(other, "willow@example.org", asks, FIRST_DAY) == []


def test_without_an_address_of_its_own_the_program_says_that_it_cannot_write(directory, run):
    directory.add("Willow Hub", email="willow@example.org")
    said = run(0, BASE_URL=None)
    assert "BASE_URL" in said["failed"][0]["why"]


def test_the_summary_for_people_names_services_and_no_addresses(directory, make_app):
    directory.add("Willow Hub", email="willow@example.org")
    directory.add("Rowan", phone="0115 496 0101")
    result = make_app(FIRST_DAY).test_cli_runner().invoke(args=["directory", "chase"])
    assert "1 letters sent: about 1 services (1 first letters)" in result.output
    assert "Nobody to write to, so ring: Rowan (0115 496 0101)" in result.output
    assert "willow@example.org" not in result.output


def test_a_letter_cannot_be_split_by_a_name_with_line_ends(directory, run, letters):
    directory.add("Willow\nBcc: everybody@example.org", email="willow@example.org")
    assert run()["letters"] == 1
    assert letters()[0][0] == "willow@example.org"
