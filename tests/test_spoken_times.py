"""Opening times as people write them: read wholly, or refused with what to write instead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.schedules import ScheduleNotUnderstood, in_words
from directory.schedules.spoken import TimesNotUnderstood, read_times


def said(text: str) -> str:
    return "; ".join(str(phrase) for phrase in in_words(read_times(text)))


READ = {
    "Monday to Friday, 9am to 5pm": (
        "Mon-Fri 9-5", "Mon - Fri 9 - 5", "Mon–Fri 9–5", "mon to fri 9 to 5", "Monday to Friday 9am - 5pm",
        "MON-FRI 9AM-5PM", "Monday - Friday: 9.00am - 5.00pm", "Monday to Friday 09:00-17:00", "Mon-Fri 09.00 - 17.00",
        "Mon-Fri 0900-1700", "Mon-Fri 9-5pm", "Mon-Fri 9am-5", "Mon-Fri 9 till 5", "Mon-Fri 9 until 5",
        "Mon-Fri from 9am to 5pm", "Mon-Fri between 9 and 5", "Between 9am and 5pm, Monday to Friday",
        "9am-5pm Monday to Friday", "9-5 Mon-Fri", "Weekdays 9-5", "weekday 9am to 5pm",
        "Open Monday to Friday, 9am until 5pm.", "Opening hours: Mon-Fri 9-5", "We are open Mon-Fri 9-5",
        "Mon, Tue, Wed, Thu, Fri 9-5", "Mon Tue Wed Thu Fri 9-5", "Mon. - Fri. 9 a.m. - 5 p.m.",
        "Monday through Friday 9-5", "Mon-Fri 9:00:00 - 17:00:00", "Mon-Fri 9-17", "Mon-Fri 9 - 5 weekly",
        "Mon-Fri 9-5, Sat and Sun closed", "Mon-Fri 9-5; closed weekends",
        "Mon-Fri 9am-5pm, Saturday: closed, Sunday: closed", "MO,TU,WE,TH,FR 09:00-17:00",
        "Monday: 9-5\nTuesday: 9-5\nWednesday: 9-5\nThursday: 9-5\nFriday: 9-5", "Mon/Tue/Wed/Thu/Fri 9am - 5pm",
        "Every weekday 9-5", "Mon-Wed 9-5 & Thu-Fri 9-5",
    ),
    "Monday to Friday, 9am to 5pm, term time": (
        "Mon-Fri 9 to 5 term time", "Mon-Fri 9-5 (term time only)", "Term time: Mon-Fri 9-5",
        "Term-time only, Mon-Fri 9-5", "Mon-Fri, term time, 9-5", "During term time Monday to Friday 9am to 5pm",
        "Mon - Fri 9 - 5 (during school term time)",
    ),
    "Monday to Friday, 9am to 5pm, not in school holidays": (
        "Mon-Fri 9-5 except school holidays", "Mon-Fri 9-5 (closed during school holidays)",
        "Mon-Fri 9-5 not school holidays", "Mon-Fri 9-5, excluding the school holidays",
    ),
    "Monday to Friday, 9:30am to 4:30pm, closed on bank holidays": (
        "Weekdays 9.30am–4.30pm (closed bank holidays)", "Mon-Fri 9.30-4.30 except bank holidays",
        "Mon-Fri 0930-1630 excl. Bank Holidays", "Mon-Fri 9:30 - 16:30 not bank holidays",
        "Mon-Fri 9.30-4.30 excluding public holidays",
    ),
    "Tuesdays and Thursdays, 10am to noon": (
        "Tues & Thurs 10:00-12:00", "Tue + Thu 10-12", "Tuesdays and Thursdays 10am to 12 noon",
        "Tues, Thurs 10am - 12pm", "Tues/Thurs 10-12", "Every Tuesday and Thursday 10-12 midday",
        "10-12 Tuesdays and Thursdays", "Tues 10-12, Thurs 10-12",
    ),
    "Wednesdays, 1pm to 3pm": (
        "Every Wednesday, 1pm-3pm", "Weds 1-3", "Wednesdays 1-3pm", "Each Wednesday 13:00 - 15:00", "Wed 1.00-3.00pm",
        "Wednesday afternoons 1-3", "Weekly on Wednesdays 1pm to 3pm", "1pm-3pm every Wednesday", "Wed 13-15",
        "Wed afternoon, 1-3",
    ),
    "First Monday of the month, 10am to noon": (
        "First Monday of the month 10am to 12 noon", "1st Monday of every month, 10-12",
        "10am-12pm, first Monday of the month", "First Mon of each month 10-12", "Monthly, first Monday 10-12",
        "1st Monday monthly 10am-noon",
    ),
    "First Monday and third Monday of the month, 10am to noon": (
        "1st and 3rd Monday of the month 10-12", "1st & 3rd Mon monthly 10-12",
        "First, third Monday of each month 10am-12pm",
    ),
    "Last Friday of the month, noon to 2pm": ("last Friday of the month 12-2", "Last Fri of every month 12noon-2pm"),
    "First Saturday, one month in 2, 10am to noon": ("First Saturday of every other month 10-12",),
    "Mondays, 9am to 1pm; Wednesdays, 1pm to 5pm": (
        "Mon 9-1; Wed 1-5", "Mon 9-1, Wed 1-5", "Mon 9am-1pm and Wed 1pm-5pm", "Mon 9-1\nWed 1-5",
        "Monday 9-1 Wednesday 1-5", "9am-1pm Monday, 1pm-5pm Wednesday",
    ),
    "Mondays, 9am to noon; Mondays, 1pm to 5pm": ("Mon 9-12 and 1-5", "Mon 9-12, 1-5", "Monday 9am-12pm & 1pm-5pm"),
    "Day and night, every day": (
        "24 hours a day, 7 days a week", "24/7", "24 hours", "24hrs a day", "Always", "always open", "Open 24 hours",
        "24/7/365", "24 hours a day 365 days a year", "Every day, day and night", "7 days a week, 24 hours a day",
        "Mon-Sun 00:00-23:59",
    ),
    "Monday to Friday, day and night": ("Mon-Fri 24 hours", "Mon-Fri 24hrs"),
    "Every day, day and night, text only": ("always text only", "24/7, text only"),
    "Every second Saturday, 10am to noon": (
        "Saturdays 10-12 fortnightly", "Fortnightly on Saturdays 10-12", "Every other Saturday 10-12",
        "Alternate Saturdays 10-12", "Every second Saturday 10-12", "Saturday 10-12 every two weeks",
        "SA/2 10:00-12:00", "Saturday 10-12, alternate weeks",
    ),
    "Thursdays, 7pm to 9pm": (
        "Thursday evenings 7-9", "Thurs 7-9pm", "Thurs 7pm-9", "Thursday 19:00-21:00", "Thu evening 7 - 9",
    ),
    "Fridays, 9:30am to 11:30am": (
        "Friday mornings 9.30-11.30", "Fri 9.30-11.30", "Fri 9.30-11.30am", "Friday 9:30 to 11:30",
    ),
    "Tuesdays, from 7:30pm": ("Tuesday 7.30pm", "Tuesdays from 7.30pm", "Tues 7.30pm onwards", "Tuesdays at 7.30pm"),
    "Mondays, until 5pm": ("Mondays, until 5pm",),
    "Every day, 8am to 8pm": (
        "Daily 8-8", "Every day 8am to 8pm", "7 days a week, 8am-8pm", "Mon-Sun 8-8", "8am-8pm daily",
    ),
    "Every day, 6pm to 8am": ("Mon-Sun 18:00-08:00", "Daily 6pm-8am"),
    "Fridays, 6pm to midnight": ("Fri 6pm-midnight", "Friday 18:00-24:00", "Fri 6pm - 12am", "Fridays 6pm-12 midnight"),
    "Monday to Friday": ("Weekdays", "Mon-Fri", "Monday to Friday"),
    "Monday to Wednesday, Saturdays and Sundays, 10am to 4pm": ("Sat-Wed 10-4",),
    "Mondays, 10am to noon, by appointment": ("Mon 10-12 by appointment", "Mon 10-12 (appointment only)"),
    "Monday to Friday, 9am to 3pm, term time; Monday to Friday, 10am to 2pm, in school holidays": (
        "Term time: Mon-Fri 9-3; School holidays: Mon-Fri 10-2",
        "Mon-Fri 9-3 term time; Mon-Fri 10-2 school holidays only",
    ),
    "Mondays, 9am to 10am, from 20 July 2026, until 28 August 2026": (
        "Mondays 9-10 from 20 July 2026 until 28 August 2026",
        "Mon 9-10am, starting 20th July 2026, until 28th Aug 2026",
    ),
    "3 May 2026, 10am to noon": ("3 May 2026, 10am to noon", "3rd May 2026 10-12"),
    "Wednesdays, 8:30am to 3:30pm": ("Wed 8.30-3.30", "Wed 08.30 - 3.30", "Wed 8.30am to 3.30pm"),
    "Wednesdays, 11am to 1pm": ("Wed 11-1", "Wed 11-1pm", "Wed 11am-1pm"),
    "Wednesdays, 6pm to 8pm": ("Wed 6-8", "Wed 6-8pm", "Wed 18.00-20.00"),
    "": ("", "  \n "),
}  # fmt: skip
TABLE = [(text, phrase) for phrase, texts in READ.items() for text in texts]

MORNING_OR_EVENING = [
    "Mon 7-9", "Mon 8-10", "Mon 7.30-9.30", "Mon 8-12", "Mon 7-12", "Mon 8.15-9", "Mon 9", "Mon from 9", "Mon until 9",
    "Tues 7.30", "Mon 12-12", "Mon 9-9pm-10", "Mon 9am-12am", "Mon 9pm-12pm", "Mon 12am-2pm", "Mon 09:00-05:00",
    "Mon 9am-5am", "Mon 10-10-10", "Mon 14-4", "Mon 9-midnight", "Mon 9pm-6", "Mon 6-6", "Mon 9am-9am",
    "Mon 00:00-00:00", "Monday evenings 9-11am", "Monday mornings 2-4", "Tuesday evenings", "Wed afternoon",
]  # fmt: skip
NOT_ALL_KNOWN = [
    "office hours", "Mon-Fri office hours", "Mon-Fri normal working hours", "M-F 9-5", "Mon-Fri 9-5 ish",
    "Mon-Fri approx 9-5", "Mon 10-12 please ring first", "Mon-Fri 9-5 (phone lines 8-6)", "Mon-Fri 9-5 except lunch",
    "Mon-Fri 9-5, closed 12-1", "Mon 9-5 last referral 4pm", "Mon-Fri 9-5 times vary", "Mon 25:00-26:00",
    "Mon 9.75-10", "Mon 9:5-10", "Mon 9-5 GMT", "Mon 9-5 or Tue 9-5", "varies", "see website", "TBC", "n/a",
    "flexible", "all day", "dawn to dusk", "Mon-Fri 9-late", "Mon 9-5 summer only", "Spring term: Mon 9-5",
    "term 1 Mon 9-5", "Mon 9-5 July", "Mon 3/5/2026 9-5", "30 February 2026 9am-5pm", "bi-weekly Mon 9-5",
    "twice a week", "Mon-Fri 9-5 weather permitting", "Mo-Fr 9-5", "MO 09:00-10:00 and 14:00-15:00",
    "MO 09:00-10:00 except the 3rd", "MO,XX 09:00-10:00", "always except Mondays", "Always closed on Mondays",
    "<b>Mon</b> 9-5", "=1+1", "Sundays and bank holidays 10-4", "Mon-Fri 9-5 " * 200, "\x00", "月曜日 9-5",
]  # fmt: skip
NOT_TOGETHER = [
    "9 to 5", "9am-5pm", "24", "Closed", "closed Mondays", "by appointment", "term time", "evenings", "Mon 9-1, Wed",
    "Mon 9-1 & Wed", "Mon, 9-5, Tue", "Monday and 9-5", "Mon to 9-5", "and Mon 9-5", "Mon 9-5 and",
    "Mon and and Tue 9-5", "Mon-Mon 9-5", "Mon, Mon 9-5", "Mon-Fri 9-5 closed Wed", "Mon 9-5, Mon closed",
    "Mon 10am, 2pm", "First Monday 10-12", "Every 2nd Thursday 1-3", "every third Monday 1-3",
    "Monthly on Mondays 10-12", "Monday 9-11, Tuesday 1-3, term time only", "Mon 9-1; term time only",
    "Term time: Mon 9-5; Tue 9-5", "24/7 except bank holidays", "24/7 term time", "Mon 9-5 term time school holidays",
    "Mon 9-5 including bank holidays, excluding bank holidays", "Mon 9-5 weekly fortnightly",
    "First Mon-Fri of the month 9-5", "first and Monday of the month 9-5", "Mon of the month 9-5",
    "Mon 9-5 from 3 May 2026 until 1 May 2026", "Mon 3 May 2026 9-5", "Mon 9-5, 9-5", "Mon 24 hours 9-5",
    "every other first Monday of the month 9-5", "daily Mon 9-5", "Mon 9-5, Tue 1-3 fortnightly",
    "Mon 9-5, Tue 1-3 until 3 May 2026", "Mon 9-5 from 3 May 2026 from 4 May 2026",
]  # fmt: skip


@pytest.mark.parametrize(("text", "phrase"), TABLE)
def test_times_are_read_as_they_were_meant(text, phrase):
    assert said(text) == phrase


@pytest.mark.parametrize("text", [*MORNING_OR_EVENING, *NOT_ALL_KNOWN, *NOT_TOGETHER])
def test_what_is_not_certain_is_refused_whole_with_what_to_write(text):
    with pytest.raises(TimesNotUnderstood) as refused:
        read_times(text)
    assert isinstance(refused.value, ScheduleNotUnderstood)
    assert refused.value.text == text
    assert str(refused.value) == str(refused.value.words)


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("Mon 7-9", "Write am or pm after each"),
        ("9 to 5", "Say which days"),
        ("Mon 10-12 please ring first", "We could not read “please ring first”"),
        ("First Monday 10-12", "Say “of the month” after the day"),
        ("Monthly on Mondays 10-12", "Say which week of the month"),
        ("Monday 9-11, Tuesday 1-3, term time only", "Write it after each"),
        ("Mon 9-1, Wed", "have no times"),
        ("Mon-Fri 9-5 closed Wed", "open and closed"),
    ],
)
def test_a_refusal_says_what_would_do(text, mend):
    with pytest.raises(TimesNotUnderstood) as refused:
        read_times(text)
    assert mend in str(refused.value)


@pytest.mark.parametrize("phrase", [phrase for phrase in READ if phrase])
def test_what_the_directory_says_is_read_as_the_same_times(phrase):
    assert said(phrase) == phrase


def test_every_second_week_is_kept_as_such_and_its_first_date_is_not_made_up():
    (row,) = read_times("Saturdays 10-12 fortnightly")
    assert (row.freq, row.interval, row.byday, row.dtstart) == ("WEEKLY", 2, "SA", None)


CLOCKS = st.builds(
    lambda hour, minute, half: f"{hour}.{minute:02}{half}" if minute else f"{hour}{half}",
    st.integers(1, 12),
    st.sampled_from([0, 0, 15, 30]),
    st.sampled_from(["", "", "am", "pm"]),
)
DAYS = st.sampled_from(
    ["Mon", "Tues", "Wed & Fri", "Mon-Thu", "Weekends", "Daily", "First Monday of the month", "Sat fortnightly"]
)
ENTRIES = st.builds(
    lambda days, opens, closes, note: f"{days} {opens}-{closes}{note}",
    DAYS,
    CLOCKS,
    CLOCKS,
    st.sampled_from(["", "", " term time", " (closed bank holidays)", " by appointment"]),
)


@given(st.lists(ENTRIES, min_size=1, max_size=3).map("; ".join))
def test_whatever_is_read_is_read_the_same_from_our_own_words(text):
    try:
        phrases = said(text)
    except TimesNotUnderstood:
        return
    assert said(phrases) == phrases


WORDS = [
    "mon",
    "tue",
    "sat",
    "-",
    "to",
    "and",
    ",",
    ";",
    "9",
    "5",
    "10am",
    "5pm",
    "noon",
    "every",
    "second",
    "first",
    "last",
]
PHRASES = [
    "of the month",
    "fortnightly",
    "closed",
    "term time",
    "from",
    "until",
    "3 May 2026",
    "evening",
    "weekly",
    "24/7",
]


@given(st.text(max_size=60) | st.lists(st.sampled_from([*WORDS, *PHRASES]), max_size=12).map(" ".join))
def test_any_text_is_read_or_refused(text):
    try:
        rows = read_times(text)
    except TimesNotUnderstood:
        return
    assert rows or all(sign.isspace() or sign in ";|•" for sign in text)
