"""Boxes whose answer is read as people write it: a day, a number, weeks, pounds. See `editing/answers.py`."""

from collections.abc import Callable
from datetime import date
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from wtforms import Field

from directory.curation.blueprint import house
from directory.curation.editing.answers import (
    NotUnderstood,
    read_day,
    read_number,
    read_pounds,
    read_weeks,
    say_day,
    say_number,
    say_pounds,
)
from directory.pages.templating import said

NARROW = {"class": "govuk-input--width-10", "autocomplete": "off"}


class AnswerField(Field):
    """`data` is what was read, or None where nothing was typed."""

    widget = GovTextInput()

    def __init__(self, label: Any, *, reads: Callable[[str], Any], says: Callable[[Any], str], **kwargs: Any) -> None:
        kwargs.setdefault("render_kw", NARROW)
        super().__init__(label, **kwargs)
        self._reads, self._says = reads, says

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else self._says(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        text = " ".join("".join(valuelist[:1]).split())
        try:
            self.data = self._reads(text) if text else None
        except NotUnderstood as error:
            self.data = None
            raise ValueError(said(error.words)) from error


def day_field(label: Any, **kwargs: Any) -> AnswerField:
    """A day: "31/3/2026", "31 March 2026", "today"."""
    return AnswerField(label, reads=lambda text: read_day(text, "", _today()), says=say_day, **kwargs)


def whole_field(label: Any, **kwargs: Any) -> AnswerField:
    return AnswerField(label, reads=lambda text: read_number(text, "", whole=True), says=say_number, **kwargs)


def weeks_field(label: Any, **kwargs: Any) -> AnswerField:
    return AnswerField(label, reads=lambda text: read_weeks(text, ""), says=say_number, **kwargs)


def pounds_field(label: Any, **kwargs: Any) -> AnswerField:
    return AnswerField(label, reads=lambda text: read_pounds(text, ""), says=say_pounds, **kwargs)


def _today() -> date:
    today: date = house().now().date()
    return today
