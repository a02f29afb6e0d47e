"""How good a record is: the points, their reasons, the next best fix."""

from datetime import date, timedelta

import pytest
import textstat
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.quality import (
    Told,
    is_odd_email,
    is_odd_phone,
    quality_of,
    reading_age,
    score_of,
    steady_share,
    told_of,
)
from directory.quality.rules import RULES, WORTH
from directory.snapshots import ServiceSnapshot

TODAY = date(2026, 3, 3)
PLAIN = "We help families with young children. You can ring us or drop in. A family worker will talk with you at home."
HARD = (
    "Multidisciplinary practitioners facilitate evidence-informed therapeutic interventions addressing emotional "
    "dysregulation, attachment difficulties and intergenerational vulnerabilities within commissioned specialist "
    "provision, following comprehensive assessment."
)
WHOLE = Told(
    description=PLAIN,
    how="Ring us.",
    needs=True,
    ages=True,
    area=True,
    area_name=True,
    ways=True,
    who=True,
    phones=("0115 496 0123",),
    emails=("help@willow.example",),
    links=("https://willow.example",),
    times=True,
    place=True,
    cost=True,
    level=True,
    waiting=True,
    told_on=TODAY,
    assured=TODAY,
)


def point(quality, name):
    return next(found for found in quality.points if found.id == name)


def test_all_points_together_are_a_hundred():
    assert WORTH == 100
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_every_point_names_a_field_that_can_be_edited():
    assert {rule.field for rule in RULES} <= set(ServiceSnapshot.model_fields)


def test_a_record_with_everything_told_and_checked_today_has_a_hundred_and_nothing_to_mend():
    quality = quality_of(WHOLE, TODAY)
    assert (quality.score, quality.next_fix, quality.grade) == (100, None, "good")
    assert all(found.fix is None for found in quality.points)


def test_a_record_with_nothing_but_a_name_is_poor_and_says_what_to_do_first():
    quality = quality_of(Told(), TODAY)
    assert quality.score == 2
    assert quality.grade == "poor"
    assert quality.next_fix.id == "checked"


def test_the_next_fix_is_the_one_with_the_most_to_gain():
    quality = quality_of(WHOLE._replace(ages=False, cost=False), TODAY)
    assert quality.score == 88
    assert (quality.next_fix.id, quality.next_fix.gain, quality.next_fix.field) == ("ages", 9, "minimum_age")


def test_the_sum_without_words_is_the_same_score():
    for told in (Told(), WHOLE, WHOLE._replace(description=HARD, assured=TODAY - timedelta(400))):
        assert score_of(told, TODAY) == quality_of(told, TODAY).score


@pytest.mark.parametrize(("days", "got"), [(0, 14), (183, 14), (200, 13.6), (400, 8.4), (730, 0), (2000, 0), (-5, 14)])
def test_a_check_is_worth_less_the_longer_ago_it_was(days, got):
    quality = quality_of(WHOLE._replace(assured=TODAY - timedelta(days)), TODAY)
    assert point(quality, "checked").got == got


def test_a_provider_who_never_answered_costs_points_and_says_so():
    found = point(quality_of(WHOLE._replace(unconfirmed=True), TODAY), "answers")
    assert found.got == 0
    assert "has not answered" in str(found.why)


def test_a_waiting_time_told_a_year_ago_is_worth_nothing_more():
    found = point(quality_of(WHOLE._replace(told_on=TODAY - timedelta(400)), TODAY), "told")
    assert (found.got, str(found.why)) == (0, "The waiting time was told 400 days ago")


def test_a_dead_link_costs_points_only_once_it_is_known_to_be_dead():
    link = ("link", "https://willow.example")
    assert score_of(WHOLE, TODAY, {link: "unsure"}) == 100
    assert score_of(WHOLE._replace(emails=()), TODAY, {link: "broken"}) == 97
    dead = point(quality_of(WHOLE, TODAY, {link: "broken"}), "written")
    assert "https://willow.example does not open" in str(dead.why)


def test_a_number_that_nobody_can_ring_is_named():
    found = point(quality_of(WHOLE._replace(phones=("0115 12",)), TODAY), "phone")
    assert (found.got, str(found.why)) == (0, "“0115 12” is no number that can be rung")


def test_hard_words_cost_points_and_a_short_text_is_not_judged():
    hard, short = (point(quality_of(WHOLE._replace(description=text), TODAY), "plain") for text in (HARD, "A group."))
    assert hard.got == 0
    assert "aim for 11" in str(hard.why)
    assert (short.got, str(short.why)) == (5, "Too short to judge how hard it is to read")


def test_an_area_without_its_code_is_worth_less_than_one_with_it():
    named = point(quality_of(WHOLE._replace(area=False), TODAY), "area")
    assert 0 < named.got < named.of
    assert "no code" in str(named.why)


blank = Told()
everything = st.builds(
    Told,
    description=st.sampled_from([None, "A group.", PLAIN, HARD]),
    how=st.sampled_from([None, "Ring us.", HARD]),
    phones=st.sampled_from([(), ("0115 496 0123",), ("0115 12",)]),
    emails=st.sampled_from([(), ("help@willow.example",), ("help",)]),
    links=st.sampled_from([(), ("https://willow.example",)]),
    told_on=st.sampled_from([None, TODAY, TODAY - timedelta(300)]),
    assured=st.sampled_from([None, TODAY, TODAY - timedelta(900)]),
    **{
        name: st.booleans()
        for name in ["needs", "ages", "area", "area_name", "ways", "who", "times", "place", "cost", "level", "waiting"]
    },
)


@settings(max_examples=200, deadline=None)
@given(
    whole=everything,
    field=st.sampled_from([name for name in Told._fields if name not in ("unconfirmed", "links", "emails")]),
)
def test_filling_in_what_was_blank_never_lowers_the_score(whole, field):
    without = whole._replace(**{field: getattr(blank, field)})
    assert score_of(whole, TODAY) >= score_of(without, TODAY)
    assert steady_share(whole) >= steady_share(without)


@settings(max_examples=100, deadline=None)
@given(whole=everything, field=st.sampled_from(["links", "emails"]))
def test_the_first_working_address_never_lowers_the_score(whole, field):
    without = whole._replace(links=(), emails=())
    working = {"links": ("https://willow.example",), "emails": ("help@willow.example",)}[field]
    assert score_of(without._replace(**{field: working}), TODAY) >= score_of(without, TODAY)


def test_what_a_day_or_a_check_changes_is_no_part_of_the_share_that_search_uses():
    later = WHOLE._replace(assured=None, told_on=None, unconfirmed=True, phones=("0115 12",))
    assert steady_share(later) == steady_share(WHOLE) == 1.0
    assert steady_share(Told()) == 0.0


def test_a_snapshot_says_what_the_score_looks_at():
    held = ServiceSnapshot.model_validate(
        {
            "organization_id": "trust",
            "name": "Willow",
            "minimum_age": 5,
            "areas": [{"name": "Ashfield"}],
            "phones": [{"number": "0115 496 0123"}],
            "schedules": [{"attending_type": "phone"}],
            "waiting_weeks": 3,
            "told_on": "2026-03-01",
            "needs": ["sleep"],
        }
    )
    told = told_of(held, unconfirmed_since=TODAY)
    assert (told.ages, told.area, told.area_name, told.place, told.times) == (True, False, True, True, True)
    assert (told.phones, told.waiting, told.told_on) == (("0115 496 0123",), True, date(2026, 3, 1))
    assert (told.unconfirmed, told.needs, told.cost, told.who) == (True, True, False, False)


def test_the_reading_age_is_the_librarys_grade_and_five_years():
    assert reading_age(HARD) == 25.0
    expected = round(textstat.flesch_kincaid_grade(PLAIN) + 5, 1)
    assert reading_age(PLAIN) == max(5.0, expected)
    assert reading_age(PLAIN) < 11


def test_lines_of_a_list_are_read_as_sentences_and_addresses_are_not_read():
    lines = (
        "We offer\n- help with sleep\n- help with food\n- talks for new parents\n- a group for dads\n- play at the hub"
    )
    run_on = lines.replace("\n- ", " and ")
    assert reading_age(lines) < reading_age(run_on)
    assert reading_age(PLAIN + " https://www.willow.example/a/very/long/address?of=something") == reading_age(PLAIN)
    assert reading_age("See https://willow.example " * 12) is None


@pytest.mark.parametrize(
    "number",
    [
        "0115 496 0123",
        "01154960999",
        "+44 (0)115 496 0123",
        "07700 900123",
        "0800 1111",
        "116 123",
        "999",
        "85258",
        "0808 2000 247",
        "0300 123 6600",
        "020 7946 0018 ext 3",
        "0115 915 5555 option 2",
        "+33 1 42 68 53 00",
        "0115 915-5555",
    ],
)
def test_a_number_that_can_be_rung_is_not_odd(number):
    assert not is_odd_phone(number)


@pytest.mark.parametrize(
    "number", ["0115 123", "01999 123456", "0115 496 01234", "1154960123", "phone", "call us on 0115 496 0123", "", "0"]
)
def test_a_number_that_cannot_exist_is_odd(number):
    assert is_odd_phone(number)


def test_an_email_address_needs_a_name_and_a_house():
    assert [is_odd_email(address) for address in ("a@b.example", "a@b", "a b@c.example", "b.example")] == [
        False,
        True,
        True,
        True,
    ]
