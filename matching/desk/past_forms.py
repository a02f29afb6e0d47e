"""The form that asks what the directory said."""

from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from wtforms import Field, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from directory.curation.history.day_meant import day_meant
from directory.pages.forms import tidy


class OnADayForm(FlaskForm):
    what = StringField(
        lazy_gettext("Reference, or name of a service"),
        description=lazy_gettext("For example RD-7K3MQ-2XW4T, or Willow Family Hub"),
        filters=[tidy],
        widget=GovTextInput(),
        render_kw={"autocomplete": "off", "spellcheck": "false"},
        validators=[
            InputRequired(lazy_gettext("Write a reference, or the name of a service")),
            Length(max=120, message=lazy_gettext("That is too long for a name or a reference")),
        ],
    )
    day = StringField(
        lazy_gettext("On which day?"),
        description=lazy_gettext("For example 3 March 2026, 3/3/2026 or yesterday"),
        filters=[tidy],
        widget=GovTextInput(),
        render_kw={"class": "govuk-input--width-20", "autocomplete": "off"},
        validators=[Length(max=60, message=lazy_gettext("Write a day, such as 3 March 2026"))],
    )
    meant: date | None = None

    def __init__(self, *, today: date, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._today = today

    def validate_day(self, field: Field) -> None:
        if not field.data:
            return  # of an enquiry, the moment of the advice
        self.meant = day_meant(field.data, self._today)
        if self.meant is None:
            raise ValidationError(gettext("We could not read that day. Write it as 3 March 2026 or 3/3/2026"))
        if self.meant > self._today:
            raise ValidationError(gettext("That day has not come yet. Give today, or a day before it"))
