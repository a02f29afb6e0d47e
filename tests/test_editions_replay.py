"""What would change: cases run under two contents, what is lowered though nobody answered it, and who may publish."""

import pytest
from edited import FEELINGS, HURT, NUMBERS, changed, content, removed, small_files

from matching.answers import SIGNS, Ages, Where
from matching.editions.lowered import lowered
from matching.editions.replay import Case, Count, Of, Replay, Way, key_of, mechanics, replay
from matching.editions.verdict import verdict
from matching.entries import PathwayId
from matching.proof import Check
from matching.vignettes import Vignette, run_one

QUALIFIERS = "qualifiers.toml"


@pytest.fixture
def files(tmp_path):
    return small_files(tmp_path)


def ticked(topic, *signs, **more):
    return {"danger": ("no",), "ages": Ages((8.0,)), "topics": (topic,), SIGNS + topic: signs, **more}


TIRED = Case(Of.ENQUIRY, "tired", ticked("feelings", "tired"), count=3)
LOW = Case(Of.ENQUIRY, "low", ticked("feelings", "very-low"))
TOLD = Case(Of.ENQUIRY, "told", ticked("hurt", "says-hurt"), count=2)
CASES = [TIRED, LOW, TOLD]


def run(old, new, cases=CASES):
    return replay(content(old), content(new), cases)


def test_rises_falls_and_other_changes_are_counted_by_enquiry(files):
    new = changed(files, FEELINGS, "indicator", "very-low", level=4, flags=["safeguarding"])
    new = changed(new, HURT, "indicator", "says-hurt", level=3, flags=[])
    found = run(files, new)
    assert found.every == Count(enquiries=6, sets=3)
    assert found.rise == Count(enquiries=1, sets=1)
    assert found.fall == Count(enquiries=2, sets=1)
    assert found.changed == Count()
    assert [(moved.case.key, moved.way) for moved in found.moved] == [("told", Way.FALL), ("low", Way.RISE)]


def test_another_need_or_level_on_the_same_pathway_is_a_change_and_no_fall(files):
    new = changed(files, FEELINGS, "indicator", "very-low", level=2, needs=["sleep"])
    found = run(files, new)
    assert (found.rise, found.fall, found.changed) == (Count(), Count(), Count(enquiries=1, sets=1))
    (moved,) = found.moved
    assert (moved.before.level, moved.after.level) == (3, 2)
    assert (moved.before.needs, moved.after.needs) == (("low-mood",), ("sleep",))


def test_words_and_numbers_change_nothing(files):
    new = changed(files, FEELINGS, "indicator", "tired", words="Is tired")
    new = changed(new, NUMBERS, "front_door", "county", day="0115 496 0777")
    new = changed(new, "notices.toml", "notice", "to-come", in_force=True)
    assert mechanics(content(new)) == mechanics(content(files))
    assert run(files, new) == Replay(every=Count(6, 0, 3), keys=frozenset({"tired", "low", "told"}))


@pytest.mark.parametrize(
    ("file", "at", "fields"),
    [
        (HURT, ("indicator", "bruise"), {"kinds": None}),
        (HURT, ("indicator", "bruise"), {"qualifier": None}),
        (HURT, ("indicator", "baby-bruise"), {"ages": [0, 1]}),
        (HURT, ("indicator", "says-hurt"), {"hidden": True}),
        ("topics.toml", ("topic", "hurt"), {"harm": False}),
        ("topics.toml", ("topic", "everyday"), {"worry_level": 2}),
        ("facts.toml", ("fact", "under-one"), {"under": 2}),
        ("pages.toml", ("page", "risks", "question", "moves"), {"if_unanswered": None}),
        ("pages.toml", ("page", "risks", "question", "moves"), {"asked_when": None}),
        ("pages.toml", ("page", "you", "question", "role", "option", "teacher"), {"findings": None}),
        ("combinations.toml", ("combination", "mark-on-baby"), {"all_of": ["mark"]}),
    ],
)
def test_everything_that_a_pathway_can_depend_on_is_more_than_words(files, file, at, fields):
    assert mechanics(content(changed(files, file, *at, **fields))) != mechanics(content(files))


def test_a_sign_that_is_gone_counts_as_not_sure_and_does_not_fall_to_advice(files):
    new = removed(files, HURT, "indicator", "says-hurt")
    new = removed(removed(new, "notices.toml", "notice", "teacher-duty"), "notices.toml", "notice", "to-come")
    (moved,) = run(files, new, [TOLD]).moved
    assert moved.after.pathway is PathwayId.SAFEGUARDING
    assert moved.way is Way.SAME


def test_progress_is_told_to_the_end(files):
    told = []
    replay(content(files), content(files), CASES, lambda done, of: told.append((done, of)))
    assert told[0] == (0, 3)
    assert told[-1] == (3, 3)


def test_a_key_is_the_same_for_the_same_answers_wherever_the_family_lives():
    here, there = ticked("hurt", place=Where("E10000024")), ticked("hurt", place=Where("E06000018", "NG7"))
    assert key_of(here) == key_of(there)
    assert key_of(here) != key_of(ticked("hurt", place=Where()))
    assert key_of(here) != key_of(ticked("feelings", place=Where("E10000024")))


def test_what_came_in_later_is_added_up(files):
    new = changed(files, HURT, "indicator", "says-hurt", level=3, flags=[])
    first, later = run(files, new, [TIRED]), run(files, new, [TOLD])
    assert first.joined(later) == run(files, new, [TIRED, TOLD])


# ---------------------------------------------------------------------------------- lowered, though nobody answered


@pytest.mark.parametrize(
    ("file", "at", "fields"),
    [
        (HURT, ("indicator", "says-hurt"), {"level": 3, "flags": None}),
        (HURT, ("indicator", "hit-now"), {"flags": ["safeguarding"]}),
        (HURT, ("indicator", "says-hurt"), {"hidden": True}),
        (HURT, ("indicator", "baby-bruise"), {"ages": [0, 1]}),
        (HURT, ("indicator", "bruise"), {"qualifier": None}),
        (FEELINGS, ("indicator", "very-low"), {"level": 1}),
        ("topics.toml", ("topic", "hurt"), {"harm": False}),
        ("topics.toml", ("topic", "feelings"), {"worry_level": 1}),
        ("facts.toml", ("fact", "under-one"), {"under": 0.5}),
        (QUALIFIERS, ("question", "bruise-detail"), {"if_unanswered": ["bruise"]}),
        (QUALIFIERS, ("question", "bruise-detail", "option", "not-sure"), {"findings": ["bruise"]}),
        ("pages.toml", ("page", "danger", "question", "danger", "option", "yes"), {"findings": None}),
        ("combinations.toml", ("combination", "mark-on-baby"), {"gives": "very-low"}),
        ("combinations.toml", ("combination", "mark-on-baby"), {"all_of": ["mark", "not-mobile", "under-one"]}),
    ],
)
def test_whatever_leads_to_less_by_itself_is_named(files, file, at, fields):
    new = content(changed(files, file, *at, **fields))
    assert lowered(content(files), new)


def test_a_sign_or_combination_that_goes_is_named(files):
    without = removed(files, "combinations.toml", "combination", "mark-on-baby")
    assert [one.id for one in lowered(content(files), content(without))] == ["mark-on-baby"]
    without = removed(files, FEELINGS, "indicator", "very-low")
    assert [one.id for one in lowered(content(files), content(without))] == ["very-low"]


@pytest.mark.parametrize(
    ("file", "at", "fields"),
    [
        (HURT, ("indicator", "says-hurt"), {"words": "Says that somebody hurt them", "flags": ["emergency"]}),
        (FEELINGS, ("indicator", "tired"), {"level": 2}),
        (HURT, ("indicator", "baby-bruise"), {"ages": [-1, 3]}),
        ("facts.toml", ("fact", "under-one"), {"under": 1.5}),
        ("combinations.toml", ("combination", "mark-on-baby"), {"all_of": ["mark"]}),
    ],
)
def test_what_leads_to_more_or_the_same_is_not(files, file, at, fields):
    assert lowered(content(files), content(changed(files, file, *at, **fields))) == ()


# ------------------------------------------------------------------------------------------------- who may publish


def holds(safety, *faults):
    """A check as the proof gives it."""
    made = Check("something holds", 3, faults, safety=safety)
    assert made.passed is not bool(faults)
    return made


def vignette(**about):
    sheet = {"id": "told", "title": "A child tells", "ages": (8,), "signs": ("says-hurt",)}
    return Vignette.model_validate({**sheet, "at_least": "safeguarding", "at_most": "safeguarding", **about})


def test_one_lead_may_publish_what_lowers_nothing(files):
    found = verdict([holds(True), holds(False)], run(files, files), [run_one(content(files), vignette())])
    assert not found.blocked
    assert not found.needs_second_lead


def test_nobody_may_publish_what_breaks_a_safety_check(files):
    found = verdict([holds(True, "'says-hurt' is low")], run(files, files), [])
    assert [str(why) for why in found.blocked] == ["This does not hold: something holds"]


def test_another_broken_check_takes_a_second_lead(files):
    found = verdict([holds(False, "'x' names no source")], run(files, files), [])
    assert (found.blocked, found.needs_second_lead) == ((), True)


def test_a_fall_takes_a_second_lead_and_a_rise_does_not(files):
    low = changed(files, HURT, "indicator", "says-hurt", level=3, flags=[])
    high = changed(files, FEELINGS, "indicator", "very-low", level=4, flags=["safeguarding"])
    assert [str(why) for why in verdict([], run(files, low), []).reasons] == ["2 past enquiries would fall"]
    assert not verdict([], run(files, high), []).needs_second_lead


def test_what_is_lowered_by_itself_takes_a_second_lead(files):
    low = content(changed(files, HURT, "indicator", "hit-now", flags=["safeguarding"]))
    found = verdict([], Replay(), [], lowered(content(files), low))
    assert [str(why) for why in found.reasons] == ["“Is being hit now” led to 999 and would lead to safeguarding"]


@pytest.mark.parametrize("expected", [("emergency", "emergency"), ("advice", "early_help")])
def test_a_signed_off_vignette_that_misses_takes_a_second_lead(files, expected):
    ran = run_one(content(files), vignette(at_least=expected[0], at_most=expected[1]))
    assert verdict([], Replay(), [ran], signed={"told"}).needs_second_lead
    assert not verdict([], Replay(), [ran], signed=set()).needs_second_lead
