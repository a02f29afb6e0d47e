"""Services that nearly fit: what each fails, said plainly, and which come nearest."""

import pytest

from directory.eligibility import Asked, Conditions, assess
from directory.wording import words
from matching.candidates import ROOM_WORDS
from matching.near import MOST_NEAR, NearMiss, near_miss, nearest
from matching.plan import Availability

ASHFIELD, MANSFIELD = frozenset({"E07000170"}), frozenset({"E07000174"})
SEVEN = Asked(ages=(7.0,), areas=(ASHFIELD,), role="school")
FITS = {"minimum_age": 5, "maximum_age": 11, "area_codes": ASHFIELD, "roles": frozenset({"school"})}


def missed(asked=SEVEN, room=Availability.NOW, miles=1.0, areas=("Mansfield",), **changes):
    conditions = Conditions(**{**FITS, **changes})
    checks = (*assess(conditions, asked), ROOM_WORDS[room])
    return near_miss("x", frozenset({"sleep"}), conditions, checks, asked, areas=areas, miles=miles)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"minimum_age": 0, "maximum_age": 5}, "Takes children up to age 5. You asked for 7 years"),
        ({"minimum_age": 11, "maximum_age": None}, "Takes children age 11 and over. You asked for 7 years"),
        ({"area_codes": MANSFIELD}, "Only for Mansfield"),
        ({"area_codes": MANSFIELD, "areas": ("D", "C", "B", "A")}, "Only for A, B, C and some other places"),
        ({"area_codes": MANSFIELD, "areas": ()}, "Does not cover where they live"),
        ({"roles": frozenset({"health"})}, "Takes referrals from other people only"),
        ({"room": Availability.NOT_TAKING}, "Not taking anyone new now"),
        ({"asked": Asked(ages=(2.0, 14.0))}, "Takes children age 5 to age 11, not the ages you gave"),
    ],
)
def test_what_fails_is_said_plainly(changes, said):
    assert [str(line) for line in missed(**changes).failed] == [said]


def test_one_that_fits_or_may_fit_is_no_near_miss():
    assert missed() is None
    assert missed(minimum_age=None, maximum_age=None, room=Availability.NOT_KNOWN) is None


@pytest.mark.parametrize(
    ("nearer", "farther"),
    [
        ({"room": Availability.NOT_TAKING}, {"minimum_age": 8}),
        ({"minimum_age": 8}, {"minimum_age": 14, "maximum_age": 18}),
        ({"maximum_age": 5}, {"maximum_age": 2, "minimum_age": 0}),
        ({"area_codes": MANSFIELD, "miles": 2.0}, {"area_codes": MANSFIELD, "miles": 20.0}),
        ({"area_codes": MANSFIELD, "miles": 2.0}, {"area_codes": MANSFIELD, "miles": None}),
        ({"area_codes": MANSFIELD, "miles": 90.0}, {"minimum_age": 8, "room": Availability.NOT_TAKING}),
        ({"room": Availability.NOT_TAKING}, {"room": Availability.NOT_TAKING, "roles": frozenset()}),
    ],
)
def test_the_nearest_to_fitting_comes_first(nearer, farther):
    one, other = missed(**nearer), missed(**farther)
    assert nearest([other, one], ["sleep"])[0] is one


def test_few_are_named_and_only_those_for_the_need():
    misses = [
        NearMiss(f"s{n}", frozenset({"sleep"} if n else {"debt"}), (words("Full"),), float(n), float(n))
        for n in range(9)
    ]
    assert [one.service_id for one in nearest(misses, ["sleep"])] == ["s1", "s2", "s3"]
    assert len(nearest(misses, ["sleep", "debt"])) == MOST_NEAR
