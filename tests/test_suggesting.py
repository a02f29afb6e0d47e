"""What is shown of somebody's own words: what is ticked, what led to it, and which ages were said."""

from dataclasses import dataclass

import pytest

from matching.content import load_content
from matching.suggesting import (
    LONGEST_SAID,
    MOST_SIGNS,
    ages_suggested,
    pieces,
    quoted,
    signs_suggested,
    words_of_danger,
)


@dataclass(frozen=True)
class Read:
    """A sign as the understanding of a text gives it."""

    id: str
    words: tuple[str, ...] = ()
    certain: bool = False


@pytest.fixture(scope="module")
def content():
    return load_content()


def test_only_what_was_said_outright_is_ticked_already(content):
    signs = signs_suggested(
        content, [Read("bruise-not-mobile", ("bruise",), certain=True), Read("unwashed", ("dirty",))]
    )
    assert [(sign.id, sign.ticked, sign.because) for sign in signs] == [
        ("bruise-not-mobile", True, ("bruise",)),
        ("unwashed", False, ("dirty",)),
    ]


def test_a_sign_the_content_does_not_know_and_a_judgement_nobody_gave_are_not_suggested(content):
    assert (
        signs_suggested(content, [Read("no-such-sign", certain=True), Read("judged-harm"), Read("danger-unclear")])
        == ()
    )


def test_however_many_are_likely_those_said_outright_are_all_shown(content):
    names = [name for name, indicator in content.indicators.items() if not indicator.hidden]
    found = [Read(name) for name in names[:40]] + [Read(name, certain=True) for name in names[40:60]]
    shown = signs_suggested(content, found)
    assert {sign.id for sign in shown} == set(names[40:60])
    assert len(signs_suggested(content, found[:40])) == MOST_SIGNS


def test_the_words_of_danger_are_those_of_the_gravest_sign_said_outright(content):
    found = [
        Read("unwashed", ("dirty",)),
        Read("being-hurt-now", ("he is hitting him",), certain=True),
        Read("bruise-not-mobile", ("a bruise",), certain=True),
    ]
    assert words_of_danger(content, found) == ("he is hitting him",)
    assert words_of_danger(content, found[:1] + found[2:]) == ("a bruise",)
    assert words_of_danger(content, found[:1]) == ()


def test_words_of_danger_inside_longer_ones_are_not_said_twice(content):
    both = Read("bruise-not-mobile", ("bruise on", "bruise on a ten-week-old"), certain=True)
    assert words_of_danger(content, [both]) == ("bruise on a ten-week-old",)


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("A bruise on a ten-week-old's cheek", [(0.19, "ten-week-old's")]),
        ("She is 12 and her brother is in Year 4", [(12.0, "12"), (8.0, "Year 4")]),
        ("my 15 year old and a 6 month old", [(15.0, "15 year old"), (0.5, "6 month old")]),
        ("he has been like this for 3 weeks", []),
        ("three weeks ago she fell", []),
        ("I am 43", []),
        ("", []),
    ],
)
def test_the_ages_that_a_text_gives(text, ages):
    assert [(age.years, age.because) for age in ages_suggested(text)] == ages


def test_the_text_is_given_back_whole_with_the_words_marked():
    text = "He flinches.\nShe <b>shouts</b> & flinches."
    cut = pieces(text, ["flinches", "<b>shouts</b>", "not there", ""])
    assert "".join(piece.text for piece in cut) == text
    assert [piece.text for piece in cut if piece.marked] == ["flinches", "<b>shouts</b>"]


def test_words_that_overlap_are_marked_as_one():
    assert [piece.text for piece in pieces("he hit her hard", ["hit her", "her hard"]) if piece.marked] == [
        "hit her hard"
    ]
    assert pieces("", ["x"]) == ()


def test_a_reason_is_on_one_line_and_short():
    assert quoted(["a\n  b", "x" * 1000, " "]) == ("a b", "x" * (LONGEST_SAID - 1) + "…")
