"""Timetables: read from a short line, said in words, open or not at a moment."""

from dataclasses import asdict
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.eligibility import Verdict
from directory.models import Schedule
from directory.schedules import (
    ScheduleNotUnderstood,
    ScheduleRow,
    in_words,
    may_be_school_holiday,
    next_opening,
    open_at,
    read_compact,
)

BANK_HOLIDAYS = holidays.country_holidays("GB", subdiv="ENG", years=range(2025, 2028))
WEDNESDAY = date(2026, 6, 10)
OPEN, CLOSED, UNKNOWN = Verdict.MEETS, Verdict.DOES_NOT, Verdict.NOT_KNOWN


def said(*lines: str) -> list[str]:
    return [str(phrase) for phrase in in_words([read_compact(line) for line in lines])]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("MO,WE 09:30-11:30 term time", "Mondays and Wednesdays, 9:30am to 11:30am, term time"),
        ("MO,TU,WE,TH,FR 09:00-17:00", "Monday to Friday, 9am to 5pm"),
        ("MO,TU,TH,FR 09:00-17:00", "Mondays, Tuesdays, Thursdays and Fridays, 9am to 5pm"),
        ("MO,TU,WE,SA 09:00-17:00", "Monday to Wednesday and Saturdays, 9am to 5pm"),
        ("MO,TU,WE,TH,FR,SA,SU 16:00-22:30", "Every day, 4pm to 10:30pm"),
        ("TH/2 13:00-15:00", "Every second Thursday, 1pm to 3pm"),
        ("TU,TH/3 13:00-15:00", "Tuesdays and Thursdays, one week in 3, 1pm to 3pm"),
        ("1SA 10:00-12:00", "First Saturday of the month, 10am to noon"),
        ("1MO,3MO 10:00-12:00", "First Monday and third Monday of the month, 10am to noon"),
        ("MO,1FR 09:00-10:00", "Every Monday and first Friday of the month, 9am to 10am"),
        ("-1FR 12:00-00:00", "Last Friday of the month, noon to midnight"),
        ("FR 17:00-23:59 evening", "Fridays, 5pm to midnight, evening"),
        ("SA,SU 00:00-23:59 all day", "Saturdays and Sundays, day and night"),
        ("always", "Day and night, every day"),
        ("always text only", "Every day, day and night, text only"),
    ],
)
def test_a_line_is_said_as_people_say_it(line, words):
    assert said(line) == [words]


def test_days_with_the_same_times_are_said_together():
    assert said("MO 09:00-10:00", "WE 13:00-14:00", "TU 09:00-10:00") == [
        "Mondays and Tuesdays, 9am to 10am",
        "Wednesdays, 1pm to 2pm",
    ]


def test_dates_of_a_timetable_are_said_and_an_ended_one_is_left_out():
    summer = ScheduleRow(
        byday="MO", opens_at=time(9), closes_at=time(10), valid_from=date(2026, 7, 20), valid_to=date(2026, 8, 28)
    )
    assert str(in_words([summer])[0]) == "Mondays, 9am to 10am, from 20 July 2026, until 28 August 2026"
    assert str(in_words([summer], on=date(2026, 8, 1))[0]) == "Mondays, 9am to 10am, until 28 August 2026"
    assert in_words([summer], on=date(2026, 9, 1)) == []


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (ScheduleRow(description="Ring to book"), ["Ring to book"]),
        (ScheduleRow(opens_at=time(9)), ["from 9am"]),
        (ScheduleRow(closes_at=time(21, 5)), ["until 9:05pm"]),
        (
            ScheduleRow(bymonthday="1,15", opens_at=time(9), closes_at=time(10)),
            ["Day 1 and 15 of the month, 9am to 10am"],
        ),
        (ScheduleRow(dtstart=date(2026, 6, 3), opens_at=time(9), closes_at=time(10)), ["3 June 2026, 9am to 10am"]),
        (ScheduleRow(byday="someday", opens_at=time(9), closes_at=time(10)), ["9am to 10am"]),
        (ScheduleRow(), []),
    ],
)
def test_half_filled_rows_say_what_they_hold_and_no_more(row, words):
    assert [str(phrase) for phrase in in_words([row])] == words


@pytest.mark.parametrize(
    "text",
    ["", "MO", "09:00-10:00", "XX 09:00-10:00", "-2MO 09:00-10:00", "MO 9-10", "MO 25:00-26:00", "MO 09:60-10:00"],
)
def test_a_line_that_is_no_timetable_is_refused_with_examples(text):
    with pytest.raises(ScheduleNotUnderstood, match="such as MO,WE 09:30-11:30"):
        read_compact(text)


def test_a_read_line_fills_the_columns_of_a_schedule():
    row = Schedule(service_id="x", **asdict(read_compact("1MO 10:00-12:00 Bingham")))
    assert (row.freq, row.byday, row.opens_at, row.closes_at, row.notes) == (
        "MONTHLY",
        "1MO",
        time(10),
        time(12),
        "Bingham",
    )
    assert read_compact("TH/2 13:00-15:00").interval == 2


@pytest.mark.parametrize(
    ("line", "at", "verdict"),
    [
        ("WE 09:30-11:30", time(9, 29), CLOSED),
        ("WE 09:30-11:30", time(9, 30), OPEN),
        ("WE 09:30-11:30", time(11, 29, 59), OPEN),
        ("WE 09:30-11:30", time(11, 30), CLOSED),
        ("TH 09:30-11:30", time(10), CLOSED),
        ("TU 22:00-06:00", time(5, 59), OPEN),
        ("TU 22:00-06:00", time(6), CLOSED),
        ("WE 22:00-06:00", time(5), CLOSED),
        ("WE 17:00-23:59", time(23, 59, 30), OPEN),
        ("WE 00:00-00:00", time(23), OPEN),
        ("TU 00:00-00:00", time(0), CLOSED),
        ("always", time(3), OPEN),
        ("2WE 10:00-12:00", time(11), OPEN),
        ("1WE 10:00-12:00", time(11), CLOSED),
        ("-1WE 10:00-12:00", time(11), CLOSED),
        ("WE/2 10:00-12:00", time(11), UNKNOWN),
        ("WE/2 10:00-12:00", time(13), CLOSED),
        ("TH/2 10:00-12:00", time(11), CLOSED),
        ("WE 09:30-11:30 term time", time(10), OPEN),
        ("WE 09:30-11:30 school holidays", time(10), UNKNOWN),
        ("WE 09:30-11:30 October to April", time(10), UNKNOWN),
    ],
)
def test_open_at_a_moment_on_the_second_wednesday_of_june(line, at, verdict):
    assert open_at([read_compact(line)], datetime.combine(WEDNESDAY, at), BANK_HOLIDAYS) is verdict


def test_every_second_week_is_known_from_its_first_date():
    row = ScheduleRow(
        freq="WEEKLY", interval=2, byday="WE", dtstart=date(2019, 1, 2), opens_at=time(10), closes_at=time(12)
    )
    weeks = (date(2019, 1, 2), WEDNESDAY)
    in_step = (weeks[1] - weeks[0]).days % 14 == 0
    assert open_at([row], datetime(2026, 6, 10, 11)) is (OPEN if in_step else CLOSED)
    assert open_at([row], datetime(2026, 6, 17, 11)) is (CLOSED if in_step else OPEN)
    assert open_at([row], datetime(2018, 12, 19, 11)) is CLOSED


def test_no_rows_are_not_known():
    assert open_at([], datetime(2026, 6, 10, 11)) is UNKNOWN


def test_one_open_row_is_enough_and_not_known_outweighs_closed():
    moment = datetime(2026, 6, 10, 11)
    open_row, closed, unknown = (
        read_compact(line) for line in ("WE 10:00-12:00", "MO 10:00-12:00", "WE/2 10:00-12:00")
    )
    assert open_at([closed, unknown, open_row], moment) is OPEN
    assert open_at([closed, unknown], moment) is UNKNOWN
    assert open_at([closed, closed], moment) is CLOSED


def test_a_bank_holiday_is_not_known_unless_it_runs_day_and_night():
    christmas = datetime(2026, 12, 25, 11)
    assert open_at([read_compact("FR 10:00-12:00")], christmas, BANK_HOLIDAYS) is UNKNOWN
    assert open_at([read_compact("FR 10:00-12:00")], christmas) is OPEN
    assert open_at([read_compact("TH 10:00-12:00")], christmas, BANK_HOLIDAYS) is CLOSED
    assert open_at([read_compact("always")], christmas, BANK_HOLIDAYS) is OPEN


@pytest.mark.parametrize(
    ("day", "holiday"),
    [
        (date(2026, 8, 12), True),
        (date(2026, 1, 2), True),
        (date(2026, 2, 18), True),
        (date(2026, 4, 8), True),
        (date(2026, 5, 27), True),
        (date(2026, 10, 21), True),
        (date(2026, 12, 28), True),
        (date(2026, 1, 21), False),
        (date(2026, 3, 11), False),
        (date(2026, 6, 24), False),
        (date(2026, 9, 23), False),
        (date(2026, 11, 18), False),
    ],
)
def test_term_time_is_not_known_when_schools_may_be_on_holiday(day, holiday):
    row = read_compact("MO,TU,WE,TH,FR 09:00-15:00 term time")
    assert may_be_school_holiday(day) is holiday
    assert open_at([row], datetime.combine(day, time(10))) is (UNKNOWN if holiday else OPEN)


def test_rows_that_have_all_ended_are_not_known_and_rows_to_come_are_closed():
    ended = ScheduleRow(byday="WE", opens_at=time(10), closes_at=time(12), valid_to=date(2026, 5, 1))
    to_come = ScheduleRow(byday="WE", opens_at=time(10), closes_at=time(12), valid_from=date(2026, 9, 1))
    moment = datetime(2026, 6, 10, 11)
    assert open_at([ended], moment) is UNKNOWN
    assert open_at([to_come], moment) is CLOSED
    assert open_at([ended, to_come], moment) is CLOSED


def test_the_last_night_of_a_timetable_runs_on_to_its_morning():
    row = ScheduleRow(byday="TU", opens_at=time(22), closes_at=time(6), valid_to=date(2026, 6, 9))
    assert open_at([row], datetime(2026, 6, 10, 5)) is OPEN


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        (ScheduleRow(), UNKNOWN),
        (ScheduleRow(byday="WE"), UNKNOWN),
        (ScheduleRow(byday="TU"), CLOSED),
        (ScheduleRow(byday="WE", opens_at=time(12)), CLOSED),
        (ScheduleRow(byday="WE", opens_at=time(10)), UNKNOWN),
        (ScheduleRow(byday="WE", closes_at=time(10)), CLOSED),
        (ScheduleRow(byday="whenever", opens_at=time(10), closes_at=time(12)), UNKNOWN),
        (ScheduleRow(opens_at=time(10), closes_at=time(12)), UNKNOWN),
        (ScheduleRow(dtstart=WEDNESDAY, opens_at=time(10), closes_at=time(12)), OPEN),
        (ScheduleRow(bymonthday="10", opens_at=time(10), closes_at=time(12)), OPEN),
        (ScheduleRow(bymonthday="11", opens_at=time(10), closes_at=time(12)), CLOSED),
        (ScheduleRow(freq="MONTHLY", dtstart=date(2026, 1, 10), opens_at=time(10), closes_at=time(12)), OPEN),
        (ScheduleRow(freq="WEEKLY", dtstart=date(2026, 1, 7), opens_at=time(10), closes_at=time(12)), OPEN),
        (ScheduleRow(freq="WEEKLY", opens_at=time(10), closes_at=time(12)), UNKNOWN),
    ],
)
def test_rows_as_real_feeds_hold_them_are_never_guessed(row, verdict):
    assert open_at([row], datetime(2026, 6, 10, 11)) is verdict


def test_a_moment_elsewhere_is_read_on_an_english_clock():
    row = read_compact("WE 10:00-12:00")
    assert open_at([row], datetime(2026, 6, 10, 9, 30, tzinfo=ZoneInfo("UTC"))) is OPEN
    assert open_at([row], datetime(2026, 6, 10, 11, 30, tzinfo=ZoneInfo("UTC"))) is CLOSED


def test_next_opening_is_the_first_known_one_past_bank_holidays():
    rows = [read_compact("MO 10:00-12:00"), read_compact("MO 09:00-09:30")]
    found = next_opening(rows, datetime(2026, 5, 18, 13), BANK_HOLIDAYS)
    assert found == datetime(2026, 6, 1, 9, tzinfo=ZoneInfo("Europe/London"))
    assert next_opening(rows, datetime(2026, 5, 18, 13)) == datetime(2026, 5, 25, 9, tzinfo=ZoneInfo("Europe/London"))


@pytest.mark.parametrize("line", ["WE/2 10:00-12:00", "always"])
def test_there_is_no_next_opening_where_it_is_not_known_or_never_shut(line):
    assert next_opening([read_compact(line)], datetime(2026, 6, 10, 11)) is None


@given(
    st.lists(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1, max_size=7, unique=True),
    st.times(),
    st.times(),
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)),
)
def test_a_plain_week_is_open_or_closed_and_never_unsure(days, opens_at, closes_at, moment):
    row = ScheduleRow(freq="WEEKLY", byday=",".join(days), opens_at=opens_at, closes_at=closes_at)
    assert open_at([row], moment) in (OPEN, CLOSED)
    following = next_opening([row], moment)
    if following is not None:
        assert open_at([row], following) is OPEN
