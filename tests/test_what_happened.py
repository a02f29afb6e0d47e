"""Reference and code: what they open, what a wrong one is told, and how guessing is slowed down."""

import json
import re
from datetime import timedelta

import pytest
from flask.sessions import SecureCookieSessionInterface
from journeys import TEACHING_ASSISTANT
from loop import Loop

from matching.following.models import Closing, ClosingReason, Handling, LaterWord, NotPossible, State
from matching.following.queries import chase_on, close, open_handling, refer, write_state
from matching.models import Enquiry

LOOK = "/what-happened"


@pytest.fixture(scope="module")
def loop(tmp_path_factory, empty_database, understander):
    return Loop(tmp_path_factory.mktemp("loop"), empty_database, understander)


@pytest.fixture
def made(loop):
    return loop.enquiry()


@pytest.fixture
def follower(loop, made):
    return loop.follower(made)


def look(person, both):
    person.see(LOOK)
    person.send(LOOK, both)
    return person


# ----------------------------------------------------------------------------------------------------- the way in


def test_the_outcome_the_thanks_and_the_sheet_show_both_and_lead_to_how_it_stands(loop):
    asked = loop.visitor().start().walk(TEACHING_ASSISTANT)
    asked.finish()
    both, number = asked.both, asked.number
    for page in ("outcome", "handover.txt", "thank-you"):
        asked.see(f"/should-i-refer/{number}/{page}")
        assert both["reference"] in asked.response.text, page
        assert both["code"] in asked.response.text, page
    assert "Write both down" in asked.text
    asked.send("/what-happened/from-answers", {"number": number})
    assert asked.places[-1] == "/what-happened/1"
    for answer in ("hungry", "unwashed", "Ashfield", "NG17"):
        assert answer not in asked.text


def test_reference_and_code_show_how_it_stands_however_they_are_typed(loop, made):
    typed = {name: value.lower().replace("-", " ") for name, value in made.both.items()}
    other = look(loop.visitor(), typed)
    assert other.response.status_code == 200
    assert other.places[-1] == "/what-happened/1"
    assert "How it stands" in other.text


def test_a_wrong_reference_and_a_wrong_code_are_told_the_same(loop, made):
    pages = []
    for typed in (made.both | {"code": "0000-0000"}, made.both | {"reference": "RD-00000-00000"}):
        other = look(loop.visitor(), typed)
        assert other.response.status_code == 422
        pages.append(re.sub(r'value="[^"]*"', "", other.response.text))
    assert pages[0] == pages[1]
    assert "We know no such reference with this code" in pages[0]


def test_a_code_opens_only_its_own_reference(loop, made):
    assert look(loop.visitor(), made.both | {"code": loop.enquiry().code}).response.status_code == 422


def test_guessing_codes_of_one_reference_takes_longer_and_longer_and_looks_at_nothing(loop, made):
    """From ever new addresses, with the clock standing still: the fifth wrong one has to wait."""
    answers = [look(loop.visitor(), made.both | {"code": f"0000-000{sign}"}).response for sign in "1234567"]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429] * 2
    assert "Wait 1 second, then try again" in answers[5].text
    assert answers[5].headers["Retry-After"] == "1"
    assert look(loop.visitor(), made.both).response.status_code == 429, "even the right code is not looked at"
    with loop.at(loop.now + timedelta(seconds=1)):
        assert look(loop.visitor(), made.both).places[-1] == "/what-happened/1"


def test_coming_back_to_the_answers_is_guessed_as_slowly(loop, made):
    """What is wrong at one door counts at the other."""
    for sign in "12345":
        look(loop.visitor(), made.both | {"code": f"0000-000{sign}"})
    other = loop.visitor()
    other.see("/should-i-refer/come-back")
    assert other.send("/should-i-refer/come-back", made.both).status_code == 429


def test_guessing_from_one_address_is_slowed_whatever_the_reference(loop):
    guesser = loop.visitor()
    guesser.see(LOOK)
    codes = [
        guesser.send(LOOK, {"reference": f"RD-00000-{number:05}", "code": "0000-0000"}).status_code
        for number in range(24)
    ]
    assert codes[:20] == [422] * 20
    assert codes[22:] == [429] * 2


def test_a_right_pair_costs_nothing(loop, made):
    """An office looks up all its enquiries in one go."""
    office = loop.visitor()
    for _ in range(24):
        office.see(LOOK)
        office.send(LOOK, made.both)
        assert office.response.status_code == 200


ODD = ["", "\x00", "é" * 30, "R" * 100_000, "RD-\u202e-AAAAA", "<script>alert(1)</script>", "' OR 1=1 --", "0" * 41]


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("box", ["reference", "code"])
def test_whatever_is_typed_is_told_to_be_wrong_and_does_no_harm(loop, made, box, odd):
    other = look(loop.visitor(), made.both | {box: odd})
    assert other.response.status_code == 422
    assert "There is a problem" in other.text
    assert "<script>alert" not in other.response.text


@pytest.mark.parametrize("path", ["/what-happened/1", "/what-happened/x", "/what-happened/99"])
def test_what_is_not_open_here_says_how_to_open_it(loop, path):
    visitor = loop.visitor()
    assert visitor.see(path).status_code == 404
    assert "Your reference and code will find it" in visitor.text


@pytest.mark.parametrize("path", ["rang", "later", "remind", "stop", "family-link", "close"])
def test_a_form_sent_from_elsewhere_is_refused(follower, path):
    for token in (None, "forged"):
        data = {"csrf_token": token} if token else {}
        assert follower.client.post(f"/what-happened/1/{path}", data=data).status_code == 400


def test_neither_reference_nor_code_stands_in_an_address_the_cookie_or_the_log(loop, made, caplog, capsys):
    follower = loop.follower(made)
    reader = SecureCookieSessionInterface().get_signing_serializer(loop.app)
    inside = json.dumps(reader.loads(follower.client.get_cookie("right_door").value))
    printed = capsys.readouterr()
    for secret in (made.reference, made.code, made.reference[3:8], made.code[:4]):
        for held in (" ".join(follower.places), inside, caplog.text, printed.out, printed.err):
            assert secret not in held


def test_closed_on_this_device_it_is_not_open_any_more(follower):
    follower.send("/what-happened/1/close")
    assert follower.see("/what-happened/1").status_code == 404


# ---------------------------------------------------------------------------------------------------- how it stands


def test_until_somebody_rings_the_front_door_has_nothing_and_the_page_says_so(follower, loop, made):
    assert "The front door does not have this yet" in follower.text
    assert loop.kept(Handling, made) == []
    follower.send("/what-happened/1/rang")
    assert "Received now" in follower.text
    assert "looks at it again by 6 March 2026" in follower.text
    assert len(loop.kept(Handling, made)) == 1


def test_where_a_child_may_not_be_safe_the_page_says_first_to_ring_and_it_is_looked_at_the_next_day(loop):
    follower = loop.follower(loop.enquiry(pathway="safeguarding", level=4))
    first, _ = follower.text.split("The front door does not have this yet")
    assert "Ring the front door today" in first.split("What happens next")[1]
    follower.send("/what-happened/1/rang")
    assert "looks at it again by 4 March 2026" in follower.text


def test_each_step_is_shown_with_its_day_and_what_comes_next(follower, loop, made):
    loop.do(open_handling, made, now=loop.now - timedelta(days=4))
    before = loop.now - timedelta(days=3)
    loop.do(write_state, made, state=State.LOOKED_AT, now=before, note="We ring on Friday")
    follower.see("/what-happened/1")
    assert "Received done 27 February 2026" in follower.text
    assert "Being looked at now 28 February 2026" in follower.text
    assert "“We ring on Friday”" in follower.text
    for ahead in ("Next step decided", "Help offered", "Help started"):
        assert f"{ahead} not yet" in follower.text
    assert "They decide what kind of help to look for" in follower.text
    assert "was to look again by 2 March 2026. Ring and ask" in follower.text


def test_looked_at_again_what_came_after_is_ahead_once_more(follower, loop, made):
    for state in (State.OFFERED, State.LOOKED_AT):
        loop.do(write_state, made, state=state)
    follower.see("/what-happened/1")
    assert "Being looked at now" in follower.text
    assert "Help offered not yet" in follower.text


def test_not_possible_says_why_and_how_to_disagree(follower, loop, made):
    loop.do(write_state, made, state=State.NOT_POSSIBLE, reason=NotPossible.NEEDS_MORE)
    follower.see("/what-happened/1")
    assert "Not possible not possible 3 March 2026" in follower.text
    assert "needs more help than this service gives" in follower.text
    assert "I do not agree" in follower.text
    assert "ask to talk with their manager" in follower.text


def test_a_note_that_waits_is_shown_to_nobody(follower, loop, made):
    loop.do(write_state, made, state=State.LOOKED_AT, note="Mrs Bramble is at home")
    assert "Bramble" not in follower.see("/what-happened/1").text


def test_who_was_asked_is_named_with_what_they_said(follower, loop, made):
    club = loop.service("Willow Club")
    loop.do(refer, made, club)
    follower.see("/what-happened/1")
    assert "Willow Club : asked, no answer yet" in follower.text
    assert "The service that was asked says if it can help" in follower.text


def test_the_page_holds_the_advice_the_numbers_and_nothing_of_the_answers(follower):
    for told in ("0115 496 0000", "What to do meanwhile", "You were advised", "It has got worse"):
        assert told in follower.text
    for answer in ("hungry", "unwashed", "7", "Ashfield", "NG17"):
        assert not re.search(rf"\b{answer}\b", follower.text), answer


def test_closed_it_says_how_it_ended_and_nothing_is_awaited(follower, loop, made):
    loop.do(write_state, made, state=State.STARTED)
    loop.do(close, made, closing=Closing.HELPED, reason=ClosingReason.STARTED)
    follower.see("/what-happened/1")
    assert "Closed on 3 March 2026. The right help was given." in follower.text
    assert "looks at it again by" not in follower.text
    assert "Be told when there is news" not in follower.text


def test_nothing_awaited_names_no_day(follower, loop, made):
    loop.do(open_handling, made)
    with loop.writing() as session:
        chase_on(session, session.get_one(Enquiry, made.id), None)
    assert "looks at it again by" not in follower.see("/what-happened/1").text


# ------------------------------------------------------------------------------------------------------ afterwards


def test_the_referrer_says_what_came_of_it_and_may_change_it(follower, loop, made):
    follower.send("/what-happened/1/later", {"came": "partly", "was_right": "no", "people_told": "4"})
    (word,) = loop.kept(LaterWord, made)
    assert (word.came, word.was_right, word.people_told) == ("partly", "no", 4)
    assert "You told us on 3 March 2026" in follower.text
    assert 'value="4"' in follower.response.text
    follower.send("/what-happened/1/later", {"came": "yes"})
    (word,) = loop.kept(LaterWord, made)
    assert (word.came, word.was_right, word.people_told) == ("yes", None, None)


@pytest.mark.parametrize("told", ["21", "-1", "many", "1e3", "٣", "999999"])
def test_people_told_are_counted_from_0_to_20(follower, loop, made, told):
    assert follower.send("/what-happened/1/later", {"people_told": told}).status_code == 422
    assert "Write a number from 0 to 20" in follower.text
    assert loop.kept(LaterWord, made) == []


def test_an_answer_that_was_not_offered_is_refused(follower, loop, made):
    assert follower.send("/what-happened/1/later", {"came": "perhaps"}).status_code == 422
    assert loop.kept(LaterWord, made) == []
