"""What the templates of "Should I refer?" may call besides what the application gives to all."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint
from flask_babel import gettext
from wtforms.fields.choices import SelectChoice

from directory.ages import say_age
from directory.pages.templating import said as spoken
from directory.wording import Words, words
from matching.answers import NOT_SURE
from matching.entries import Kind
from matching.findings import How
from matching.judgement import JUDGEMENT
from matching.questionnaire import Asked
from matching.recommend import Reason
from matching.suggesting import SuggestedAge, Suggestion

HOW: dict[How, Words] = {
    How.SAID: words("You told us:"),
    How.TOPIC: words("You are worried about:"),
    How.NOT_SURE: words("You are not sure about:"),
    How.UNANSWERED: words("Not answered, so we take the careful view:"),
    How.AGE: words("Because of the age:"),
    How.KIND: words("You told us:"),
    How.COMBINED: words("Taken together:"),
}


def register(bp: Blueprint) -> None:
    for function in (ticks, items, how_said, suggested_signs, suggested_ages):
        bp.app_template_global(function.__name__)(function)


def ticks(asked: Asked) -> list[dict[str, Any]]:
    """The options of a question as the GOV.UK macros take them, with "or" before those that stand alone.

    "Not sure" never clears what is ticked: a person may have seen one sign and be unsure of another.
    """
    drawn: list[dict[str, Any]] = []
    for option in asked.options:
        alone = asked.kind is Kind.SEVERAL and option.exclusive
        if alone and not any("divider" in item for item in drawn):
            drawn.append({"divider": gettext("or")})
        item: dict[str, Any] = {"value": option.id, "text": option.words}
        if option.hint:
            item["hint"] = {"text": option.hint}
        if alone and option.id != NOT_SURE:
            item["behaviour"] = "exclusive"
        drawn.append(item)
    return drawn


def items(choices: Iterable[SelectChoice]) -> list[dict[str, str]]:
    """A field's choices as the GOV.UK macros take them."""
    return [{"value": choice.value, "text": choice.label} for choice in choices]


def how_said(reason: Reason) -> Words:
    """What goes before a reason: how it came about."""
    if reason.because.question == JUDGEMENT:
        return words("Your own view:")
    alone = reason.because.how is How.COMBINED and len(reason.members) < 2
    return HOW[How.SAID if alone else reason.because.how]


def suggested_signs(suggestions: Iterable[Suggestion]) -> list[dict[str, Any]]:
    """Suggestions as the GOV.UK macros take them, each with the words that led to it."""
    return [{"value": one.id, "text": one.words, "checked": one.ticked, **_because(one.because)} for one in suggestions]


def suggested_ages(ages: Iterable[SuggestedAge]) -> list[dict[str, Any]]:
    return [
        {
            "value": str(age.years),
            "text": gettext("A child’s age is %(age)s", age=spoken(say_age(age.years))),
            **_because((age.because,)),
        }
        for age in ages
    ]


def _because(parts: Iterable[str]) -> dict[str, Any]:
    """The words that led to something, below it: because you wrote “he flinches” and “has a temper”."""
    quotes = gettext(" and ").join(gettext("“%(words)s”", words=part) for part in parts)
    return {"hint": {"text": gettext("because you wrote %(words)s", words=quotes)}} if quotes else {}
