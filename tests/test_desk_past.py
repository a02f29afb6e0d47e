""" "What did the directory say when I advised on 3 March?", answered from history."""

from datetime import datetime, timedelta

import pytest
from desk_officer import DeskHouse, desk_house
from sqlmodel import select

from directory.additions import Revision
from directory.models import Phone
from directory.pages.templating import day as said_day
from matching.following.models import Handling
from matching.models import Enquiry


@pytest.fixture(scope="module")
def desk(empty_database, tmp_path_factory, understander) -> DeskHouse:
    return desk_house(empty_database, tmp_path_factory.mktemp("desk"), understander)


@pytest.fixture
def today(desk) -> datetime:
    return desk.house.now()


@pytest.fixture
def carers(desk, request):
    """A service that was added forty days ago, and whose number changed twenty days ago."""
    name = f"Willow Young Carers {request.node.name[-12:]}"
    service = desk.directory.add(name, phone="0115 496 0301", needs=["young-carers"])
    aged(desk, service.id, days=40)
    phone = desk.directory.session.exec(select(Phone).where(Phone.service_id == service.id)).one()
    phone.number = "0115 496 0399"
    desk.directory.session.commit()
    aged(desk, service.id, days=20)
    return service


def aged(desk, service_id: str, *, days: int) -> None:
    """As if what was written down today had been so many days ago."""
    session = desk.directory.session
    cut = datetime.now().astimezone() - timedelta(days=1)
    for revision in session.exec(select(Revision).where(Revision.service_id == service_id)):
        at = revision.changed_at if revision.changed_at.tzinfo else revision.changed_at.replace(tzinfo=cut.tzinfo)
        if at > cut:
            revision.changed_at = datetime.now().astimezone() - timedelta(days=days)
            session.add(revision)
    session.commit()


@pytest.fixture
def officer(desk, carers):
    """An officer who advised on this service thirty days ago."""
    called = desk.officer().at_hand(service_ids=(carers.id,), pathway_hint="early_help")
    called.log()

    def long_ago(session) -> None:
        enquiry = session.exec(select(Enquiry).where(Enquiry.reference == called.reference)).one()
        handling = session.exec(select(Handling).where(Handling.enquiry_id == enquiry.id)).one()
        handling.logged_at = desk.house.now() - timedelta(days=30)
        session.add(handling)

    desk.write(long_ago)
    return called


def test_from_the_enquiry_it_is_one_press_to_what_the_directory_said_at_the_advice(officer, today):
    reference = officer.reference
    assert f'href="/desk/on-a-day?reference={reference}"' in officer.response.text
    officer.see(f"/desk/on-a-day?reference={reference}")
    then = said_on(today - timedelta(days=30))
    assert f"At the moment of the advice, {then}" in officer.text
    said, different = officer.text.split("What is different now")
    assert "0115 496 0301" in said
    assert "Phone: 0115 496 0301 0115 496 0399" in different


def said_on(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"


def test_a_day_is_typed_as_people_say_it(officer, today):
    reference = officer.reference
    officer.see("/desk/on-a-day")
    officer.send("/desk/on-a-day", {"what": reference.lower(), "day": said_on(today - timedelta(days=10))})
    assert f"At the end of {said_on(today - timedelta(days=10))}" in officer.text
    said, different = officer.text.split("What is different now")
    assert "0115 496 0399" in said
    assert "Nothing that a caller is told." in different


def test_a_service_is_found_by_its_name(officer, carers, today):
    officer.see("/desk/on-a-day")
    officer.send("/desk/on-a-day", {"what": carers.name.upper(), "day": said_on(today - timedelta(days=30))})
    assert "0115 496 0301" in officer.text.split("What is different now")[0]
    assert carers.id in officer.places[-1]


def test_a_name_that_several_have_is_a_choice(desk, officer):
    for number in (1, 2):
        desk.directory.add(f"Rowan Club {number}")
    officer.see("/desk/on-a-day")
    officer.send("/desk/on-a-day", {"what": "rowan club", "day": "yesterday"})
    assert "Which service? Rowan Club 1 Rowan Club 2" in officer.text


def test_before_it_was_added_the_directory_said_nothing_of_it(officer, carers, today):
    day = (today - timedelta(days=60)).date()
    officer.see(f"/desk/on-a-day?service={carers.id}&day={day}")
    assert "It was not in the directory then, or nothing was written down yet." in officer.text


def test_a_service_that_has_ended_since_says_so(desk, officer, carers):
    desk.directory.retire(carers)
    officer.see(f"/desk/on-a-day?reference={officer.reference}")
    assert "0115 496 0301" in officer.text.split("What is different now")[0]
    assert "This service has ended since then." in officer.text


@pytest.mark.parametrize(
    ("what", "day", "said"),
    [
        ("", "yesterday", "Write a reference, or the name of a service"),
        ("Nobody at all", "yesterday", "We know no such reference, and no service of that name"),
        ("Nobody at all", "", "Give a day, for example 3 March 2026"),
        ("Willow", "some day", "We could not read that day"),
        ("Willow", "1 January 2090", "That day has not come yet"),
    ],
)
def test_what_cannot_be_answered_is_said_and_what_was_typed_stays(officer, what, day, said):
    officer.see("/desk/on-a-day")
    officer.send("/desk/on-a-day", {"what": what, "day": day})
    assert officer.response.status_code == 422
    assert said in officer.text
    assert f'value="{day}"' in officer.response.text or not day


@pytest.mark.parametrize("query", ["service=nothing&day=2026-03-03", "reference=RD-00000-00000", "service=\0&day=x"])
def test_an_address_of_nothing_leads_nowhere(officer, query):
    assert officer.see(f"/desk/on-a-day?{query}").status_code == 404


def test_a_day_is_said_as_on_every_page(desk, today):
    with desk.app.test_request_context():
        assert said_day(today) == said_on(today)
