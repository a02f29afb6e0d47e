"""What every template may call: words in the reader's language, numbers to dial, days and times as people say them, and
addresses of this page with its question changed."""

from datetime import date, datetime
from functools import cache
from typing import Any
from urllib.parse import urlencode

from babel import Locale
from flask import Blueprint, request
from flask_babel import format_date, format_decimal, format_time, get_locale, gettext, ngettext

from directory.beside import texts_beside, told
from directory.vocabulary import TAXONOMY
from directory.wording import Clock, Reviewed, Words

PAGE = "page"
LANGUAGE = "language"
"""The value of a sentence that is the name of a language."""


def register(bp: Blueprint) -> None:
    bp.app_template_global("address_with")(address_with)
    bp.app_template_global("address_without")(address_without)
    bp.app_template_global("same_question")(same_question)
    bp.app_template_global("counting")(counting)
    bp.app_template_filter("day")(day)
    bp.app_template_filter("clock")(clock)
    bp.app_template_filter("said")(said)
    bp.app_template_filter("told")(told_here)
    bp.app_template_filter("language_named")(language_named)
    bp.app_template_filter("tenths")(tenths)
    bp.app_template_filter("dialled")(dialled)


def address_with(**changes: Any) -> str:
    """This page's address with some of its question changed; the list starts again at its first page."""
    question = request.args.to_dict(flat=False)
    question.pop(PAGE, None)
    question.update({name: value if isinstance(value, list) else [value] for name, value in changes.items()})
    asked = urlencode({name: values for name, values in question.items() if any(values)}, doseq=True)
    return f"{request.path}?{asked}" if asked else request.path


def address_without(name: str, value: Any = None) -> str:
    """This page's address with one filter taken off, or one value of it."""
    kept = [] if value is None else [other for other in request.args.getlist(name) if other != str(value)]
    return address_with(**{name: kept})


def same_question() -> str:
    """The question this page was asked, to hang on another page's address, so that the way back keeps it."""
    return address_with().removeprefix(request.path)


def counting(most: int, params: dict[str, Any]) -> dict[str, Any]:
    """What the box that counts its letters is told besides `params`: how many it takes, and what it says of them."""
    left, over = gettext("You have %{count} letters left"), gettext("That is %{count} letters too long")
    return params | {
        "maxlength": most,
        "textareaDescriptionText": gettext("You can write up to %(most)s letters", most=format_decimal(most)),
        "charactersUnderLimitText": _in_every_form(gettext("You have %{count} letter left"), left),
        "charactersAtLimitText": gettext("You have no letters left"),
        "charactersOverLimitText": _in_every_form(gettext("That is %{count} letter too long"), over),
    }


def _in_every_form(one: str, other: str) -> dict[str, str]:
    """For a browser's own rules of plurals: some languages have two more, which are told as any other number."""
    return {"one": one, "few": other, "many": other, "other": other}


def day(value: date) -> str:
    return str(format_date(value, "d MMMM y"))


def clock(value: datetime) -> str:
    """The day and time of a moment that is already local: "Monday 09:00"."""
    return f"{format_date(value, 'EEEE')} {format_time(value.time(), 'HH:mm')}"


def said(words: Words | str | None) -> str:
    """Say a pure module's words in the reader's language."""
    if not isinstance(words, Words):
        return words or ""
    if isinstance(words, Reviewed):
        return told_here(words.message)
    values = {name: _said_inside(name, value) for name, value in words.values.items()}
    if "n" in values and words.plural:
        return str(ngettext(words.message, words.plural, values["n"], **values))
    return str(gettext(words.message, **values))


def _said_inside(name: str, value: Any) -> Any:
    if name == LANGUAGE and isinstance(value, str):
        return language_named(value)
    if isinstance(value, Clock):
        return value.english if str(get_locale() or "en") == "en" else value.figures
    return said(value) if isinstance(value, Words) else value


def language_named(english: str) -> str:
    """A language by its English name, as services tell theirs, in the reader's; one that is not known stays."""
    locale = get_locale()
    code = _codes_of_languages().get(english.casefold())
    return str(locale.languages.get(code, english)) if locale and code else english


@cache
def _codes_of_languages() -> dict[str, str]:
    return {str(name).casefold(): code for code, name in Locale("en").languages.items()}


def tenths(value: float) -> str:
    """A measure with one decimal, as the reader writes it: "1.2" or "1,2"."""
    return str(format_decimal(value, format="0.0"))


def told_here(text: str) -> str:
    """A text of the taxonomy, such as a need's name, in the reader's language where it has been translated."""
    return told(text, texts_beside(TAXONOMY, str(get_locale() or "en")))


def dialled(number: str) -> str:
    """A phone number as a `tel:` link wants it: digits and a leading plus."""
    return "".join(mark for mark in number if mark.isdigit() or mark == "+")
