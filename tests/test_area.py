"""Whom to ring, at every hour."""

import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from small_content import write_small_content

from matching.area import load_area

CHRISTMAS = {date(2026, 12, 25)}


@pytest.fixture
def area(tmp_path):
    return load_area("smallshire", write_small_content(tmp_path))


@pytest.mark.parametrize(
    ("moment", "number", "said"),
    [
        ("2026-11-18T16:15", "0115 496 0000", "open until 5pm; after that 0115 496 0001"),
        ("2026-11-18T08:30", "0115 496 0000", "open until 5pm; after that 0115 496 0001"),
        ("2026-11-18T08:29", "0115 496 0001", "answered now; from Wednesday at 8:30am ring 0115 496 0000"),
        ("2026-11-18T17:00", "0115 496 0001", "answered now; from Thursday at 8:30am ring 0115 496 0000"),
        ("2026-11-20T16:29", "0115 496 0000", "open until 4:30pm; after that 0115 496 0001"),
        ("2026-11-20T16:30", "0115 496 0001", "answered now; from Monday at 8:30am ring 0115 496 0000"),
        ("2026-11-22T12:00", "0115 496 0001", "answered now; from Monday at 8:30am ring 0115 496 0000"),
        ("2026-12-25T11:00", "0115 496 0001", "answered now; from Monday at 8:30am ring 0115 496 0000"),
    ],
)
def test_the_number_that_answers_at_a_moment(area, moment, number, said):
    found = area.front_doors[0].number_at(datetime.fromisoformat(moment), CHRISTMAS)
    assert (found.number, str(found.words)) == (number, said)
    assert found.open is (number == "0115 496 0000")
    assert {found.number, found.other} == {"0115 496 0000", "0115 496 0001"}


def test_a_moment_in_another_zone_is_taken_to_london_summer_time(area):
    summer = datetime(2026, 7, 1, 16, 30, tzinfo=UTC)
    assert area.front_doors[0].number_at(summer).number == "0115 496 0001"
    winter = datetime(2026, 11, 18, 16, 30, tzinfo=UTC)
    assert area.front_doors[0].number_at(winter).number == "0115 496 0000"


def test_every_hour_of_a_year_has_a_number(area):
    for day in range(1, 366):
        for hour in (0, 3, 9, 12, 17, 23):
            moment = datetime.fromordinal(date(2026, 1, 1).toordinal() + day - 1).replace(hour=hour)
            for door in area.front_doors:
                assert door.number_at(moment, CHRISTMAS).number in (door.day, door.night)


def test_the_front_door_is_the_one_that_covers_the_place(area):
    assert area.front_door_for(["E06000018"]).name == "City front door"
    assert area.front_door_for(["E07000170", "E10000024"]).name == "County front door"


@pytest.mark.parametrize("codes", [[], ["E06000015"], ["E06000018", "E10000024"]])
def test_no_front_door_is_named_where_it_is_not_certain(area, codes):
    assert area.front_door_for(codes) is None


def test_a_place_outside_names_the_neighbour(area):
    assert area.neighbour_for(["E06000015"]).name == "Derby"
    assert area.neighbour_for(["E06000018"]) is None


def test_an_area_is_read_without_database_or_web_framework():
    """Error pages show the numbers when nothing else works."""
    code = (
        "import sys; from matching.area import load_area; load_area();"
        "bad = {'flask', 'sqlalchemy', 'sqlmodel', 'whoosh'} & set(sys.modules); sys.exit(str(bad) if bad else 0)"
    )
    root = Path(__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
