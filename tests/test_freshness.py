from datetime import date, timedelta

import pytest

from directory.pages.freshness import checked_words, how_long_ago, is_old

TODAY = date(2026, 3, 3)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (-5, "today"),
        (0, "today"),
        (1, "yesterday"),
        (2, "2 days ago"),
        (13, "13 days ago"),
        (14, "2 weeks ago"),
        (59, "8 weeks ago"),
        (61, "2 months ago"),
        (365, "12 months ago"),
        (729, "23 months ago"),
        (730, "2 years ago"),
        (4000, "10 years ago"),
    ],
)
def test_a_day_is_said_as_people_say_it(days, said):
    assert str(how_long_ago(TODAY - timedelta(days=days), TODAY)) == said


@pytest.mark.parametrize(("days", "old"), [(0, False), (183, False), (184, True)])
def test_half_a_year_without_a_check_is_old(days, old):
    assert is_old(TODAY - timedelta(days=days), TODAY) is old


def test_what_was_never_checked_is_old_and_says_so():
    assert is_old(None, TODAY)
    assert str(checked_words(None, TODAY)) == "Never checked: ring first"


def test_an_old_check_asks_to_ring_first():
    assert str(checked_words(date(2025, 3, 3), TODAY)) == "Last checked 12 months ago: ring first"
    assert str(checked_words(date(2026, 2, 3), TODAY)) == "Checked 4 weeks ago"
