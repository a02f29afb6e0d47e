"""How each reason came about, from the answer to the pathway."""

import pytest
from small_content import small_content

from matching.answers import NONE, NOT_SURE, Ages
from matching.content import load_content
from matching.entries import PathwayId
from matching.explaining.explanation import explain_answers
from matching.findings import How
from matching.routes import calm


@pytest.fixture
def content(tmp_path):
    return small_content(tmp_path)


@pytest.fixture
def explained(content):
    """The explanation of these answers when all else is calm."""
    return lambda **answers: explain_answers(
        content, {**calm(content), **{key.replace("signs_", "signs:"): value for key, value in answers.items()}}
    )


def account(explanation, finding):
    return next(one for one in explanation.accounts if one.reason.finding == finding)


def answers_in(account):
    return [(one.asks, str(one.said), one.how, one.page) for one in account.answers]


def test_a_sign_is_told_by_its_worry_and_its_own_words_with_level_and_source(explained):
    told = account(explained(topics=("hurt",), signs_hurt=("says-hurt",)), "says-hurt")
    assert answers_in(told) == [("Being hurt", "Says someone hurt them", How.SAID, "signs")]
    assert (told.reason.level, told.level_name, told.reason.pathway) == (4, "Specialist", PathwayId.SAFEGUARDING)
    assert told.reason.sources[0].area == "Croydon"
    assert told.plain
    assert told.decides


def test_a_combination_names_every_answer_that_it_rests_on_and_what_they_count_as(explained):
    answers = {"ages": Ages((0.2,)), "moves": ("no",), "topics": ("hurt",), "signs_hurt": ("bruise",)}
    told = account(explained(**answers, **{"bruise-detail": ("ordinary",)}), "baby-bruise")
    assert answers_in(told) == [
        ("Does the baby move about?", "No", How.SAID, "risks"),
        ("Being hurt", "A bruise", How.SAID, "signs"),
    ]
    assert [(link.words, link.how) for link in told.links] == [
        ("A mark", How.KIND),
        ("A bruise on a baby who is not moving", How.COMBINED),
    ]
    assert told.kinds == ("A mark",)
    assert told.together
    assert not told.plain


def test_an_answer_left_out_or_not_sure_is_told_as_that_and_never_as_a_yes(explained):
    signs = {"topics": ("hurt",), "signs_hurt": ("bruise",)}
    left_out = account(explained(**signs, **{"bruise-detail": ()}), "bruise-odd")
    assert answers_in(left_out) == [("What about the bruise?", "Not answered", How.UNANSWERED, "more")]
    not_sure = account(explained(**signs, **{"bruise-detail": (NOT_SURE,)}), "bruise-odd")
    assert answers_in(not_sure) == [("What about the bruise?", "Not sure", How.SAID, "more")]
    assert left_out.doubtful
    assert not_sure.doubtful


def test_an_age_is_told_by_its_band_and_never_by_the_age_itself(content):
    real = load_content()
    answers = {**calm(real), "ages": Ages((0.41,)), "child-risks": ("mark",), "moves": ("yes",)}
    told = account(explain_answers(real, answers), "mark-under-six-months")
    assert [str(one.said) for one in told.answers if one.how is How.AGE] == ["Under six months old"]
    assert not any("0.41" in str(one.said) or "5 months" in str(one.said) for one in told.answers)


def test_where_documents_do_not_agree_it_says_which_view_was_taken(explained):
    seen = {"topics": ("hurt",), "signs_hurt": ("bruise",)}
    asked = account(explained(**seen, **{"bruise-detail": ("ordinary",)}), "bruise")
    assert asked.reason.disputed == "Documents differ."
    assert str(asked.view) == "So we asked you more about it. What you answered decides."
    for not_known in ((), (NOT_SURE,)):
        left_open = account(explained(**seen, **{"bruise-detail": not_known}), "bruise")
        assert "Until somebody knows, we take the careful view" in str(left_open.view)
    real = load_content()
    hungry = {**calm(real), "topics": ("daily-care",), "signs:daily-care": ("often-hungry",)}
    plain = account(explain_answers(real, hungry), "often-hungry")
    assert "we take the highest: here level 3" in str(plain.view)
    assert account(explained(topics=("hurt",), signs_hurt=("says-hurt",)), "says-hurt").view is None


def test_the_referrers_own_view_comes_after_what_was_seen(explained):
    told = explained(topics=("hurt",), signs_hurt=("says-hurt",), judgement=("harm",))
    assert [one.reason.finding for one in told.deciding] == ["says-hurt", "judged-harm"]
    assert told.accounts[1].own_view


def test_what_did_not_decide_is_told_besides(explained):
    told = explained(topics=("hurt", "feelings"), signs_hurt=("says-hurt",), signs_feelings=("very-low",))
    assert [one.reason.finding for one in told.besides] == ["very-low"]


def test_answers_that_raised_no_worry_are_named_without_ages_or_place(explained):
    told = explained(topics=("feelings",), signs_feelings=("very-low",), role=("teacher",), ages=Ages((7.0,)))
    asked = dict(told.no_worry)
    assert asked["Who are you?"] == ("A teacher",)
    assert asked["Is anyone in danger?"] == ("No",)
    assert "Feelings" not in asked
    assert "Who are you worried about?" not in asked


def test_every_reason_of_the_real_content_can_be_traced_to_an_answer():
    content = load_content()
    for topic in content.topics:
        for sign in content.checklists[topic]:
            answers = {**calm(content), "topics": (topic,), f"signs:{topic}": (sign.id,)}
            for one in explain_answers(content, answers).accounts if sign.qualifier or sign.red_flag else ():
                assert one.answers, (sign.id, one.reason.finding)
                assert all(answer.asks and answer.page for answer in one.answers)


def test_nothing_told_is_explained_as_nothing(explained):
    told = explained(topics=("everyday",), signs_everyday=(NONE,))
    assert told.recommendation.pathway is PathwayId.ADVICE
    assert all(one.reason.level <= 1 for one in told.accounts)
