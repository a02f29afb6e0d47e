"""What families say by a link of their own: three questions, once, and nothing that leads back."""

import re
from datetime import date, timedelta

import pytest
from loop import ASHFIELD, Loop

from accounts.tokens import hash_of
from matching.following.families import MOST_LINKS
from matching.following.models import FamilyLink, FamilyWord


@pytest.fixture(scope="module")
def loop(tmp_path_factory, empty_database, understander):
    return Loop(tmp_path_factory.mktemp("loop"), empty_database, understander)


@pytest.fixture
def made(loop):
    return loop.enquiry(needs=["bereavement", "sleep"])


@pytest.fixture
def follower(loop, made):
    return loop.follower(made)


@pytest.fixture
def link(follower):
    return make_link(follower, "/what-happened/1/family-link")


@pytest.fixture
def family(loop, link):
    person = loop.visitor()
    person.see(link)
    return person


def make_link(person, page):
    person.send(page)
    assert person.response.status_code == 200
    return re.search(r"http://127\.0\.0\.1:5000(/family/[\w-]+)<", person.response.text)[1]


def words(loop, before=()):
    known = {word.id for word in before}
    return [word for word in loop.kept(FamilyWord) if word.id not in known]


def test_the_link_is_shown_once_as_words_and_picture_and_only_its_hash_is_kept(loop, follower, made, link):
    assert "<svg" in follower.response.text
    assert "style=" not in follower.response.text
    (kept,) = loop.kept(FamilyLink, made)
    assert kept.token_hash == hash_of(link.rsplit("/", 1)[1])
    assert link.rsplit("/", 1)[1] not in follower.see("/what-happened/1").text
    assert all("family/" not in place for place in follower.places)


def test_officers_make_one_too(loop, made):
    officer = loop.member()
    officer.see(f"/desk/enquiries/{made.reference}")
    path = make_link(officer, f"/desk/enquiries/{made.reference}/family-link")
    assert loop.visitor().see(path).status_code == 200


def test_opening_it_uses_nothing_up(loop, family, link, made):
    for _ in range(3):
        assert family.see(link).status_code == 200
    assert len(loop.kept(FamilyLink, made)) == 1


def test_what_a_family_says_is_kept_with_month_need_and_district_and_nothing_else(loop, family, link, made):
    before = loop.kept(FamilyWord)
    family.send(link, {"in_time": "no", "helped": "yes", "told_once": "partly"})
    assert family.places[-1] == "/family/thank-you"
    (word,) = words(loop, before)
    assert (word.in_time, word.helped, word.told_once) == ("no", "yes", "partly")
    assert (word.month, word.need, word.district_code) == (date(2026, 3, 1), "bereavement", ASHFIELD)
    assert set(FamilyWord.model_fields) == {
        *("id", "month", "need", "district_code", "in_time", "helped", "told_once"),
    }
    assert loop.kept(FamilyLink, made) == []


def test_a_question_may_be_left_out_but_not_all(loop, family, link):
    before = loop.kept(FamilyWord)
    assert family.send(link, {}).status_code == 422
    assert "Choose at least one answer" in family.text
    assert words(loop, before) == []
    family.send(link, {"helped": "partly"})
    (word,) = words(loop, before)
    assert (word.in_time, word.helped, word.told_once) == (None, "partly", None)


@pytest.mark.parametrize("said", [{"helped": "maybe"}, {"helped": "yes", "in_time": "x"}])
def test_an_answer_that_was_not_offered_is_refused(loop, family, link, said):
    before = loop.kept(FamilyWord)
    assert family.send(link, said).status_code == 422
    assert words(loop, before) == []


def test_it_works_once(loop, family, link):
    before, second = loop.kept(FamilyWord), loop.visitor()
    second.see(link)
    family.send(link, {"helped": "yes"})
    assert second.send(link, {"helped": "no"}).status_code == 410
    assert "This link does not work any more" in second.text
    assert "0115 496 0000" in second.text
    assert [word.helped for word in words(loop, before)] == ["yes"]


def test_it_works_for_ninety_days(loop, family, link):
    with loop.days_on(90):
        assert family.see(link).status_code == 200
    with loop.days_on(91):
        assert family.see(link).status_code == 410


def test_a_link_that_we_never_made_says_the_same_as_one_that_is_used_up(loop, family, link):
    family.send(link, {"helped": "yes"})
    pages = []
    for path in (link, "/family/nothing"):
        assert family.see(path).status_code == 410
        pages.append(family.text)
    assert pages[0] == pages[1]


def test_the_oldest_of_too_many_links_ends(loop, follower, made):
    links = [make_link_on(loop, follower, day) for day in range(MOST_LINKS + 1)]
    kept = {one.token_hash for one in loop.kept(FamilyLink, made)}
    assert kept == {hash_of(link.rsplit("/", 1)[1]) for link in links[1:]}


def make_link_on(loop, follower, day):
    with loop.at(loop.now + timedelta(days=day)):
        follower.see("/what-happened/1")
        return make_link(follower, "/what-happened/1/family-link")
