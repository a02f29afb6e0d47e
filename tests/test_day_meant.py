"""Days as people write them."""

from datetime import date

import pytest

from directory.curation.history.day_meant import day_meant
from directory.curation.history.word_diff import word_diff

TODAY = date(2026, 3, 3)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-01", date(2026, 3, 1)),
        ("1/3/2026", date(2026, 3, 1)),
        ("1.3.26", date(2026, 3, 1)),
        ("3 March", date(2026, 3, 3)),
        ("4 March", date(2025, 3, 4)),
        ("on Tuesday the 3rd of March 2026", date(2026, 3, 3)),
        ("March 3, 2026", date(2026, 3, 3)),
        ("1 Sept", date(2025, 9, 1)),
        ("29 February", date(2024, 2, 29)),
        ("5/6", date(2025, 6, 5)),
        ("YESTERDAY", date(2026, 3, 2)),
        ("12 May 2031", date(2031, 5, 12)),
    ],
)
def test_a_day_is_read_as_people_write_it(text, day):
    assert day_meant(text, TODAY) == day


@pytest.mark.parametrize("text", ["", "March", "31 February 2026", "3/13/2026", "last spring", "2026", "1" * 500])
def test_what_is_no_day_is_not_guessed(text):
    assert day_meant(text, TODAY) is None


def test_a_long_text_is_compared_word_by_word_and_very_different_ones_are_not():
    assert word_diff("a hub for new parents", "a hub for all new parents") == (
        ("same", "a hub for"),
        ("added", "all"),
        ("same", "new parents"),
    )
    assert word_diff("a hub for parents", "we closed in May") == ()
