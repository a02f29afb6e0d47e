"""Made-up cases: those that come with the content end where they must, and each kind of miss is told apart."""

import pytest

from matching.answers import NOT_SURE, SIGNS, Ages
from matching.content import load_content
from matching.entries import PathwayId
from matching.errors import ContentError
from matching.vignettes import Result, answers_of, load_vignettes, run, run_one, unread, vignette_from

CONTENT = load_content()
SHIPPED = load_vignettes()
PLAIN = {
    "id": "told",
    "title": "A child tells",
    "ages": [8],
    "signs": ["child-says-hurt"],
    "answers": {"role": "teacher"},
    "at_least": "safeguarding",
    "at_most": "safeguarding",
}


@pytest.mark.parametrize("ran", run(CONTENT, SHIPPED), ids=[vignette.id for vignette in SHIPPED])
def test_a_case_that_comes_with_the_content_ends_where_it_must(ran):
    assert ran.result is Result.PASSED
    assert ran.unread == ()


def test_there_are_many_of_every_pathway_and_of_every_topic():
    assert len(SHIPPED) >= 40
    assert {vignette.at_least for vignette in SHIPPED} == set(PathwayId)
    signs = {sign for vignette in SHIPPED for sign in vignette.signs}
    assert {CONTENT.indicators[sign].topic for sign in signs} == set(CONTENT.topics)


@pytest.mark.parametrize(
    ("least", "most", "result"),
    [
        ("safeguarding", "safeguarding", Result.PASSED),
        ("advice", "emergency", Result.PASSED),
        ("emergency", "emergency", Result.TOO_LOW),
        ("advice", "early_help", Result.TOO_HIGH),
    ],
)
def test_too_low_is_told_from_too_high(least, most, result):
    assert run_one(CONTENT, vignette_from({**PLAIN, "at_least": least, "at_most": most})).result is result


def test_signs_bring_their_topics_and_what_is_not_said_is_calm():
    answers = answers_of(CONTENT, vignette_from(PLAIN))
    assert answers[CONTENT.topics_question] == ("physical-harm",)
    assert answers[SIGNS + "physical-harm"] == ("child-says-hurt",)
    assert answers["danger"] == ("no",)
    assert answers["role"] == ("teacher",)
    assert answers[CONTENT.ages_question] == Ages((8.0,))


def test_a_question_about_a_sign_that_is_not_answered_was_left_out():
    case = vignette_from({**PLAIN, "signs": ["mark-to-ask-about"]})
    assert "bruise-detail" not in answers_of(CONTENT, case)
    assert run_one(CONTENT, case).reached is PathwayId.SAFEGUARDING


def test_a_topic_can_be_chosen_without_being_sure_of_a_sign():
    unsure = {"topics": "home-conflict", SIGNS + "home-conflict": NOT_SURE}
    ran = run_one(CONTENT, vignette_from({**PLAIN, "signs": [], "answers": unsure}))
    assert (ran.reached, ran.unread) == (PathwayId.SAFEGUARDING, ())


def test_what_the_content_does_not_know_is_named():
    case = vignette_from(
        {**PLAIN, "signs": ["child-says-hurt", "no-such-sign"], "answers": {"role": "pirate", "no-such": "yes"}}
    )
    assert unread(CONTENT, case) == ("no-such-sign", "role: pirate", "no-such")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"at_least": "emergency"}, "turn them round"),
        ({"at_least": "sometimes"}, "at_least is 'sometimes'"),
        ({"title": " "}, "title"),
        ({"ages": [40]}, "ages"),
        ({"signs": ["Not An Id"]}, "small letters"),
        ({"story": "A text"}, "story is not something that can be said here"),
    ],
)
def test_a_case_that_cannot_be_is_refused_with_its_mend(wrong, said):
    with pytest.raises(ContentError, match=said):
        vignette_from({**PLAIN, **wrong})


def test_two_of_one_id_and_unknown_fields_are_told_by_file_and_case(tmp_path):
    one = '[[vignette]]\nid = "a"\ntitle = "A"\nat_least = "advice"\nat_most = "advice"\n'
    (tmp_path / "vignettes.toml").write_text(one + one + one.replace('"a"', '"b"') + "worry = 3\n")
    with pytest.raises(ContentError) as refused:
        load_vignettes(tmp_path)
    assert refused.value.problems == (
        "vignettes.toml, vignette 'b': worry is not something that can be said here. Take it out.",
        "vignettes.toml, vignette 'a': there are two. Give one another id.",
    )


def test_content_without_cases_has_none(tmp_path):
    assert load_vignettes(tmp_path) == ()


def test_what_is_kept_of_a_case_makes_it_again():
    about = ("id", "title", "at_least", "at_most")
    for vignette in SHIPPED:
        assert vignette_from(vignette.plain() | {name: getattr(vignette, name) for name in about}) == vignette
