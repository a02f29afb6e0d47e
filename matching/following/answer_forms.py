"""What a service is asked on the page behind its link: one press each."""

from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovSelect, GovTextArea, GovTextInput
from wtforms import Field, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from directory.curation.history.day_meant import day_meant
from directory.pages.forms import choices, plain_text, tidy
from matching.following.models import LONGEST_NOTE
from matching.following.words import CANNOT

DAY = {"type": "date"}
MOST_DAYS = 730


class PlainForm(FlaskForm):
    """A button and nothing else."""


class DateForm(FlaskForm):
    """The day on which help can begin."""

    offered_on = StringField(
        lazy_gettext("The day you can offer"),
        filters=[tidy],
        widget=GovTextInput(),
        render_kw=DAY | {"class": "govuk-input--width-10"},
        validators=[InputRequired(lazy_gettext("Give the day"))],
    )
    meant: date | None = None

    def __init__(self, today: date, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._today = today

    def validate_offered_on(self, field: Field) -> None:
        self.meant = day_meant(field.data, self._today)
        if self.meant is None or not 0 <= (self.meant - self._today).days <= MOST_DAYS:
            raise ValidationError(gettext("Give a day to come, such as 2026-04-13"))


class CannotForm(FlaskForm):
    reason = SelectField(
        lazy_gettext("Why not?"),
        widget=GovSelect(),
        default="",
        validators=[InputRequired(lazy_gettext("Choose why not"))],
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.reason.choices = choices(CANNOT, blank=gettext("Choose a reason"))


class StartedForm(FlaskForm):
    started_on = StringField(
        lazy_gettext("The day it began"),
        filters=[tidy],
        widget=GovTextInput(),
        render_kw=DAY | {"class": "govuk-input--width-10"},
        validators=[InputRequired(lazy_gettext("Give the day"))],
    )
    meant: date | None = None

    def __init__(self, made_on: date, today: date, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._made_on, self._today = made_on, today

    def validate_started_on(self, field: Field) -> None:
        self.meant = day_meant(field.data, self._today)
        if self.meant is None or not self._made_on <= self.meant <= self._today:
            raise ValidationError(gettext("Give a day between the day you were asked and today"))


class AnswerNoteForm(FlaskForm):
    note = TextAreaField(
        lazy_gettext("Anything to add? (optional)"),
        description=lazy_gettext("For whoever asked. No names, numbers or addresses. The front door reads it first."),
        filters=[plain_text],
        widget=GovTextArea(),
        render_kw={"rows": "3", "maxlength": str(LONGEST_NOTE)},
        validators=[
            InputRequired(lazy_gettext("Write a few words, or leave this page as it is")),
            Length(max=LONGEST_NOTE, message=lazy_gettext("Keep this under %(most)s letters", most=LONGEST_NOTE)),
        ],
    )
