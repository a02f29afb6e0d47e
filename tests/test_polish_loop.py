"""What becomes of an enquiry, in Polish: for its referrer, a service, the family, and whoever was given a list."""

import re

import pytest
from loop import Loop
from polish import offer_polish
from polish_reader import PolishReader, still_english

from matching.desk.handing import SHORTLIST
from matching.following.models import Closing, ClosingReason, Handover, State
from matching.following.queries import close, refer, write_state

STATES = (State.LOOKED_AT, State.DECIDED, State.OFFERED, State.STARTED)


@pytest.fixture(scope="module")
def loop(tmp_path_factory, empty_database, understander):
    folder = tmp_path_factory.mktemp("loop")
    loop = Loop(folder, empty_database, understander)
    offer_polish(loop.app, folder / "translations")
    return loop


@pytest.fixture
def made(loop):
    return loop.enquiry()


@pytest.fixture
def reader(loop):
    return PolishReader(loop.app)


def test_a_referrer_follows_it_in_polish(loop, made, reader):
    page = "/what-happened"
    reader.see(page)
    reader.post(page)
    reader.post(page, reference="RD-00000-00000", code="0000-0000")
    reader.post(page, **made.both)
    here = reader.places[-1]
    assert here != page
    reader.post(f"{here}/rang")
    for state in STATES:
        loop.do(write_state, made, state=state)
        reader.see(here)
    reader.post(f"{here}/later", people_told="many", came="perhaps")
    reader.see(here)
    reader.post(f"{here}/later", came="partly", was_right="no", people_told="4")
    reader.post(f"{here}/remind", email="nobody")
    reader.see(here)
    reader.post(f"{here}/remind", email="worker@school.example")
    loop.do(close, made, closing=Closing.HELPED, reason=ClosingReason.STARTED)
    reader.see(here)
    assert still_english(reader.met) == {}


def test_a_service_answers_in_polish(loop, made, reader):
    club = loop.service("Willow Club")
    address = f"/answer/{loop.link('answer', loop.do(refer, made, club))}"
    reader.see(address)
    reader.post(f"{address}/no")
    reader.see(address)
    reader.post(f"{address}/no", reason="service full")
    reader.post(f"{address}/date", offered_on="yesterday")
    reader.see(address)
    reader.post(f"{address}/date", offered_on="2026-03-20")
    reader.post(f"{address}/yes")
    reader.post(f"{address}/note", note="")
    reader.see(address)
    reader.see("/answer/nothing")
    assert still_english(reader.met) == {}


def test_a_family_says_in_polish_how_it_was(loop, made, reader):
    follower = loop.follower(made)
    follower.send("/what-happened/1/family-link")
    link = re.search(r"http://127\.0\.0\.1:5000(/family/[\w-]+)<", follower.response.text)[1]
    reader.see(link)
    reader.post(link)
    reader.post(link, helped="yes")
    reader.see(link)
    assert still_english(reader.met) == {}


def test_a_list_that_was_given_is_read_in_polish(loop, made, reader):
    first, second = loop.service("Alder Club", phone="0115 496 0301"), loop.service("Oak Club")
    with loop.writing() as session:
        given = Handover(enquiry_id=made.id, given_at=loop.now, how="link", service_ids=[first, second])
        session.add(given)
        session.flush()
        given_id = given.id
    reader.see(f"/shortlist/{loop.link(SHORTLIST, given_id)}")
    reader.see("/shortlist/nothing")
    assert still_english(reader.met) == {}
