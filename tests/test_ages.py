"""Reading and saying a child's age."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.ages import BANDS, Age, AgeNotUnderstood, age_band, parse_age, parse_ages, say_age

READ = [
    ("7", 7),
    (" 7 years ", 7),
    ("7y", 7),
    ("7-year-old", 7),
    ("a 7 year old", 7),
    ("aged 7", 7),
    ("about 7", 7),
    ("Seven", 7),
    ("twenty-one", 21),
    ("7.5", 7.5),
    ("0", 0),
    ("25", 25),
    ("18 months", 1.5),
    ("six months", 0.5),
    ("8m", 8 / 12),
    ("8 mths", 8 / 12),
    ("8/12 years", 8 / 12),
    ("2 8/12", 2 + 8 / 12),
    ("10 weeks", 10 * 7 / 365.25),
    ("10wks old", 10 * 7 / 365.25),
    ("3 days", 3 / 365.25),
    ("newborn", 0),
    ("2 1/2", 2.5),
    ("2½", 2.5),
    ("2 and a half", 2.5),
    ("two and a half years", 2.5),
    ("half a year", 0.5),
    ("a year and a half", 1.5),
    ("1 year 4 months", 16 / 12),
    ("1y4m", 16 / 12),
    ("1 year and 4 months", 16 / 12),
    ("nearly 3", 2 + 11 / 12),
    ("almost 6 months", 0.5 - 7 / 365.25),
]


@pytest.mark.parametrize(("text", "years"), READ)
def test_an_age_is_read_as_people_type_it(text, years):
    assert parse_age(text).years == pytest.approx(years)
    assert parse_age(text).unborn is False


@pytest.mark.parametrize("text", ["unborn", "Unborn baby", "not born yet", "not yet born", "pregnant", "expecting"])
def test_an_unborn_child_is_told_apart_from_a_newborn(text):
    assert parse_age(text) == Age(0.0, unborn=True)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("unborn, 8 months, 7", [0, 8 / 12, 7]),
        ("7 and 9", [7, 9]),
        ("7 & 9; 3\n2", [7, 9, 3, 2]),
        ("2 and a half and 7", [2.5, 7]),
        ("7 year old and a 9 year old", [7, 9]),
        ("8 months old and 3 years", [8 / 12, 3]),
        ("5, 7 and 11", [5, 7, 11]),
        ("3,,4,", [3, 4]),
        ("", []),
        (" \n ", []),
    ],
)
def test_several_children_are_read_in_the_order_given(text, years):
    assert [age.years for age in parse_ages(text)] == pytest.approx(years)


@pytest.mark.parametrize(
    "text",
    [
        "abc",
        "a baby",
        "toddler",
        "-1",
        "NaN",
        "inf",
        "1e5",
        "0x7",
        "3-5",
        "under 5",
        "7 9",
        "7.555",
        "\x00",
        "٧",
        "１２",
        "²",
        "8/12",
        "1/2",
        "7/9",
        "7 years 18 months",
        "7 or 8",
        "!",
        "years",
        "and",
        "half",
        "11111111111111111111",
    ],
)
def test_what_is_not_certainly_an_age_is_refused_with_what_to_write(text):
    with pytest.raises(AgeNotUnderstood, match="Write 7, 18 months, 10 weeks or unborn"):
        parse_age(text)


@pytest.mark.parametrize("text", ["2 and 6 months", "7 & 8 weeks", "3, 2 and 6 months"])
def test_what_could_be_one_child_or_two_is_asked_about(text):
    with pytest.raises(AgeNotUnderstood, match="could be one child or two"):
        parse_ages(text)


@pytest.mark.parametrize(("text", "read_as"), [("26", "26 years"), ("300", "300 years"), ("400 months", "33 years 4")])
def test_an_age_past_the_oldest_is_refused_and_says_how_it_was_read(text, read_as):
    with pytest.raises(AgeNotUnderstood, match=f"as {read_as}.*up to 25"):
        parse_age(text)


def test_a_very_long_text_is_refused_without_showing_it_back():
    with pytest.raises(AgeNotUnderstood, match="too long") as refused:
        parse_ages("7 " * 1000)
    assert len(str(refused.value)) < 100


def test_no_more_than_twelve_children_are_read():
    assert len(parse_ages("1, " * 12)) == 12
    with pytest.raises(AgeNotUnderstood, match="up to 12"):
        parse_ages("1, " * 13)


def test_one_age_is_asked_for_where_two_are_given():
    with pytest.raises(AgeNotUnderstood, match="one age"):
        parse_age("7, 9")


@pytest.mark.parametrize(
    ("years", "said"),
    [
        (0, "newborn"),
        (1 / 365.25, "1 day"),
        (3 / 365.25, "3 days"),
        (10 * 7 / 365.25, "10 weeks"),
        (0.5, "6 months"),
        (1, "1 year"),
        (1.5, "18 months"),
        (7, "7 years"),
        (2.5, "2 years 6 months"),
        (2 + 1 / 12, "2 years 1 month"),
    ],
)
def test_an_age_is_said_as_people_say_it(years, said):
    assert str(say_age(years)) == said


def test_an_unborn_child_is_said_as_unborn():
    assert str(say_age(0, unborn=True)) == "unborn"


@given(st.floats(0, 25))
def test_an_age_said_and_read_again_is_the_same_age_to_half_a_month(years):
    assert parse_age(str(say_age(years))).years == pytest.approx(years, abs=0.5 / 12 + 0.001)


@given(st.text(max_size=250))
def test_any_text_is_read_within_bounds_or_refused(text):
    try:
        ages = parse_ages(text)
    except AgeNotUnderstood:
        return
    assert all(0 <= age.years < 26 for age in ages)


@pytest.mark.parametrize(
    ("years", "band"),
    [
        (0, "0 to 4"),
        (4.99, "0 to 4"),
        (5, "5 to 10"),
        (10.9, "5 to 10"),
        (11, "11 to 15"),
        (16, "16 to 17"),
        (25, "18 to 25"),
    ],
)
def test_an_age_falls_in_one_band(years, band):
    assert age_band(years) == band
    assert band in BANDS
