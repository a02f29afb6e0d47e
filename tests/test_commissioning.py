"""Contracts: when they end, two people at one of them, and what becomes of a service when its contract does."""

from datetime import date, timedelta

import pytest

from accounts.roles import AccountRole
from directory.additions import Commissioning
from directory.curation.charts import calendar_for, span, time_axis
from directory.curation.contracts.queries import (
    PART_NAMES,
    CannotRetire,
    Ends,
    announced,
    contracts_in_reach,
    ends_when,
    next_dates,
    possible_successors,
    renewed,
    retired,
    settled,
    those_ending,
)
from directory.snapshots import ServiceSnapshot

TODAY = date(2026, 3, 3)


class OfBroxtowe:
    role = AccountRole.COMMISSIONER
    areas = ["E07000172"]
    organization_id = None


def held(**fields):
    return ServiceSnapshot(organization_id="trust", name="Willow Hub", **fields)


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (-400, Ends.OVER),
        (0, Ends.OVER),
        (1, Ends.SOON),
        (30, Ends.SOON),
        (31, Ends.NEAR),
        (90, Ends.NEAR),
        (91, Ends.LATER),
        (None, Ends.UNKNOWN),
    ],
)
def test_a_contract_presses_at_90_30_and_0_days(days, state):
    assert ends_when(None if days is None else TODAY + timedelta(days=days), TODAY) is state


def test_contracts_are_those_in_reach_the_first_to_end_first_and_costs_only_where_they_may_be_seen(directory, session):
    for name, area, end in (("Late", "Broxtowe", 90), ("Soon", "Broxtowe", 5), ("Elsewhere", "Ashfield", 1)):
        service = directory.add(name, areas=[area])
        contract_end = TODAY + timedelta(days=end)
        session.add(Commissioning(service_id=service.id, contract_end=contract_end, unit_cost=4321.5))
    directory.add("No contract", areas=["Broxtowe"])
    session.commit()
    seen = contracts_in_reach(session, OfBroxtowe(), costs=True)
    assert [row.service for row in seen] == ["Soon", "Late"]
    assert [row.unit_cost for row in seen] == [4321.5, 4321.5]
    assert {row.unit_cost for row in contracts_in_reach(session, OfBroxtowe(), costs=False)} == {None}


def test_what_somebody_else_changed_stays_and_what_both_changed_is_asked():
    live = held(commissioner="City", funded_places=30, contract_end=date(2027, 3, 31))
    seen = {"commissioner": "County", "funded_places": 20, "contract_end": date(2027, 3, 31)}
    mine = settled(live, seen, {**seen, "contract_end": date(2028, 3, 31)}, costs=True)
    assert mine.conflicts == ()
    assert (mine.record.commissioner, mine.record.funded_places) == ("City", 30)
    assert mine.record.contract_end == date(2028, 3, 31)
    assert settled(live, seen, {**seen, "commissioner": "NHS"}, costs=True).conflicts == ("commissioner",)


def test_a_cost_is_left_alone_by_whoever_may_not_see_it():
    live = held(unit_cost=4321.5)
    assert settled(live, {}, {"unit_cost": 1.0}, costs=False).record.unit_cost == 4321.5


def test_nothing_but_the_contract_is_changed_by_its_form():
    typed = {"name": "Taken over", "organization_id": "another", "status": "defunct", "commissioner": "City"}
    record = settled(held(), {}, typed, costs=True).record
    assert (record.name, record.organization_id, record.status) == ("Willow Hub", "trust", "active")
    assert record.commissioner == "City"


def test_the_next_contract_lasts_as_long_as_this_one():
    now = held(contract_start=date(2025, 4, 1), contract_end=date(2026, 3, 31))
    assert next_dates(now) == (date(2026, 4, 1), date(2027, 3, 31))
    assert next_dates(held(contract_end=date(2026, 3, 31))) == (date(2026, 4, 1), None)
    assert next_dates(held()) == (None, None)


def test_the_notice_that_a_service_ends_goes_when_it_is_renewed_and_another_notice_stays():
    ending = announced(held(contract_end=date(2026, 3, 31)), successor="Elm Hub")
    assert ending.alert == "This service ends on 31 March 2026. After that, go to Elm Hub."
    dates = {"start": date(2026, 4, 1), "end": date(2027, 3, 31), "review": None}
    assert renewed(ending, **dates).alert is None
    assert renewed(held(alert="No sessions over Easter"), **dates).alert == "No sessions over Easter"


def test_a_notice_needs_to_know_when_it_ends():
    with pytest.raises(CannotRetire):
        announced(held(), successor=None)


@pytest.mark.parametrize("days", [0, -1])
def test_a_service_is_ended_on_the_last_day_of_its_contract_or_after(days):
    ended = retired(
        held(contract_end=TODAY + timedelta(days=days)),
        because="The contract ended",
        successor=None,
        successor_id=None,
        today=TODAY,
    )
    assert (ended.status, ended.retired_because) == ("defunct", "The contract ended")


def test_a_service_is_not_ended_before_its_last_day_nor_for_one_that_has_ended():
    with pytest.raises(CannotRetire, match="4 March 2026"):
        retired(held(contract_end=date(2026, 3, 4)), because="x", successor=None, successor_id=None, today=TODAY)
    over = held(status="defunct", retired_because="Over")
    with pytest.raises(CannotRetire):
        retired(held(), because="x", successor=over, successor_id="over", today=TODAY)


def test_only_open_services_in_reach_may_come_after(directory, session):
    ending = directory.add("Ending", areas=["Broxtowe"])
    directory.add("Elm", areas=["Broxtowe"])
    directory.add("Over", areas=["Broxtowe"], status="defunct", retired_because="Over")
    directory.add("Elsewhere", areas=["Ashfield"])
    assert [name for _, name in possible_successors(session, OfBroxtowe(), ending.id)] == ["Elm"]


def test_the_same_day_stands_at_the_same_place_in_every_bar():
    calendar = calendar_for([date(2025, 4, 1), date(2027, 3, 31)], TODAY)
    assert (calendar.first, calendar.last) == (date(2025, 1, 1), date(2027, 12, 31))
    assert (calendar.at(date(2024, 1, 1)), calendar.at(date(2030, 1, 1))) == (0.0, 1.0)
    here = f'x1="{100 * calendar.at(TODAY):.2f}%"'
    assert here in time_axis(calendar, TODAY, "Today")
    assert here in span(calendar, date(2025, 4, 1), None, TODAY, "soon")
    assert "style=" not in span(calendar, None, None, TODAY, "unknown")


def test_a_word_in_a_drawing_is_never_markup():
    calendar = calendar_for([], TODAY)
    assert "<b>" not in time_axis(calendar, TODAY, "<b>Today</b>")


def test_what_presses_is_shown_first_and_every_contract_is_in_one_part(directory, session):
    for name, days in (("Over", -3), ("Near", 60), ("Later", 400), ("Open", None)):
        service = directory.add(name, areas=["Broxtowe"])
        end = None if days is None else TODAY + timedelta(days=days)
        session.add(Commissioning(service_id=service.id, commissioner="County", contract_end=end))
    session.commit()
    contracts = contracts_in_reach(session, OfBroxtowe(), costs=False)
    parts = {part: [row.service for row in those_ending(contracts, part, TODAY)] for part in PART_NAMES}
    assert parts["near"] == ["Over", "Near"]
    assert sorted(parts["near"] + parts["later"] + parts["unknown"]) == sorted(parts["all"])
    assert those_ending(contracts, "no such part", TODAY) == contracts
