"""Which services a plan looks to first."""

from matching.plan import Availability, Candidate
from matching.preference import Trait, preferred

OPEN = Candidate("open", frozenset({"sleep"}), availability=Availability.AFTER_WAIT)
FULL = Candidate("full", frozenset({"sleep", "anxiety"}), availability=Availability.NOT_TAKING)
UNTOLD = Candidate("untold", frozenset({"sleep"}), availability=Availability.NOT_KNOWN)
PRISON = Candidate("prison", frozenset({"sleep", "anxiety"}), availability=Availability.NOW)
SLEEP, ANXIETY = Trait(frozenset({"sleep"})), Trait(frozenset({"anxiety"}))
TRAITS = {"open": SLEEP, "full": SLEEP, "untold": SLEEP, "prison": Trait(frozenset({"contact"}))}


def met_by(*candidates, **choice):
    return {one.service_id: set(one.meets) for one in preferred(candidates, TRAITS, **choice)}


def test_one_that_takes_nobody_is_left_only_what_nobody_else_meets():
    assert met_by(FULL, OPEN) == {"open": {"sleep"}, "full": {"anxiety"}}


def test_one_that_takes_nobody_stays_where_there_is_nobody_else():
    assert met_by(FULL) == {"full": {"sleep", "anxiety"}}


def test_not_having_said_is_no_reason_to_be_passed_over():
    assert met_by(UNTOLD, OPEN) == {"untold": {"sleep"}, "open": {"sleep"}}


def test_one_known_for_something_else_comes_after_those_known_for_the_need():
    assert met_by(PRISON, OPEN) == {"open": {"sleep"}, "prison": {"anxiety"}}


def test_one_known_for_something_else_still_comes_before_one_that_takes_nobody():
    assert met_by(FULL, PRISON) == {"prison": {"sleep", "anxiety"}}


def test_what_is_open_to_everybody_need_not_be_known_for_anything():
    hub = Candidate("hub", frozenset({"sleep"}))
    traits = {**TRAITS, "hub": Trait(frozenset({"kinship-care"}), provision="universal")}
    assert [one.service_id for one in preferred([hub, OPEN], traits)] == ["hub", "open"]


def test_where_help_is_ending_what_stays_comes_first():
    playgroup = Candidate("playgroup", frozenset({"sleep"}))
    traits = {**TRAITS, "playgroup": Trait(frozenset({"sleep"}), provision="community")}
    assert [one.service_id for one in preferred([OPEN, playgroup], traits, stepping_down=True)] == ["playgroup"]
    assert [one.service_id for one in preferred([OPEN, playgroup], traits)] == ["open", "playgroup"]
