"""Answers, what they establish, and which page comes next."""

import pytest
from small_content import small_content

from matching.answers import NONE, NOT_SURE, Ages, Where, answer, answers_from_json, answers_to_json
from matching.errors import InvalidAnswer
from matching.findings import How, findings
from matching.questionnaire import next_page, page_state, pages, previous_page, progress, said, skipped

CALM = {"danger": ("no",), "role": ("other",), "ages": Ages((7.0,)), "place": Where()}


@pytest.fixture
def content(tmp_path):
    return small_content(tmp_path)


def ids(states):
    return [state.id for state in states]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"danger": ("yes",)}, {"danger-now"}),
        ({"danger": ("no",)}, set()),
        ({"danger": ("yes", "no")}, {"danger-now"}),
        ({"topics": ("hurt",), "signs:hurt": ("says-hurt",)}, {"topic:hurt", "says-hurt"}),
        ({"topics": ("hurt",), "signs:hurt": (NONE,)}, {"topic:hurt"}),
        ({"topics": ("hurt",), "signs:hurt": (NOT_SURE,)}, {"topic:hurt", "unsure:hurt"}),
        ({"topics": ("hurt",), "signs:hurt": ()}, {"topic:hurt", "unsure:hurt"}),
        ({"topics": ("hurt",)}, {"topic:hurt", "unsure:hurt"}),
        ({"topics": ("hurt",), "signs:hurt": ("says-hurt", NOT_SURE)}, {"topic:hurt", "says-hurt", "unsure:hurt"}),
        ({"topics": ("hurt",), "signs:hurt": ("says-hurt", NONE)}, {"topic:hurt", "says-hurt"}),
        ({"topics": ("hurt",), "signs:hurt": ("no-longer-there",)}, {"topic:hurt", "unsure:hurt"}),
        ({"topics": ("no-longer-there",)}, {"unsure:topics"}),
        ({"topics": ("everyday",), "signs:everyday": ()}, {"topic:everyday"}),
        ({"topics": ("everyday",), "signs:everyday": (NOT_SURE,)}, {"topic:everyday", "unsure:everyday"}),
    ],
)
def test_what_answers_establish(content, answers, expected):
    assert set(findings(content, {**CALM, **answers})) == expected


def test_a_qualifier_decides_how_serious_it_is_and_doubt_takes_the_highest(content):
    bruise = {**CALM, "topics": ("hurt",), "signs:hurt": ("bruise",)}
    assert "bruise-odd" not in findings(content, {**bruise, "bruise-detail": ("ordinary",)})
    for unknown in ({}, {"bruise-detail": ()}, {"bruise-detail": (NOT_SURE,)}, {"bruise-detail": ("no-such-option",)}):
        assert "bruise-odd" in findings(content, {**bruise, **unknown})


def test_a_combination_is_told_with_what_it_rests_on(content):
    found = findings(
        content,
        {**CALM, "ages": Ages((0.2,)), "moves": ("no",), "topics": ("hurt",), "signs:hurt": ("bruise",)},
    )
    assert found["baby-bruise"].how is How.COMBINED
    assert found["baby-bruise"].members == ("mark", "not-mobile")
    assert found["mark"].members == ("bruise",)
    assert found["under-one"].how is How.AGE


@pytest.mark.parametrize(
    ("ages", "expected"),
    [
        (Ages((0.9, 12.0)), {"under-one"}),
        (Ages((1.0,)), set()),
        (Ages(unborn=True), {"unborn"}),
        (Ages(), {"under-one"}),
        ((), {"under-one"}),
    ],
)
def test_ages_establish_their_bands_and_unknown_ages_the_most_careful_ones(content, ages, expected):
    bands = {"unborn", "under-one"}
    assert bands & findings(content, {**CALM, "ages": ages}).keys() == expected


def test_what_was_said_outright_is_the_reason_even_where_it_was_assumed_before(content):
    found = findings(
        content, {**CALM, "ages": (), "moves": ("no",), "topics": ("hurt",), "signs:hurt": ("bruise", "baby-bruise")}
    )
    assert found["baby-bruise"].how is How.SAID
    assert found["not-mobile"].option == "no"


def test_a_sign_that_is_ticked_counts_and_stays_on_its_checklist_when_its_topic_is_not_chosen(content):
    answers = {**CALM, "topics": ("feelings",), "signs:hurt": ("says-hurt",), "signs:feelings": (NONE,)}
    assert "says-hurt" in findings(content, answers)
    assert [question.id for question in page_state(content, answers, "signs").questions] == [
        "signs:hurt",
        "signs:feelings",
    ]
    unticked = answer(content, answers, "signs:hurt", ())
    assert [question.id for question in page_state(content, unticked, "signs").questions] == ["signs:feelings"]


def test_answers_to_a_question_no_longer_asked_are_kept_but_do_not_count(content):
    answers = {**CALM, "ages": Ages((0.5,)), "moves": ("no",)}
    assert "not-mobile" in findings(content, answers)
    older = answer(content, answers, "ages", Ages((3.0,)))
    assert "not-mobile" not in findings(content, older)
    assert older["moves"] == ("no",)


@pytest.mark.parametrize(
    ("ages", "shown"),
    [
        (Ages(), True),
        (Ages((0.1,)), True),
        (Ages((2.9,)), True),
        (Ages((3.0,)), False),
        (Ages((9.0, 1.0)), True),
        (Ages(unborn=True), True),
    ],
)
def test_a_sign_for_an_age_is_shown_unless_the_ages_are_known_to_be_others(content, ages, shown):
    state = page_state(content, {**CALM, "ages": ages, "topics": ("hurt",)}, "signs")
    assert ("baby-bruise" in [option.id for option in state.questions[0].options]) is shown


def test_a_checklist_ends_with_none_of_these_and_not_sure_and_never_shows_hidden_signs(content):
    (checklist,) = page_state(content, {**CALM, "topics": ("hurt",)}, "signs").questions
    assert [option.id for option in checklist.options] == ["hit-now", "says-hurt", "bruise", NONE, NOT_SURE]
    assert [option.exclusive for option in checklist.options[-2:]] == [True, True]


def test_only_pages_with_something_to_ask_are_shown(content):
    assert ids(pages(content, CALM)) == ["danger", "you", "children", "worries", "judgement"]
    worried = {**CALM, "ages": Ages((0.5,)), "topics": ("hurt",), "signs:hurt": ("bruise",)}
    assert ids(pages(content, worried)) == list(content.pages)


def test_the_pages_come_one_after_the_other_and_then_the_check(content):
    answers = {}
    seen = []
    given = {
        "danger": {"danger": ("no",)},
        "you": {"role": ("other",)},
        "children": {"ages": Ages((7.0,)), "place": Where()},
        "worries": {"topics": ("hurt",)},
        "signs": {"signs:hurt": ("bruise",)},
        "more": {"bruise-detail": ("ordinary",)},
        "judgement": {"judgement": ()},
    }
    state = next_page(content, answers)
    while state:
        seen.append(state.id)
        for key, value in given[state.id].items():
            answers = answer(content, answers, key, value)
        state = next_page(content, answers, after=state.id)
    assert seen == list(given)


def test_a_required_page_cannot_be_left_out_and_another_can(content):
    assert next_page(content, {"danger": ()}).id == "danger"
    assert next_page(content, {"danger": ("no",), "role": ()}).id == "children"


def test_after_a_change_the_next_page_is_the_one_that_is_newly_asked(content):
    answers = {**CALM, "topics": ("feelings",), "signs:feelings": (NONE,), "judgement": ("less",)}
    assert next_page(content, answers, after="judgement") is None
    changed = answer(content, answers, "ages", Ages((0.5,)))
    assert next_page(content, changed, after="children").id == "risks"
    assert next_page(content, changed, after="judgement").id == "risks"


def test_danger_leaves_every_other_page_to_be_reached(content):
    answers = {"danger": ("yes",)}
    assert next_page(content, answers, after="danger").id == "you"


def test_the_page_before_skips_what_is_not_asked(content):
    answers = {**CALM, "topics": ("feelings",), "signs:feelings": (NONE,)}
    assert previous_page(content, answers, "judgement").id == "signs"
    assert previous_page(content, answers).id == "judgement"
    assert previous_page(content, answers, "danger") is None


def test_progress_counts_the_pages_now_asked(content):
    assert progress(content, CALM, "you").number == 2
    assert progress(content, CALM, "you").of == 5


def test_the_check_page_says_the_chosen_options_in_words(content):
    answers = {**CALM, "topics": ("hurt", "feelings"), "signs:hurt": ("says-hurt",), "signs:feelings": (NOT_SURE,)}
    told = {one.question.id: one.words for one in said(content, answers)}
    assert told["topics"] == ("Being hurt", "Feelings")
    assert told["signs:hurt"] == ("Says someone hurt them",)
    assert told["signs:feelings"] == ("Not sure",)
    assert told["ages"] == ()


def test_what_was_left_out_or_not_sure_is_named(content):
    answers = {**CALM, "topics": ("hurt",), "signs:hurt": (NOT_SURE,), "judgement": ("less",)}
    assert skipped(content, answers) == ("Who are you worried about?", "Being hurt")


@pytest.mark.parametrize(
    ("question", "value", "said"),
    [
        ("danger", ("maybe",), "one of its options"),
        ("danger", ("yess",), "Did you mean 'yes'?"),
        ("danger", ("yes", "no"), "one of them"),
        ("danger", Ages((3.0,)), "options from its list"),
        ("topics", ("hrut",), "Did you mean 'hurt'?"),
        ("signs:hurt", ("bruise-odd",), "one of its options"),
        ("signs:hurt", ("tired",), "one of its options"),
        ("signs:hurrt", ("bruise",), "the answer to a question that is asked"),
        ("signs", ("bruise",), "the answer to a question that is asked"),
        ("dangr", ("yes",), "Did you mean 'danger'?"),
        ("ages", Ages((-1.0,)), "ages in years"),
        ("ages", Ages((26.0,)), "ages in years"),
        ("ages", Ages((float("nan"),)), "ages in years"),
        ("ages", ("7",), "ages in years"),
        ("place", Where("Ashfield"), "a district code such as E07000170"),
        ("place", Where(None, "7 High Street"), "an outcode such as NG17"),
        ("place", ("NG17",), "a district and the first half of a postcode"),
    ],
)
def test_an_answer_that_is_not_offered_is_refused_with_what_would_do(content, question, value, said):
    with pytest.raises(InvalidAnswer) as refused:
        answer(content, {}, question, value)
    assert refused.value.question == question
    assert said in str(refused.value)


def test_an_answer_is_tidied_and_a_concern_wins_over_none_of_these(content):
    answers = answer(content, {}, "signs:hurt", (NONE, "bruise", "says-hurt", "bruise"))
    assert answers == {"signs:hurt": ("says-hurt", "bruise")}
    kept = answer(content, {}, "signs:hurt", ("bruise", NOT_SURE))
    assert kept == {"signs:hurt": ("bruise", NOT_SURE)}


def test_answering_leaves_the_answers_before_as_they_were(content):
    before = {"danger": ("no",)}
    after = answer(content, before, "danger", ("yes",))
    assert before == {"danger": ("no",)}
    assert after == {"danger": ("yes",)}


def test_answers_are_the_same_after_they_were_kept():
    answers = {"danger": ("no",), "role": (), "ages": Ages((0.2, 7.0), True), "place": Where("E07000170", "NG17")}
    assert answers_from_json(answers_to_json(answers)) == answers
