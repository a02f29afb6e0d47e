"""A day in a form: the browser's own calendar where it has one, and typed as people write it where it has none."""

from datetime import date, datetime
from typing import Any

from flask_babel import gettext
from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from wtforms import Field

WRITTEN = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y")
EARLIEST, LATEST = date(1948, 1, 1), date(2100, 1, 1)


class DayField(Field):
    """`data` is a date, or None where nothing was typed."""

    widget = GovTextInput()

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("render_kw", {"type": "date", "class": "govuk-input--width-10"})
        super().__init__(label, validators, **kwargs)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.data.isoformat() if self.data else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        text = " ".join("".join(valuelist[:1]).split())
        self.data = read_day(text) if text else None
        if text and self.data is None:
            raise ValueError(gettext("Give a day, such as 31/3/2026"))


def read_day(text: str) -> date | None:
    """The day that a text names, or None where it names none that can be meant."""
    for written in WRITTEN:
        try:
            found = datetime.strptime(text, written).date()
        except ValueError:
            continue
        return found if EARLIEST <= found <= LATEST else None
    return None
