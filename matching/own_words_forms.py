"""The forms of "Tell us in your own words". What is typed here is read and forgotten."""

import math
import re

from flask_babel import format_decimal, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import Field, Form, HiddenField, SelectMultipleField, TextAreaField
from wtforms.validators import StopValidation

from directory.pages.forms import tidy
from matching.answers import OLDEST

LONGEST_TOLD = 2000
LONGEST_PLACE, LONGEST_AGE = 80, 60
"""As long as the search takes them."""
JOINERS = "\u200c\u200d"
"""They join letters of some scripts, and emoji."""
BLANK_LINES = re.compile(r"\n{3,}")


def told(text: str | None) -> str:
    """What was typed, with its lines, without characters that no keyboard makes."""
    lines = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    kept = (letter if letter.isprintable() or letter == "\n" or letter in JOINERS else " " for letter in lines)
    return BLANK_LINES.sub("\n\n", "".join(kept)).strip()


def says_something(_form: Form, field: Field) -> None:
    if not any(letter.isalnum() for letter in field.data):
        raise StopValidation(lazy_gettext("Write a few words about what you have seen or heard"))
    if field.data.replace(" ", "").isdigit():
        raise StopValidation(lazy_gettext("Write words, not only numbers"))


def not_too_long(_form: Form, field: Field) -> None:
    if len(field.data) > LONGEST_TOLD:
        over = len(field.data) - LONGEST_TOLD
        raise StopValidation(
            lazy_gettext(
                "That is %(over)s letters too long. Keep what matters most: 2,000 letters", over=format_decimal(over)
            )
        )


class OwnWordsForm(Form):
    """A text to be read. It changes nothing and nothing of it is kept, so it needs no token."""

    text = TextAreaField(filters=[told], validators=[says_something, not_too_long])
    place = HiddenField(filters=[tidy])
    """What was typed on the search page beside the words, to be carried along."""
    age = HiddenField(filters=[tidy])


class ConfirmForm(FlaskForm):
    """What the person ticked. Of an id that is in the content no more nothing is said: it is no mistake of theirs."""

    signs = SelectMultipleField(validate_choice=False)
    needs = SelectMultipleField(validate_choice=False)
    ages = SelectMultipleField(validate_choice=False)
    place = HiddenField(filters=[tidy])
    age = HiddenField(filters=[tidy])

    def years(self) -> tuple[float, ...]:
        return tuple(years for years in map(_years, self.ages.data or ()) if years is not None)

    def typed_place(self) -> str | None:
        return self.place.data if 0 < len(self.place.data) <= LONGEST_PLACE else None

    def typed_age(self) -> str | None:
        return self.age.data if 0 < len(self.age.data) <= LONGEST_AGE else None


def _years(text: str) -> float | None:
    try:
        years = float(text)
    except ValueError:
        return None
    return round(years, 2) if math.isfinite(years) and 0 <= years < OLDEST else None
