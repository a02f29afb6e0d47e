"""A timetable as a calendar file, read back as a calendar program reads it."""

from datetime import date, datetime, time

from icalendar import Calendar

from directory.calendar import service_calendar
from directory.schedules import ScheduleRow, read_compact

WEDNESDAY = date(2026, 6, 10)


def events(*lines: str | ScheduleRow, place: str | None = None) -> list:
    rows = [read_compact(line) if isinstance(line, str) else line for line in lines]
    file = service_calendar("Talk and Play", rows, "https://door.example/s/1", first_day=WEDNESDAY, place=place)
    return Calendar.from_ical(file).walk("VEVENT")


def test_a_weekly_row_becomes_an_event_that_repeats_in_english_time():
    (event,) = events("MO,WE 09:30-11:30 term time", place="Larkfield Centre")
    assert event["dtstart"].dt.isoformat() == "2026-06-10T09:30:00+01:00"
    assert event["dtend"].dt.isoformat() == "2026-06-10T11:30:00+01:00"
    assert event["dtstart"].params["TZID"] == "Europe/London"
    assert event["rrule"].to_ical() == b"FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,WE"
    assert event["summary"] == "Talk and Play"
    assert event["location"] == "Larkfield Centre"
    assert "term time" in event["description"]


def test_the_first_saturday_of_the_month_starts_on_the_next_one():
    (event,) = events("1SA 10:00-12:00")
    assert event["dtstart"].dt.date() == date(2026, 7, 4)
    assert event["rrule"].to_ical() == b"FREQ=MONTHLY;INTERVAL=1;BYDAY=1SA"


def test_a_night_ends_on_the_next_day():
    (event,) = events("WE 22:00-06:00")
    assert (event["dtstart"].dt.day, event["dtend"].dt.day) == (10, 11)


def test_what_is_not_known_or_never_stops_is_left_out():
    assert events("TH/2 13:00-15:00", "always", ScheduleRow(byday="MO"), ScheduleRow(description="Ring us")) == []


def test_an_end_date_ends_the_repeating():
    row = ScheduleRow(byday="WE", opens_at=time(9), closes_at=time(10), valid_to=date(2026, 7, 22))
    (event,) = events(row)
    assert event["rrule"]["until"] == [datetime.fromisoformat("2026-07-22T22:59:59+00:00")]


def test_every_second_week_keeps_in_step_with_its_first_date():
    row = ScheduleRow(
        freq="WEEKLY", interval=2, byday="TH", dtstart=date(2026, 5, 28), opens_at=time(9), closes_at=time(10)
    )
    (event,) = events(row)
    assert event["dtstart"].dt.date() == date(2026, 6, 11)
    assert event["rrule"]["interval"] == [2]


def test_the_same_timetable_keeps_the_same_event_ids_so_that_it_is_updated_not_doubled():
    first, again = (events("MO 09:00-10:00", "WE 09:00-10:00") for _ in range(2))
    assert [event["uid"] for event in first] == [event["uid"] for event in again]
    assert len({event["uid"] for event in first}) == 2
