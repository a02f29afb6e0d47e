"""The line of steps above each question."""

import pytest

from matching.content import load_content
from matching.questionnaire import pages
from matching.steps import steps


@pytest.fixture(scope="module")
def content():
    return load_content()


def drawn(content, answers, here):
    return [
        (step.page_id, step.done, step.here) for step in steps(content.pages.values(), pages(content, answers), here)
    ]


def test_the_line_starts_with_danger_and_ends_with_the_check(content):
    line = drawn(content, {}, "danger")
    assert line[0] == ("danger", False, True)
    assert line[-1] == ("check", False, False)


def test_the_signs_are_drawn_before_a_topic_is_chosen_so_that_the_line_does_not_grow(content):
    before = [page for page, _, _ in drawn(content, {}, "danger")]
    after = [page for page, _, _ in drawn(content, {"topics": ("everyday",)}, "signs")]
    assert before == after


def test_an_answered_page_is_done(content):
    line = {page: done for page, done, _ in drawn(content, {"danger": ("no",)}, "you")}
    assert line["danger"]
    assert not line["you"]


def test_every_page_has_a_short_name(content):
    assert all(len(str(step.name)) <= 10 for step in steps(content.pages.values(), pages(content, {}), "danger"))
