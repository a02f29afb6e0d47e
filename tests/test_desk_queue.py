"""The queue: each figure is the number of the records behind it; and the night, with the same numbers and records."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from desk_officer import DeskHouse, desk_house
from sqlmodel import select

from matching.area import load_area
from matching.desk.night_hours import evening_before, next_morning
from matching.desk.queue_queries import Only, Waits, counts, rows_of
from matching.following.models import (
    Answer,
    Came,
    Closing,
    ClosingReason,
    Handling,
    LaterWord,
    NoteState,
    Referral,
    State,
    StateChange,
    Writer,
)
from matching.following.queries import handling_of
from matching.models import Enquiry

LONDON = ZoneInfo("Europe/London")
NIGHT = datetime(2026, 3, 3, 23, 40, tzinfo=LONDON)
TODAY = NIGHT.date()
DUE = {"late": -3, "later than late": -1, "today": 0, "this week": 7, "next week": 8, "no day": None}
"""Name of an enquiry -> the day to ask about it, so many days from today."""


@pytest.fixture(scope="module")
def desk(empty_database, tmp_path_factory, understander) -> DeskHouse:
    return desk_house(empty_database, tmp_path_factory.mktemp("desk"), understander, NIGHT)


def waiting(session, name: str, **columns) -> Enquiry:
    """An open enquiry that has been at the front door for a week."""
    day = DUE.get(name, 30)
    enquiry = Enquiry(
        area="nottinghamshire",
        content_version="0",
        started_on=TODAY - timedelta(7),
        **{"advised": "early_help", "district_code": "E07000174", "needs": ["young-carers"]} | columns,
    )
    session.add(enquiry)
    session.flush()
    handling = Handling(enquiry_id=enquiry.id, logged_at=NIGHT - timedelta(days=7))
    handling.chase_on = None if day is None else TODAY + timedelta(day)
    session.add(handling)
    session.flush()
    return enquiry


@pytest.fixture(scope="module")
def references(desk) -> dict[str, str]:
    """One enquiry for each thing that an enquiry may wait for, by its name."""
    carers = desk.directory.add("Willow Young Carers")

    def make(session) -> dict[str, Enquiry]:
        found = {name: waiting(session, name) for name in DUE}
        found["city"] = waiting(session, "city", district_code="E06000018", advised="safeguarding")
        for name in ("answered", "answered and seen", "asked", "note", "said no", "closed"):
            found[name] = waiting(session, name)
        for name in ("answered", "answered and seen", "asked"):
            referral = Referral(enquiry_id=found[name].id, service_id=carers.id, made_on=TODAY - timedelta(4))
            if name != "asked":
                referral.answer, referral.answered_at = Answer.ACCEPTED, NIGHT - timedelta(days=1)
            session.add(referral)
        seen = {"enquiry_id": found["answered and seen"].id, "state": State.OFFERED, "at": NIGHT - timedelta(hours=2)}
        note = {"enquiry_id": found["note"].id, "state": State.OFFERED, "at": NIGHT - timedelta(hours=9)}
        session.add(StateChange(**seen, written_by=Writer.FRONT_DOOR))
        session.add(StateChange(**note, written_by=Writer.PROVIDER, note="Ring first.", note_state=NoteState.WAITING))
        session.add(LaterWord(enquiry_id=found["said no"].id, given_on=TODAY, came=Came.NO))
        handling = handling_of(session, found["closed"])
        handling.chase_on, handling.closed_at = None, NIGHT
        handling.closing, handling.closing_reason = Closing.HELPED, ClosingReason.STARTED
        return {name: enquiry.reference for name, enquiry in found.items()}

    return desk.write(make)


@pytest.fixture(scope="module")
def officer(desk, references):
    return desk.officer()


def listed(officer) -> list[str]:
    return re.findall(r'class="rd-waiting__reference" href="/desk/enquiries/([^"]+)"', officer.response.text)


@pytest.mark.parametrize(
    ("which", "names"),
    [
        ("late", ["late", "later than late"]),
        ("today", ["today"]),
        ("week", ["this week"]),
        ("answers", ["answered"]),
        ("notes", ["note"]),
        ("said-no", ["said no"]),
        ("awaited", ["asked"]),
    ],
)
def test_each_list_holds_what_its_name_says_nearest_deadline_first(officer, references, which, names):
    officer.see(f"/desk/queue?show={which}")
    assert listed(officer) == [references[name] for name in names]


def test_the_whole_queue_begins_with_what_is_late_and_leaves_out_what_is_closed(officer, references):
    officer.see("/desk/queue")
    found = listed(officer)
    assert found[:4] == [references[name] for name in ("late", "later than late", "today", "this week")]
    assert found[-1] == references["no day"]
    assert references["closed"] not in found
    assert len(found) == len(references) - 1


@pytest.mark.parametrize("which", list(Waits))
def test_each_figure_is_the_number_of_its_records(desk, officer, which):
    for only in (Only(), Only(district_code="E06000018"), Only(pathway="early_help")):
        with desk.house.open_session(writing=False) as session:
            rows = rows_of(session, which, TODAY, only)
            assert counts(session, TODAY, only)[which] == len(rows)


def test_every_figure_that_is_not_nought_opens_its_list_and_every_nought_opens_nothing(officer):
    officer.see("/desk/queue")
    links = re.findall(
        r'href="(/desk/queue\?show=[a-z-]+)#list"[^>]*><span class="rd-figure__number">(\d+)', officer.response.text
    )
    assert len(links) == 8
    for address, count in links:
        officer.see(address)
        assert len(listed(officer)) == int(count) > 0
    officer.see("/desk/queue?district=E06000018")
    assert re.search(
        r'<span class="rd-figure__number">0</span> <span class="rd-figure__words">enquiries are late',
        officer.response.text,
    )


def test_the_address_narrows_the_queue_by_place_and_by_advice(officer, references):
    for address in ("/desk/queue?district=E06000018", "/desk/queue?pathway=safeguarding"):
        officer.see(address)
        assert listed(officer) == [references["city"]]
        assert "1 enquiry is open." in officer.text


def test_an_address_that_nobody_knows_shows_the_whole_queue(officer):
    officer.see("/desk/queue")
    whole = listed(officer)
    officer.see("/desk/queue?show=everything&district=X&pathway=jail&page=-3")
    assert listed(officer) == whole


def test_late_and_today_are_said_in_words_besides_their_colour(officer):
    officer.see("/desk/queue")
    assert "Late 28 February 2026 (3 days late)" in officer.text
    assert "Today 3 March 2026 (today)" in officer.text


def test_at_night_the_night_numbers_answer_and_the_same_records_wait(desk, officer, references):
    tonight = desk.write(lambda session: waiting(session, "city", advised="safeguarding"))
    desk.write(lambda session: _logged_tonight(session, tonight.id))
    officer.see("/desk/night")
    page = officer.text
    assert page.index("0115 496 0001") < page.index("Came in since Tuesday 17:00")
    came, besides = page.split("For the day team, besides")
    assert tonight.reference in came.split("Came in since")[1]
    assert references["late"] in besides
    assert references["today"] in besides
    assert references["next week"] not in page
    assert "The day team is back on Wednesday 08:30." in page
    assert "Samaritans 116 123 Day and night" in page


def _logged_tonight(session, enquiry_id: str) -> None:
    handling = session.exec(select(Handling).where(Handling.enquiry_id == enquiry_id)).one()
    handling.logged_at = NIGHT - timedelta(hours=1)
    handling.chase_on = date(2026, 3, 4)


def test_only_services_that_say_they_are_open_now_are_offered_at_night(desk, officer):
    weekly = {"freq": "WEEKLY", "byday": "MO,TU,WE,TH,FR,SA,SU"}
    always = {"opens_at": datetime(1, 1, 1, 0, 0).time(), "closes_at": datetime(1, 1, 1, 23, 59).time()}
    desk.directory.add("Night Owls", opening=[weekly | always], phone="0115 496 0311")
    by_day = {"opens_at": datetime(1, 1, 1, 9, 0).time(), "closes_at": datetime(1, 1, 1, 17, 0).time()}
    desk.directory.add("Early Birds", opening=[weekly | by_day])
    desk.directory.add("Nobody Knows")
    officer.see("/desk/night")
    assert "Night Owls 0115 496 0311" in officer.text
    assert "Early Birds" not in officer.text
    assert "Nobody Knows" not in officer.text


@pytest.mark.parametrize(
    ("moment", "evening", "morning"),
    [
        (datetime(2026, 11, 20, 12, 0), datetime(2026, 11, 19, 17, 0), datetime(2026, 11, 23, 8, 30)),
        (datetime(2026, 11, 20, 23, 0), datetime(2026, 11, 20, 16, 30), datetime(2026, 11, 23, 8, 30)),
        (datetime(2026, 11, 22, 3, 0), datetime(2026, 11, 20, 16, 30), datetime(2026, 11, 23, 8, 30)),
        (datetime(2026, 12, 26, 3, 0), datetime(2026, 12, 24, 17, 0), datetime(2026, 12, 29, 8, 30)),
    ],
)
def test_the_evening_is_when_the_first_day_team_went_home(desk, moment, evening, morning):
    doors = load_area("nottinghamshire").front_doors
    assert evening_before(moment, doors, desk.house.bank_holidays) == evening
    assert next_morning(moment, doors, desk.house.bank_holidays) == morning
