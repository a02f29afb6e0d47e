"""Ages as people write them in spreadsheets: read for certain, or refused with what to write instead."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.age_ranges import AgeRange, AgeRangeNotUnderstood, read_age_range
from directory.eligibility import age_range, age_verdict

HOUNSLOW = Path(__file__).parents[2] / "shared" / "data" / "hounslow_services.json"

READ = {
    (5, 11): (
        "5-11", "5 -11", "5 – 11", "5—11", "5 to 11", "5 to 11 years", "5-11yrs", "5yrs-11yrs", "5 yrs - 11 yrs",
        "5y-11y", "5-11 years old", "5-11 year olds", "5 - 11 year olds", "aged 5-11", "Aged 5 to 11", "Ages 5-11",
        "Age: 5-11", "ages 5 to 11 years", "age range 5 to 11", "age group 5-11", "from 5 to 11", "From 5 up to 11",
        "5 up to 11", "between 5 and 11", "aged between 5 and 11", "between the ages of 5 and 11", "Between 5 to 11",
        "5 through 11", "Children aged 5-11", "For children aged 5 to 11 years", "five to eleven",
        "Five - Eleven years", "5-11 inclusive", "5-11 only", "5 to under 12", "5 to 12th birthday",
        "from 5 to their 12th birthday", "5 years of age to 11 years of age", "5s to 11s", "05-11", "5.0 to 11.0",
        "age 5 to age 11", "5 to 11.", "children 5-11", "5-11 children",
    ),
    (11, None): (
        "11+", "11 +", "11 plus", "11 and over", "11 and above", "11 or over", "11 or older", "11 years and over",
        "11 yrs+", "11+ years", "11 years +", "11 years old and over", "11 years upwards", "11 upwards", "11 onwards",
        "From 11", "From 11 years upwards", "from 11 onwards", "from the age of 11", "aged 11+", "Ages 11 and up",
        "11 & over", "at least 11", "minimum 11", "min age 11", "minimum age of 11", "no younger than 11",
        "not under 11", "≥11", ">= 11", "11 or more", "age 11 and over", "Young people aged 11+", "eleven and over",
    ),
    (None, 4): (
        "Under 5s", "under 5", "Under-5s", "under 5's", "Under fives", "under five", "below 5", "younger than 5",
        "less than 5", "<5", "u5s", "under the age of 5", "under 5 years", "Children under 5", "up to 4",
        "up to 4 years", "4 and under", "4 years and under", "4 and below", "4 or younger", "maximum 4", "max age 4",
        "no older than 4", "at most 4", "<= 4", "up to and including 4", "up to age 4", "up to 5th birthday",
        "until their 5th birthday", "up to but not including 5",
    ),
    (None, 25): ("up to 25", "Up to 25 years", "25 and under", "up to the age of 25", "under 26"),
    (0, 5): (
        "0-5", "0 - 5 years", "birth to 5", "from birth to 5 years", "Birth - 5", "0 to 5 years old", "newborn to 5",
    ),
    (18, None): ("18+", "18 and over", "Adults aged 18+", "adults 18 and over", "Adults: 18+"),
    (16, 18): ("16–18", "16-18 year olds", "16 to 18 years", "Young people 16 - 18"),
    (5 / 12, 3): ("5 months to 3 years", "5 mths - 3 yrs", "5m - 3y", "5 months - 3 years old", "5 months to age 3"),
    (0, 1.5): ("0-18 months", "birth to 18 months", "0 months to 18 months", "0 to under 19 months"),
    (0.5, 1.5): ("6-18 months", "6 - 18 mths", "6 months to 18 months", "½ to 1½ years"),
    (2.5, 4): (
        "2½-4", "2.5 to 4", "2 and a half to 4 years", "2 years 6 months to 4 years", "2 years and 6 months to 4",
    ),
    (0, 59 / 12): ("0 to 4 years 11 months", "birth to 4 years and 11 months"),
    (6 / (365.25 / 7), 5): ("6 weeks - 5 years", "6 wks to 5 years"),
    (0, None): (
        "All ages", "all", "any age", "Open to all ages", "all ages welcome", "No age limit", "No age restrictions",
    ),
    (2, 2): ("2 year olds", "2-year-olds", "Two year olds only", "2 only", "aged 2 only", "only 2"),
    (3, 4): ("3 and 4 year olds", "3 & 4 year olds", "3 or 4 year olds", "3/4 year olds", "3-4 year olds"),
    (None, 0): ("under 1", "up to age 0"),
    (None, 1): ("under 24 months", "under 2s"),
    (1, None): ("12 months+", "12 months and over", "1 year and over"),
    (None, None): ("", "   ", "not known", "unknown", "Ages not known"),
}  # fmt: skip
TABLE = [(text, ages) for ages, texts in READ.items() for text in texts]
TWO_READINGS = [
    "over 16", "Over 16s", "over 18s only", "anyone over 18", "older than 11", "> 5", "above 5", "more than 5", "8",
    "8 years", "aged 8", "8 years old", "until 18", "till 18", "5 and 11", "0-12 months", "up to 24 months",
    "0-36 months", "3 months - 5", "3 weeks - 5", "2.9 to 4", "2.3+", "1-2, 3-4", "0-5, 6-11", "5/11", "5-7-9", "-5",
    "5-", "to 5", "11-5", "18 to 16",
]  # fmt: skip
NAMED = [
    "Adults", "adults only", "primary school age", "Secondary", "Years 7-11", "Year 6", "Y7", "yr 3 - yr 6",
    "school years 7 to 11", "KS2", "Key Stage 3", "Reception", "pre-school", "Toddlers", "babies", "teenagers",
    "Young people", "children", "families", "school age", "working age", "over-60s club", "pensioners", "n/a",
    "varies", "TBC", "see website", "?", "-",
]  # fmt: skip
MORE_SAID = [
    "girls aged 11 to 16", "parents of 0-5", "adults 16+", "0 - 19 (25 with SEND)", "up to 19 years (25 if SEND)",
    "5-11 years (term time)", "pregnancy to 2", "conception to 5", "unborn - 5", "expectant mothers to 2",
    "5-11 and siblings", "5-11 approx", "about 5 to 11", "mostly 5-11", "5-11 or 12", "05-Nov", "11-May", "Nov-05",
    "2024-11-05", "05/11/2024", "0-200", "131+", "6 weeks to 12 weeks", "under 12 weeks", "under 13 months", "under 0",
    "1e3", "5.5.5 to 6", "²-³", "٣-٥", "4 years 15 months+", "\x00", "5\x00-11", "=5-11", "<script>", "5-11" * 60,
]  # fmt: skip


@pytest.mark.parametrize(("text", "ages"), TABLE)
def test_ages_are_read_as_they_were_meant(text, ages):
    found = read_age_range(text)
    assert (found.minimum, found.maximum) == pytest.approx(ages)


@pytest.mark.parametrize("text", [*TWO_READINGS, *NAMED, *MORE_SAID])
def test_what_is_not_certain_is_refused_with_what_to_write(text):
    with pytest.raises(AgeRangeNotUnderstood) as refused:
        read_age_range(text)
    assert refused.value.text == text
    assert "rite" in str(refused.value)


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("over 16", "Write 16 and over, or 17 and over."),
        ("Years 7-11", "such as 11 to 16."),
        ("Year 6", "such as 10 to 11."),
        ("KS2", "such as 7 to 11."),
        ("8", "Write 8 and over, up to 8, under 8 or 8 only."),
        ("05-Nov", "Make the cell text"),
        ("0-12 months", "write under 1"),
        ("3 months - 5", "write months or years after each age"),
        ("pregnancy to 2", "starts before birth"),
    ],
)
def test_a_common_trouble_has_a_mend_of_its_own(text, mend):
    with pytest.raises(AgeRangeNotUnderstood) as refused:
        read_age_range(text)
    assert mend in str(refused.value)


@pytest.mark.parametrize(
    "text", ["16 and over", "17 and over", "11 to 16", "under 1", "up to age 1", "8 only", "7 to 11"]
)
def test_every_mend_we_offer_can_itself_be_read(text):
    assert read_age_range(text) != AgeRange()


def test_under_five_takes_a_child_until_the_day_of_the_fifth_birthday():
    under = read_age_range("under 5s")
    assert age_verdict(4.99, under.minimum, under.maximum) == "meets"
    assert age_verdict(5.0, under.minimum, under.maximum) == "does not meet"


def test_all_ages_is_told_and_blank_is_not_known():
    assert age_verdict(40, *vars(read_age_range("all ages")).values()) == "meets"
    assert age_verdict(40, *vars(read_age_range("")).values()) == "not known"


@given(st.text(max_size=60) | st.text("0123456789 -+yearsmonthsunderup to and over.½", max_size=30))
def test_any_text_is_read_in_order_or_refused(text):
    try:
        ages = read_age_range(text)
    except AgeRangeNotUnderstood:
        return
    assert 0 <= (ages.minimum or 0) <= (130 if ages.maximum is None else ages.maximum) <= 130


@given(st.none() | st.integers(0, 300), st.none() | st.integers(0, 300))
def test_what_the_directory_says_of_its_ages_is_read_as_the_same_ages(low, high):
    """A minimum of 0 beside a maximum is said, and so read, as no minimum: both take the same children."""
    if low is not None and high is not None and low > high:
        low, high = high, low
    minimum = None if low is None else low / 12
    maximum = None if high is None else high / 12
    found = read_age_range(str(age_range(minimum, maximum)))
    assert found.maximum == pytest.approx(maximum)
    assert found.minimum == pytest.approx((minimum or None) if maximum is not None else minimum)


@pytest.mark.skipif(not HOUNSLOW.exists(), reason="the real data lies beside the project, and is not here")
def test_every_age_of_a_real_borough_is_read():
    """Where the borough gives figures too, they are ours."""
    records = json.loads(HOUNSLOW.read_text())
    texts = [(each["criteria"]["age group"], each) for each in records if (each["criteria"] or {}).get("age group")]
    assert len(texts) == 14
    for text, record in texts:
        ages = read_age_range(text)
        assert record["minimum_age"] in (ages.minimum, None)
        assert record["maximum_age"] == ages.maximum
