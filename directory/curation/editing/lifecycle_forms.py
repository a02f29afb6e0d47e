"""Small forms: close for a while, open again, retire, bring back."""

from datetime import date
from typing import Any

from flask import session
from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import Field, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from directory.curation.editing.answers import NotUnderstood, read_day
from directory.curation.editing.desk import LAST_WHY
from directory.pages.forms import choices, plain_text, tidy
from directory.pages.templating import said
from directory.wording import words

LONGEST_REASON = 200
RETIRED = {
    "contract": words("The contract ended"),
    "closed": words("The organisation closed it"),
    "merged": words("It became part of another service"),
    "moved": words("It moved out of this area"),
    "mistake": words("It was in the directory twice, or never ran"),
    "other": words("Something else"),
}
"""Why a service ends; what is kept is these words and whatever was written besides."""

TOO_LONG = Length(max=LONGEST_REASON, message=lazy_gettext("Keep this under 200 letters"))


class WhyForm(FlaskForm):
    """Every one of these asks how it is known; it is kept in the history."""

    why = StringField(
        lazy_gettext("How do you know?"),
        default=lambda: session.get(LAST_WHY, ""),
        filters=[tidy],
        validators=[InputRequired(lazy_gettext("Say how you know")), TOO_LONG],
    )


class CloseForm(WhyForm):
    reopens_on = StringField(
        lazy_gettext("When does it open again?"),
        description=lazy_gettext("For example 1/9/2026. Leave it blank if nobody knows"),
        filters=[tidy],
    )
    alert = StringField(
        lazy_gettext("Notice at the top of its page"),
        description=lazy_gettext("For example: moving to a new building"),
        filters=[tidy],
        validators=[TOO_LONG],
    )
    opens: date | None = None

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def validate_reopens_on(self, field: Field) -> None:
        try:
            self.opens = read_day(field.data, field.name, self.today)
        except NotUnderstood as error:
            raise ValidationError(said(error.words)) from error
        if self.opens and self.opens <= self.today:
            raise ValidationError(gettext("Give a day that has not come yet, or leave it blank"))


class RetireForm(WhyForm):
    reason = RadioField(
        lazy_gettext("Why does it end?"), validators=[InputRequired(lazy_gettext("Choose why it ends"))]
    )
    details = TextAreaField(
        lazy_gettext("More about it (shown on its page)"), filters=[plain_text], validators=[TOO_LONG]
    )
    successor_words = StringField(lazy_gettext("Find the service to go to instead"), filters=[tidy])
    successor_id = RadioField(lazy_gettext("Where should people go instead?"), default="", validate_choice=False)

    def __init__(self, *args: Any, successors: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reason.choices = choices(RETIRED)
        self.successor_id.choices = [("", gettext("Nowhere in particular")), *successors.items()]

    def choose_the_only_one(self) -> None:
        """Where the words found a single service, that is the one they meant; it can be unchosen."""
        if not self.successor_id.data and self.successor_words.data and len(self.successor_id.choices) == 2:
            self.successor_id.data = self.successor_id.choices[1][0]

    def validate_successor_id(self, field: Field) -> None:
        if (field.data or "") not in {value for value, _ in field.choices}:
            raise ValidationError(gettext("Choose one of the services shown here"))

    def validate_details(self, field: Field) -> None:
        if self.reason.data == "other" and not field.data:
            raise ValidationError(gettext("Say why it ends"))

    @property
    def because(self) -> str:
        """What its page says for as long as anybody looks."""
        label = gettext(RETIRED[self.reason.data].message) if self.reason.data != "other" else ""
        return ". ".join(part for part in (label, self.details.data) if part)
