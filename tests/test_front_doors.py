"""Whom to ring depends on where the family lives, as far as that is known."""

from datetime import datetime
from types import SimpleNamespace

import pytest

from directory.places import area_codes
from matching.area import load_area
from matching.outcome import doors_now

TUESDAY = datetime(2026, 3, 3, 10, 0)
NOTTINGHAM, BASSETLAW, BOLSOVER = "E06000018", "E07000171", "E07000033"
COUNTY_DAY, CITY_DAY = "0115 496 0000", "0115 496 0010"


@pytest.mark.parametrize(
    ("districts", "numbers"),
    [
        ([BASSETLAW], [COUNTY_DAY]),
        ([NOTTINGHAM], [CITY_DAY]),
        ([BASSETLAW, BOLSOVER], [COUNTY_DAY]),
        ([BASSETLAW, NOTTINGHAM], [COUNTY_DAY, CITY_DAY]),
        ([BOLSOVER], [COUNTY_DAY, CITY_DAY]),
        ([], [COUNTY_DAY, CITY_DAY]),
    ],
)
def test_the_front_doors_of_where_they_may_live_are_shown(districts, numbers):
    house = SimpleNamespace(area=load_area("nottinghamshire"), bank_holidays=())
    doors = doors_now(house, tuple(area_codes(code) for code in districts), TUESDAY)
    assert [door.number.number for door in doors] == numbers
