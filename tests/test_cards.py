"""A service as one entry in a list."""

from datetime import date, timedelta

import pytest

from directory.additions import Availability
from directory.models import Location
from directory.pages.cards import SUMMARY_CHARACTERS, shown_point, summary, waiting_words

TODAY = date(2026, 3, 3)


def test_a_short_description_is_shown_whole():
    assert summary("Play and talk. Every Monday.") == "Play and talk. Every Monday."


def test_a_long_description_ends_with_a_whole_sentence():
    first = "Play and talk for children who are slow to speak, with their parents."
    assert summary(f"{first} {'Then much more follows here ' * 10}.") == first


def test_a_description_of_one_long_sentence_is_cut_between_words():
    said = summary("wonderful " * 50)
    assert said.endswith("wonderful …")
    assert len(said) <= SUMMARY_CHARACTERS + 2


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"taking_referrals": False, "waiting_weeks": 3}, "Not taking anyone new (told 2 days ago)"),
        ({"taking_referrals": True}, "Taking people now (told 2 days ago)"),
        ({"waiting_weeks": 0}, "No waiting (told 2 days ago)"),
        ({"waiting_weeks": 0.5}, "Waiting: under a week (told 2 days ago)"),
        ({"waiting_weeks": 1}, "Waiting: about 1 week (told 2 days ago)"),
        ({"waiting_weeks": 12}, "Waiting: about 12 weeks (told 2 days ago)"),
        ({}, None),
    ],
)
def test_waiting_is_said_with_the_day_it_was_told(told, said):
    words = waiting_words(Availability(service_id="x", told_on=TODAY - timedelta(days=2), **told), TODAY)
    assert (None if words is None else str(words)) == said


def test_nothing_told_says_nothing_of_waiting():
    assert waiting_words(None, TODAY) is None


@pytest.mark.parametrize(
    ("columns", "shown"),
    [
        ({"latitude": 53.0, "longitude": -1.1}, True),
        ({"latitude": 53.0, "longitude": -1.1, "sensitive": True}, False),
        ({"latitude": 53.0, "longitude": -1.1, "location_type": "postal"}, False),
        ({"latitude": 53.0}, False),
    ],
)
def test_only_a_place_people_may_go_to_is_drawn_on_a_map(columns, shown):
    assert (shown_point(Location(**columns)) is not None) is shown
