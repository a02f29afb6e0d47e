"""Which services a plan looks to first."""

from matching.plan import Availability, Candidate
from matching.preference import preferring, takes_people

OPEN = Candidate("open", frozenset({"sleep"}), availability=Availability.AFTER_WAIT)
FULL = Candidate("full", frozenset({"sleep", "anxiety"}), availability=Availability.NOT_TAKING)
UNKNOWN = Candidate("unknown", frozenset({"sleep"}), availability=Availability.NOT_KNOWN)


def test_one_that_takes_nobody_is_left_only_what_nobody_else_meets():
    chosen = {candidate.service_id: candidate.meets for candidate in preferring([FULL, OPEN], takes_people)}
    assert chosen == {"open": {"sleep"}, "full": {"anxiety"}}


def test_one_that_takes_nobody_stays_where_there_is_nobody_else():
    assert preferring([FULL], takes_people) == [FULL]


def test_one_that_takes_nobody_is_gone_where_others_meet_everything():
    rest = Candidate("rest", frozenset({"anxiety"}))
    assert preferring([FULL, OPEN, rest], takes_people) == [OPEN, rest]


def test_not_having_said_is_no_reason_to_be_passed_over():
    assert preferring([UNKNOWN, OPEN], takes_people) == [UNKNOWN, OPEN]
