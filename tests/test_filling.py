"""One fact for many records: what is suggested, how answers are read, and that nobody's change is lost."""

from datetime import date

import pytest

from directory.additions import Revision
from directory.curation.filling.answers import Answer, Ground
from directory.curation.filling.facts import FACT, FACTS, changed, stamp
from directory.curation.filling.hints import ages_in, areas_in, how_in, phone_in, referrers_in, times_in, ways_in
from directory.curation.filling.rows import Sent, keep_rows
from directory.history import say_who
from directory.snapshots import ServiceSnapshot, service_snapshot
from directory.snapshots.queries import whole_service
from directory.vocabulary import load_vocabulary

TODAY = date(2026, 3, 3)
AREAS = {"E10000024": "Nottinghamshire", "E07000170": "Ashfield", "E07000174": "Mansfield", "E06000018": "Nottingham"}
GROUND = Ground(TODAY, date(2026, 3, 1), AREAS, {"sleep": "Sleep", "debt": "Debt and money"})
NEEDS = load_vocabulary().need


@pytest.mark.parametrize(
    ("text", "suggested"),
    [
        ("A group for children aged 5 to 11 in Ashfield.", "5 to 11"),
        ("For under fives and their parents", "under fives"),
        ("Young people aged 16 and over", "16 and over"),
        ("For 11 to 18 year olds.", "11 to 18 year olds"),
        ("From birth to 5. Children from birth to age 5", "from birth to 5"),
        ("For 13+ only", "13+"),
        ("Children under 5, and a group for 11+", None),
        ("We answer in under 2 weeks, and have 24 places", None),
        ("Open 9 to 5, six weeks", None),
        ("Years 7 to 11", None),
    ],
)
def test_only_one_clear_range_of_ages_is_suggested(text, suggested):
    found = ages_in(text)
    assert (found.value.lower() if found else None) == suggested


def test_areas_are_suggested_where_the_text_says_that_it_covers_them():
    assert areas_in("For families living in Ashfield and Mansfield.", AREAS).value == "E07000170,E07000174"
    assert areas_in("We work across Nottinghamshire", AREAS).value == "E10000024"
    assert areas_in("Our office is near Mansfield market", AREAS) is None


def test_ways_referrers_sentences_numbers_and_times_are_found_in_words():
    assert ways_in("Ring us, or drop in on Monday.").value == "phone,drop in"
    assert referrers_in("Schools can refer. You do not need a referral.").value == "anyone,school"
    assert how_in("A warm place. Ring us to book.").value == "Ring us to book."
    assert phone_in("Ring 0115 496 0123, any day").value == "0115 496 0123"
    assert phone_in("Ring 0115 496 0123 or 0115 496 0124") is None
    assert times_in("We meet on Tuesdays 10am to 12 noon, term time. It is free.").value.startswith("Tuesdays")
    assert times_in("Friendly people.") is None


HELD = ServiceSnapshot(organization_id="trust", name="Willow", phones=({"number": "0115 12"},))


def read(fact, **answer):
    return changed(FACT[fact], HELD, Answer(**answer), GROUND)


def test_every_fact_reads_an_answer_into_its_own_fields_only():
    given = {
        "ages": {"typed": "5 to 11"},
        "areas": {"chosen": ("E07000170",)},
        "how": {"typed": "Ring us"},
        "ways": {"chosen": ("phone",)},
        "who": {"taken": "school,health"},
        "needs": {"typed": "sleep, Debt and money"},
        "phone": {"typed": "0115 496 0123"},
        "times": {"typed": "Mon-Fri 9am to 5pm"},
        "waiting": {"typed": "6 weeks"},
        "contract-end": {"typed": "31/3/2027"},
        "checked": {"chosen": ("yes",)},
    }
    assert given.keys() == FACT.keys()
    for fact in FACTS:
        record = read(fact.id, **given[fact.id])
        touched = {name for name in ServiceSnapshot.model_fields if getattr(record, name) != getattr(HELD, name)}
        assert touched, fact.id
        assert touched <= set(fact.fields), fact.id
        assert stamp(fact, record) != stamp(fact, HELD)


def test_what_is_typed_wins_over_what_is_suggested():
    assert read("ages", typed="11+", taken="5 to 11").minimum_age == 11
    assert read("ages", taken="5 to 11").maximum_age == 11


def test_a_new_number_takes_the_place_of_one_that_cannot_be_rung():
    assert [phone.number for phone in read("phone", typed="0115 496 0123").phones] == ["0115 496 0123"]


def test_a_waiting_time_carries_the_day_it_was_told():
    told, full = read("waiting", typed="3 months"), read("waiting", typed="closed to new people")
    assert (told.told_on, told.waiting_weeks, told.taking_referrals) == (date(2026, 3, 1), 13.0, True)
    assert (full.waiting_weeks, full.taking_referrals) == (None, False)


# ---------------- keeping rows


def held_of(session, service):
    session.expire_all()
    return service_snapshot(whole_service(session, service.id))


def sent(session, fact, service, **answer):
    return Sent(service.id, stamp(FACT[fact], held_of(session, service)), Answer(**answer))


def keep(session, fact, *rows):
    return keep_rows(session, FACT[fact], rows, GROUND, NEEDS, email="sam@example.org")


def test_good_rows_are_kept_a_bad_one_is_refused_and_a_blank_one_left_alone(directory, session):
    willow, elm, owl = (directory.add(name) for name in ("Willow", "Elm", "Owl"))
    kept = keep(
        session,
        "ages",
        sent(session, "ages", willow, typed="5 to 11"),
        sent(session, "ages", elm, typed="little ones"),
        sent(session, "ages", owl),
    )
    session.commit()
    assert kept.saved == [willow.id]
    assert list(kept.refused) == [elm.id]
    assert "little ones" in str(kept.refused[elm.id])
    assert (held_of(session, willow).minimum_age, held_of(session, elm).minimum_age) == (5, None)


def test_a_suggestion_is_never_kept_unless_it_was_ticked(directory, session):
    willow = directory.add("Willow", description="For children aged 5 to 11")
    keep(session, "ages", sent(session, "ages", willow))
    assert held_of(session, willow).minimum_age is None
    keep(session, "ages", sent(session, "ages", willow, taken="5 to 11"))
    assert held_of(session, willow).minimum_age == 5


def test_what_somebody_else_filled_in_meanwhile_is_not_overwritten(directory, session):
    willow = directory.add("Willow")
    before = sent(session, "ages", willow, typed="5 to 11")
    directory.change(willow, minimum_age=0, maximum_age=4)
    kept = keep(session, "ages", before)
    assert "Somebody else" in str(kept.refused[willow.id])
    assert held_of(session, willow).maximum_age == 4


def test_two_who_fill_in_the_same_are_both_right_and_other_fields_stay_as_they_are_now(directory, session):
    willow = directory.add("Willow")
    before = sent(session, "ages", willow, typed="5 to 11")
    directory.change(willow, minimum_age=5, maximum_age=11, description="New words")
    assert keep(session, "ages", before).saved == [willow.id]
    elm = directory.add("Elm")
    before = sent(session, "ages", elm, typed="5 to 11")
    directory.change(elm, description="New words")
    assert keep(session, "ages", before).saved == [elm.id]
    assert (held_of(session, elm).description, held_of(session, elm).maximum_age) == ("New words", 11)


def test_an_old_problem_of_the_record_does_not_stand_in_the_way(directory, session):
    willow = directory.add("Willow", phone="not a number", url="nowhere")
    assert keep(session, "ages", sent(session, "ages", willow, typed="under 5")).saved == [willow.id]


def test_a_number_that_people_in_danger_ring_is_not_changed_in_passing(directory, session):
    refuge = directory.add("Refuge", needs=["domestic-abuse"], provision="statutory")
    kept = keep(session, "phone", sent(session, "phone", refuge, typed="0115 496 0123"))
    assert "in danger" in str(kept.refused[refuge.id])
    assert held_of(session, refuge).phones == ()


def test_a_check_clears_the_warning_and_names_who_checked(directory, session):
    willow = directory.add("Willow", unconfirmed_since=date(2026, 2, 1))
    keep(session, "checked", sent(session, "checked", willow, chosen=("yes",)))
    session.commit()
    assert (willow.assured_date, willow.assurer_email, willow.unconfirmed_since) == (TODAY, "sam@example.org", None)


def test_history_tells_who_filled_in_what_and_why(directory, session, kept):
    willow = directory.add("Willow")
    say_who(session, changed_by="Sam", reason="Told by phone")
    keep(session, "ages", sent(session, "ages", willow, typed="5 to 11"))
    session.commit()
    last = [row for row in kept(Revision) if row.reason == "Told by phone"]
    assert [(row.changed_by, row.changes) for row in last] == [
        ("Sam", {"minimum_age": [None, 5.0], "maximum_age": [None, 11.0]})
    ]
