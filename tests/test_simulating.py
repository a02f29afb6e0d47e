"""Invented enquiries: the same for the same seed, whole in themselves, only in a demonstration, and out again."""

from datetime import datetime
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session, SQLModel, select

from directory.additions import UnmetNeed
from directory.models import Taxonomy
from directory.queries import DEMONSTRATION
from matching.content import Content, load_content
from matching.following.models import Closing, FamilyWord, Handling, Referral, StateChange
from matching.models import Enquiry
from matching.simulating.cases import invented_cases
from matching.simulating.inventing import InventedService as Service
from matching.simulating.inventing import Inventor, Rows
from matching.simulating.world import PATHWAYS

ENDS = datetime(2026, 11, 21, 12, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture(scope="module")
def content() -> Content:
    return load_content()


@pytest.fixture(scope="module")
def cases(content: Content) -> dict[str, Any]:
    return invented_cases(content, Random(1))


def invent(cases: dict[str, Any], seed: int, count: int = 400) -> list[Rows]:
    needs = frozenset(need for several in cases.values() for case in several for need in case.needs)
    services = [Service("here", needs, frozenset({"E07000170"})), Service("anywhere", needs, frozenset())]
    return list(Inventor(Random(seed), cases, services, reasons={}, ends=ENDS, months=24).enquiries(count))


def of(rows: list[Rows], table: str) -> list[dict[str, Any]]:
    return [row for each in rows for row in each.get(table, [])]


def test_the_same_seed_invents_the_same_and_another_does_not(cases: dict[str, Any]):
    assert invent(cases, 7, 50) == invent(cases, 7, 50) != invent(cases, 8, 50)


def test_every_pathway_has_cases_that_lead_to_it(cases: dict[str, Any]):
    assert set(cases) == set(PATHWAYS)


def test_what_came_of_an_enquiry_comes_after_it_and_before_now(cases: dict[str, Any]):
    for rows in invent(cases, 2):
        [enquiry] = rows["enquiry"]
        moments = [change["at"] for change in rows.get("state_change", [])]
        assert moments == sorted(moments)
        for moment in moments:
            assert enquiry["started_on"] <= moment.date() <= ENDS.date()
        for referral in rows.get("referral", []):
            assert (referral["answer"] == "declined") == (referral["reason"] is not None)
            assert referral["started_on"] is None or referral["started_on"] >= referral["answered_at"].date()


def test_an_officer_never_lowers_what_came_out_as_safeguarding(cases: dict[str, Any]):
    grave = [one for one in of(invent(cases, 3), "enquiry") if one["pathway"] in ("safeguarding", "emergency")]
    assert grave
    assert all(one["advised"] in (None, "safeguarding", "emergency") for one in grave)


def test_a_service_is_offered_only_where_it_works(cases: dict[str, Any]):
    for rows in invent(cases, 4):
        district = rows["enquiry"][0]["district_code"]
        for offered in rows.get("enquiry_service", []):
            assert offered["service_id"] == "anywhere" or district in ("E07000170", None)


def rows_of(session: Session, table: type[SQLModel]) -> list[Any]:
    session.expire_all()
    return list(session.exec(select(table)))


@pytest.fixture
def demonstration(directory: Any, session: Session) -> None:
    from directory.additions import DirectoryFact

    directory.add("Willow Family Hub", needs=["parenting-support"])
    session.add(DirectoryFact(name=DEMONSTRATION, value="yes"))
    session.commit()
    assert rows_of(session, Taxonomy)
    session.rollback()


@pytest.mark.usefixtures("demonstration")
def test_they_are_put_in_once_and_taken_out_whole(app_now: Any, session: Session):
    runner = app_now.test_cli_runner()
    for _ in range(2):
        done = runner.invoke(args=["matching", "simulate", "--enquiries", "60", "--seed", "5"])
        assert done.exit_code == 0, done.output
    assert len(rows_of(session, Enquiry)) == 60
    assert {row.closing for row in rows_of(session, Handling)} <= {*Closing, None}
    session.rollback()
    assert "60 invented enquiries taken out" in runner.invoke(args=["matching", "simulate", "--remove"]).output
    for table in (Enquiry, Handling, Referral, StateChange, FamilyWord, UnmetNeed):
        assert rows_of(session, table) == []


def test_real_services_are_left_alone(app_now: Any, session: Session):
    done = app_now.test_cli_runner().invoke(args=["matching", "simulate", "--enquiries", "5"])
    assert done.exit_code == 2
    assert "go into a demonstration only" in done.output
    assert rows_of(session, Enquiry) == []
