"""Forms to records and back: nothing untouched changes, what people write is read, two people's changes are kept."""

from datetime import date, time

import pytest
from hypothesis import given, settings
from test_snapshot_properties import SERVICES

from directory.curation.editing.answers import NotUnderstood, read_day, read_number, read_pounds, read_weeks, say_day
from directory.curation.editing.copying import copied
from directory.curation.editing.fields import Fields
from directory.curation.editing.forms import questions_of, sections_for
from directory.curation.editing.publishing import both, conflict, settle
from directory.curation.editing.questions import Known, Offered
from directory.curation.editing.reading import blank, read_form, write_form
from directory.curation.editing.safety import safety_changes
from directory.snapshots import CONTRACT, LocationSnapshot, OrganizationSnapshot, ServiceSnapshot
from directory.snapshots.snapshot import AreaHeld, PhoneHeld, ScheduleHeld
from directory.vocabulary import load_vocabulary

TODAY = date(2026, 3, 3)
NEEDS = (("Home", (Offered("sleep", "Sleep", ""), Offered("housing", "Housing", ""))),)
KNOWN = Known(
    TODAY,
    organizations={"willow": "Willow Trust", "oak": "Oak House"},
    places={"hall": "Village hall", "hub": "The hub"},
    needs=NEEDS,
    areas={"E07000170": "Ashfield", "E92000001": "England"},
    levels={str(level): str(level) for level in (1, 2, 3, 4)},
)
ALL = sections_for("service", costs=True)
WILLOW = ServiceSnapshot(organization_id="willow", name="Willow Club")


def held(**values):
    return ServiceSnapshot.model_validate({"organization_id": "willow", "name": "Willow Club", **values})


def read(base=WILLOW, **typed):
    """The form of a record with some answers typed over."""
    fields = write_form(ALL, base, KNOWN)
    typed = {name.replace("__", "-"): [value] if isinstance(value, str) else value for name, value in typed.items()}
    return read_form(ALL, Fields({**fields.values, **typed}), base, KNOWN)


# -------------------------------------------------------------------------------------------- written and read back


@settings(max_examples=150, deadline=None)
@given(SERVICES)
def test_a_form_that_nobody_touched_changes_nothing_whatever_the_record_says(record):
    reading = read_form(ALL, write_form(ALL, record, KNOWN), record, KNOWN)
    assert reading.touched == ()
    assert reading.record == record


@settings(max_examples=150, deadline=None)
@given(SERVICES)
def test_answering_one_question_changes_its_own_fields_only(record):
    fields = write_form(ALL, record, KNOWN)
    reading = read_form(ALL, Fields({**fields.values, "fees": ["Two pounds"]}), record, KNOWN)
    assert reading.record == record.model_copy(update={"fees": "Two pounds"})


def test_every_field_of_a_record_is_asked_somewhere_or_has_a_step_of_its_own():
    own_step = {"status", "assured_date", "assurer_email", "reopens_on", "retired_because", "successor_id"}
    asked = {name for question in questions_of(ALL) for name in question.holds}
    asked = {"schedules" if name == "times" else name for name in asked}
    assert set(ServiceSnapshot.model_fields) - asked == own_step
    hidden = {"logo", "uri"}
    organization = {name for q in questions_of(sections_for("organization", costs=False)) for name in q.holds}
    assert set(OrganizationSnapshot.model_fields) - organization == hidden
    location = {name for q in questions_of(sections_for("location", costs=False)) for name in q.holds}
    outside = {"organization_id", "external_identifier", "external_identifier_type"}
    assert set(LocationSnapshot.model_fields) - location == outside


def test_without_the_permission_contract_and_money_are_neither_written_nor_read():
    base = held(commissioner="County Council", unit_cost=120, funded_places=8)
    sections = sections_for("service", costs=False)
    assert not CONTRACT & write_form(sections, base, KNOWN).values.keys()
    typed = Fields({**write_form(sections, base, KNOWN).values, "unit_cost": ["1"], "commissioner": ["Me"]})
    assert read_form(sections, typed, base, KNOWN).record == base


# -------------------------------------------------------------------------------------------- as people write


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"ages": "6-14"}, {"minimum_age": 6.0, "maximum_age": 14.0}),
        ({"ages": "11+"}, {"minimum_age": 11.0, "maximum_age": None}),
        ({"ages": ""}, {"minimum_age": None, "maximum_age": None}),
        ({"told_on": "today", "waiting_weeks": "3 months"}, {"told_on": TODAY, "waiting_weeks": 13.0}),
        ({"told_on": "1/2/2026", "free_places": "12"}, {"told_on": date(2026, 2, 1), "free_places": 12}),
        ({"consent_needed": "no"}, {"consent_needed": False}),
        ({"organization_id": "oak HOUSE"}, {"organization_id": "oak"}),
        ({"areas": ["E07000170"]}, {"areas": (AreaHeld(name="Ashfield", area_code="E07000170"),)}),
        ({"needs": ["sleep", "housing"]}, {"needs": ("housing", "sleep")}),
        ({"levels": ["2", "1"]}, {"levels": (1, 2)}),
        ({"unit_cost": "£120.50"}, {"unit_cost": 120.5}),
        ({"phones__0__number": "0115 496 0001"}, {"phones": (PhoneHeld(number="0115 496 0001"),)}),
        ({"phones__7__number": "+44 115 496 0001"}, {"phones": (PhoneHeld(number="+44 115 496 0001"),)}),
    ],
)
def test_answers_are_read_as_people_write_them(typed, expected):
    reading = read(**typed)
    assert reading.errors == ()
    assert {name: getattr(reading.record, name) for name in expected} == expected


def test_times_are_read_from_what_people_say_and_said_back():
    reading = read(schedules__0__times="Mon-Fri 9 to 5", schedules__0__note="term time")
    (times,) = reading.record.schedules
    assert (times.byday, times.opens_at, times.closes_at, times.notes) == (
        "MO,TU,WE,TH,FR",
        time(9),
        time(17),
        "term time",
    )
    question = next(q for q in questions_of(ALL) if q.name == "schedules")
    assert [str(line) for line in question.said_back(reading.record)] == ["Monday to Friday, 9am to 5pm, term time"]


def test_a_line_of_times_keeps_what_the_form_does_not_show():
    line = ScheduleHeld(
        freq="WEEKLY", byday="WE", opens_at=time(9, 30), notes="Stapleford", dtstart=date(2026, 1, 7), interval=2
    )
    base = held(schedules=[line], places=[{"location_id": "hall"}])
    moved = read(base, schedules__0__note="Eastwood", schedules__0__until="1 July 2026")
    assert moved.record.schedules == (line.model_copy(update={"notes": "Eastwood", "valid_to": date(2026, 7, 1)}),)


def test_a_row_keeps_what_the_form_does_not_show():
    base = held(languages=[{"name": "Polish", "code": "pl"}], phones=[{"number": "0115 496 0001"}])
    reading = read(base, languages__0__note="on Mondays", phones__0__description="office")
    assert reading.record.languages[0].code == "pl"
    assert reading.record.phones == (PhoneHeld(number="0115 496 0001", description="office"),)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": ""}, "name"),
        ({"ages": "big ones"}, "ages"),
        ({"told_on": "31/2/2026"}, "told_on"),
        ({"waiting_weeks": "soon"}, "waiting_weeks"),
        ({"waiting_weeks": "6"}, "told_on"),
        ({"free_places": "-1"}, "free_places"),
        ({"free_places": "2.5"}, "free_places"),
        ({"unit_cost": "a lot"}, "unit_cost"),
        ({"phones__0__number": "ring the office please"}, "phones"),
        ({"phones__0__description": "office"}, "phones-0-number"),
        ({"schedules__0__times": "when we can"}, "schedules-0-times"),
        ({"organization_id": "Nobody"}, "organization_id"),
        ({"url": "www.willow.example"}, "url"),
        ({"needs": ["dragons"]}, "needs"),
        ({"sex": "dragon"}, "sex"),
        ({"description": "x" * 10_001}, "description"),
        ({"contract_start": "1/2/2026", "contract_end": "1/1/2026"}, "contract_end"),
        ({"new_place-name": "Hut", "new_place-postal_code": "NG"}, "new_place-postal_code"),
    ],
)
def test_what_cannot_be_read_says_so_at_its_own_field(typed, field):
    assert [at for at, _ in read(**typed).errors] == [field]


def test_a_new_record_asks_for_what_it_must_have():
    reading = read_form(ALL, Fields(), blank(ServiceSnapshot), KNOWN)
    assert [at for at, _ in reading.errors] == ["name", "organization_id"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3/3/2026", TODAY),
        ("3.3.26", TODAY),
        ("2026-03-03", TODAY),
        ("3 March 2026", TODAY),
        ("3rd mar 2026", TODAY),
        ("yesterday", date(2026, 3, 2)),
        ("", None),
    ],
)
def test_days_are_read(text, day):
    assert read_day(text, "at", TODAY) == day
    assert day is None or read_day(say_day(day), "at", TODAY) == day


@pytest.mark.parametrize(
    ("reads", "text"),
    [
        (lambda text: read_day(text, "at", TODAY), "3 ma 2026"),
        (lambda text: read_day(text, "at", TODAY), "2026"),
        (lambda text: read_number(text, "at"), "1e5"),
        (lambda text: read_number(text, "at", whole=True), "٣"),
        (lambda text: read_pounds(text, "at"), "£-5"),
        (lambda text: read_weeks(text, "at"), "6 to 8 weeks"),
    ],
)
def test_what_is_no_such_answer_is_refused(reads, text):
    with pytest.raises(NotUnderstood):
        reads(text)


# -------------------------------------------------------------------------------------------- beside other people


def test_changes_of_different_answers_are_both_kept():
    settled = settle(WILLOW, held(fees="Free"), held(email="club@example.org"))
    assert (settled.record.fees, settled.record.email) == ("Free", "club@example.org")
    assert (settled.open, settled.theirs, settled.changed) == ((), ("email",), ("fees",))


@pytest.mark.parametrize(("version", "says"), [("mine", "Two pounds"), ("theirs", "Free"), ("both", "Two pounds")])
def test_the_same_answer_changed_twice_waits_for_a_choice(version, says):
    mine, live = held(fees="Two pounds"), held(fees="Free")
    assert settle(WILLOW, mine, live).open == ("fees",)
    assert settle(WILLOW, mine, live, {"fees": "dragons"}).open == ("fees",)
    settled = settle(WILLOW, mine, live, {"fees": version})
    assert (settled.open, settled.record.fees) == ((), says)


def test_two_lists_stand_together_without_what_either_took_out():
    assert both(("a", "b", "c"), ("a", "c", "mine"), ("a", "b", "theirs")) == ("a", "theirs", "mine")
    phones = [{"number": f"0115 496 000{n}"} for n in range(3)]
    base, mine, live = held(phones=phones[:1]), held(phones=phones[:2]), held(phones=[phones[0], phones[2]])
    shown = conflict("phones", base, mine, live, {})
    assert (len(shown.before), len(shown.mine), len(shown.theirs), len(shown.both)) == (1, 2, 2, 3)
    assert len(settle(base, mine, live, {"phones": "both"}).record.phones) == 3


def test_a_safety_number_is_one_of_a_statutory_service_or_of_one_about_safety():
    needs = load_vocabulary().need
    before, after = {"phones": [{"number": "0115 496 0001"}]}, {"phones": [{"number": "0115 496 0002"}]}
    for about in ({"provision": "statutory"}, {"needs": ["domestic-abuse"]}):
        (change,) = safety_changes(held(**about, **before), held(**about, **after), needs)
        assert (change.before, change.after) == (("0115 496 0001",), ("0115 496 0002",))
        assert safety_changes(held(**about, **before), held(**about, **before, fees="Free"), needs) == ()
    assert safety_changes(held(**before), held(needs=["sleep"], **after), needs) == ()
    assert safety_changes(held(**before), held(provision="statutory", **after), needs) != ()


def test_a_copy_says_nothing_that_nobody_said_of_it():
    original = held(
        description="Play and talk",
        status="temporarily closed",
        assured_date=TODAY,
        told_on=TODAY,
        waiting_weeks=3,
        commissioner="County Council",
        unit_cost=3,
        phones=[{"number": "0115 496 0001"}],
    )
    expected = held(name="Copy of Willow Club", description="Play and talk", phones=[{"number": "0115 496 0001"}])
    assert copied(original) == expected
