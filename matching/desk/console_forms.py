"""What the desk's one screen sends: what the caller says, the facts, and what is ticked. It reads and keeps nothing."""

from collections.abc import Iterable, Mapping

from flask_babel import gettext, lazy_gettext
from wtforms import Field, Form, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from directory.pages.forms import tidy
from matching.desk.script import Said
from matching.desk.shortlist import MOST_NEEDS, MOST_SIGNS
from matching.own_words_forms import LONGEST_AGE, LONGEST_PLACE, LONGEST_TOLD, told

OTHER_LANGUAGE = "another language"
"""One that nobody here has a name for: interpreters count."""
PROMPT = "said-"
"""Prefix of the fields that hold what a caller answered to a prompt."""


class Known(SelectField):
    """One of the choices; anything else was not chosen here and counts as not said."""

    data: str | None

    def pre_validate(self, form: Form) -> None:
        if self.data not in {value for value, _ in self.choices}:
            self.data = self.default


class Ticked(SelectMultipleField):
    """Ids that were ticked, once each. Of an id that nobody knows nothing is said: it is no mistake of the officer."""

    def __init__(self, *args: object, most: int, **kwargs: object) -> None:
        super().__init__(*args, validate_choice=False, choices=(), **kwargs)
        self.most = most

    def ids(self, known: Iterable[str] | Mapping[str, object]) -> tuple[str, ...]:
        there = set(known)
        return tuple(name for name in dict.fromkeys(self.data or ()) if name in there)[: self.most]


class ConsoleForm(Form):
    text = TextAreaField(filters=[told, lambda text: text[:LONGEST_TOLD]])
    place = StringField(
        filters=[tidy],
        validators=[
            Optional(),
            Length(max=LONGEST_PLACE, message=lazy_gettext("Give a postcode, or the name of a town or village")),
        ],
    )
    age = StringField(
        filters=[tidy],
        validators=[
            Optional(),
            Length(max=LONGEST_AGE, message=lazy_gettext("Give an age, for example 7, 8 months or unborn")),
        ],
    )
    who = Known(default="")
    language = Known(default="")
    needs, signs = Ticked(most=MOST_NEEDS), Ticked(most=MOST_SIGNS)
    needs_for_you, signs_for_you = Ticked(most=MOST_NEEDS), Ticked(most=MOST_SIGNS)
    """What the page had ticked by itself: one of these that comes back without its tick was taken off."""
    needs_off, signs_off = Ticked(most=MOST_NEEDS), Ticked(most=MOST_SIGNS)
    """What was taken off before."""

    def __init__(self, sent: object = None, *, who: Mapping[str, str], languages: Iterable[str], **data: object):
        super().__init__(sent, **data)
        self.who.choices = [("", gettext("Not said")), *who.items()]
        named = sorted(set(languages))
        self.language.choices = [
            ("", gettext("Not said")),
            *((name, name) for name in named),
            (OTHER_LANGUAGE, gettext("Another language")),
        ]
        self.sent: Mapping[str, str] = sent if isinstance(sent, Mapping) else {}

    def prompts_said(self) -> dict[str, Said]:
        """What the caller answered, by the ids of the prompts."""
        values = set(Said)
        return {
            name.removeprefix(PROMPT): Said(said)
            for name, said in self.sent.items()
            if name.startswith(PROMPT) and said in values
        }

    def say_wrong(self, field: Field, words: str) -> None:
        field.errors = [*field.errors, words]
