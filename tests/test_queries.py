from datetime import date, datetime

import pytest
from sqlalchemy import event
from sqlmodel import select

from directory.additions import DirectoryFact, ProblemReport, UnmetNeed
from directory.database import open_session
from directory.eligibility import Conditions
from directory.errors import ServiceNotFound
from directory.models import Status
from directory.pages.cards import make_card
from directory.queries import (
    add_problem_report,
    add_unmet_need,
    get_service,
    is_demonstration,
    languages_in_use,
    live_services_by_need,
    need_names,
    needs_of,
    services_by_id,
)
from directory.running import running_services
from directory.search.question import Hit

TODAY = date(2026, 11, 21)


@pytest.fixture
def reading(database):
    """A second session: it sees only what was committed, and holds no rows from before."""
    with open_session(database, writing=False) as session:
        yield session


def test_a_service_comes_with_everything_its_page_shows(directory, reading):
    willow = directory.add(
        "Willow Family Hub",
        needs=["sleep", "autism"],
        at="Beeston",
        areas=["Broxtowe"],
        roles=["school"],
        methods=["phone"],
        levels=[1, 2],
        languages=["Polish"],
        sex="female",
        cost=0,
        opening=[{"freq": "WEEKLY", "byday": "MO"}],
        availability={"waiting_weeks": 3},
        phone="0115 496 0123",
        contact="Family desk",
        accessibility=["Step-free entrance"],
    )
    service = get_service(reading, willow.id)
    reading.close()
    location = service.service_at_locations[0].location
    assert location.addresses[0].city == "Beeston"
    assert location.accessibility[0].description == "Step-free entrance"
    assert [term.code for term in needs_of(service)] == ["autism", "sleep"]
    assert service.organization.name == "Willow Trust"
    assert (service.phones[0].number, service.contacts[0].name) == ("0115 496 0123", "Family desk")
    assert (service.availability.waiting_weeks, service.commissioning) == (3, None)
    assert (service.referral_methods[0].method, service.cost_options[0].amount) == ("phone", 0)
    assert service.schedules[0].byday == "MO"


def test_a_retired_service_has_its_own_page_but_stands_in_no_list(directory, reading):
    willow = directory.add("Willow Family Hub")
    elm = directory.add("Elm House", status=Status.TEMPORARILY_CLOSED)
    directory.retire(willow)
    assert get_service(reading, willow.id).retired_because == "Contract ended"
    assert set(services_by_id(reading, [willow.id, elm.id, "no such id"])) == {elm.id}


def test_a_service_nobody_knows_is_refused_by_name(reading):
    with pytest.raises(ServiceNotFound) as refusal:
        get_service(reading, "no such id")
    assert refusal.value.service_id == "no such id"


def test_a_page_of_services_takes_as_many_queries_as_one(directory, reading, database):
    ids = [directory.add(f"Service {number}", needs=["sleep"], at="Beeston").id for number in range(10)]
    asked = []
    event.listen(database, "before_cursor_execute", lambda *arguments: asked.append(arguments[2]))
    services_by_id(reading, ids[:1])
    for_one = len(asked)
    reading.expunge_all()
    asked.clear()
    services_by_id(reading, ids)
    assert len(asked) <= for_one + 1


def test_a_result_card_has_all_it_needs_in_a_few_queries(directory, reading, database):
    willow = directory.add(
        "Willow Family Hub",
        at="Beeston",
        phone="0115 496 0123",
        opening=[{"freq": "WEEKLY", "byday": "MO"}],
        availability={"waiting_weeks": 3, "told_on": TODAY},
    )
    asked = []
    event.listen(database, "before_cursor_execute", lambda *arguments: asked.append(arguments[2]))
    service = services_by_id(reading, [willow.id])[willow.id]
    reading.close()
    card = make_card(service, Hit(willow.id, 1.0, ()), datetime(2026, 11, 23, 10))
    assert (card.organization, card.town, card.phone) == ("Willow Trust", "Beeston", "0115 496 0123")
    assert len([query for query in asked if query.startswith("SELECT")]) == 5


def test_conditions_are_what_the_record_states(directory, reading):
    stated = directory.add(
        "Elm House",
        ages=(0.5, 5),
        areas=["Ashfield", "Mansfield"],
        roles=["school", "health"],
        levels=[2],
        languages=["Polish"],
        sex="female",
        send="welcomes",
        interpretation_services=True,
    )
    blank = directory.add("Larch House")
    running = {service.id: service for service in running_services(reading, [stated.id, blank.id])}
    assert running[stated.id].conditions == Conditions(
        minimum_age=0.5,
        maximum_age=5,
        area_codes=frozenset({"E07000170", "E07000174"}),
        roles=frozenset({"school", "health"}),
        sex="female",
        send="welcomes",
        languages=frozenset({"Polish"}),
        interpreters=True,
        levels=frozenset({2}),
    )
    assert running[blank.id].conditions == Conditions()


def test_needs_are_named_and_counted_over_live_services(directory, reading):
    directory.add("One", needs=["sleep", "autism"])
    directory.add("Two", needs=["sleep"])
    directory.retire(directory.add("Three", needs=["sleep", "bereavement"]))
    assert need_names(reading) == {"autism": "Autism", "bereavement": "Bereavement", "sleep": "Sleep"}
    assert live_services_by_need(reading) == {"sleep": 2, "autism": 1}


def test_languages_in_use_are_those_of_live_services(directory, reading):
    directory.add("One", languages=["Polish", "English"])
    directory.add("Two", languages=["English"])
    directory.retire(directory.add("Three", languages=["Welsh"]))
    assert languages_in_use(reading) == ["English", "Polish"]


def test_a_directory_says_whether_it_is_the_demonstration(session):
    assert not is_demonstration(session)
    session.add(DirectoryFact(name="demonstration", value="yes"))
    session.flush()
    assert is_demonstration(session)


def test_a_problem_report_is_kept_without_spaces_around_it_and_not_committed(directory, session, reading):
    willow = directory.add("Willow Family Hub")
    add_problem_report(session, service_id=willow.id, kind="closed", comment="  Shut since May  ", today=TODAY)
    assert session.exec(select(ProblemReport.comment)).one() == "Shut since May"
    assert reading.exec(select(ProblemReport)).all() == []
    session.commit()
    reading.rollback()
    assert reading.exec(select(ProblemReport.reported_on)).one() == TODAY


def test_a_problem_report_without_words_or_with_too_many_is_kept(directory, session):
    willow = directory.add("Willow Family Hub")
    add_problem_report(session, service_id=willow.id, kind="other", comment=" ", today=TODAY)
    add_problem_report(session, service_id=willow.id, kind="other", comment="x" * 5000, today=TODAY)
    comments = session.exec(select(ProblemReport.comment)).all()
    assert sorted(len(comment or "") for comment in comments) == [0, 1000]


def test_a_problem_with_a_service_nobody_knows_is_refused(session):
    with pytest.raises(ServiceNotFound):
        add_problem_report(session, service_id="no such id", kind="other", comment=None, today=TODAY)


def test_an_unmet_need_keeps_the_need_the_district_and_the_age_band_only(session):
    add_unmet_need(session, need="sleep", district_code="E07000170", age_band="0 to 4", source="search", today=TODAY)
    kept = session.exec(select(UnmetNeed)).one()
    assert set(UnmetNeed.model_fields) == {"id", "need", "district_code", "age_band", "source", "noticed_on"}
    assert (kept.need, kept.district_code, kept.age_band, kept.noticed_on) == ("sleep", "E07000170", "0 to 4", TODAY)
