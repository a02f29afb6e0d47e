"""The forms of the pages about the past."""

from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from wtforms import Field, Form, HiddenField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from directory.curation.history.day_meant import day_meant
from directory.pages.forms import tidy


class DayForm(Form):
    """A day in the past. It changes nothing, so it needs no token."""

    day = StringField(
        lazy_gettext("What did it say on…"),
        description=lazy_gettext("For example 3 March 2026, 3/3/2026 or yesterday"),
        filters=[tidy],
        widget=GovTextInput(),
        render_kw={"class": "govuk-input--width-20"},
        validators=[InputRequired(lazy_gettext("Give a day, for example 3 March 2026"))],
    )
    meant: date | None = None

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today

    def validate_day(self, field: Field) -> None:
        self.meant = day_meant(field.data, self._today)
        if self.meant is None:
            raise ValidationError(gettext("We could not read that day. Write it as 3 March 2026 or 3/3/2026"))
        if self.meant > self._today:
            raise ValidationError(gettext("That day has not come yet. Give today, or a day before it"))


class RestoreForm(FlaskForm):
    why = StringField(
        lazy_gettext("Why do you restore this version?"),
        description=lazy_gettext("It is kept in the history."),
        filters=[tidy],
        widget=GovTextInput(),
        validators=[
            InputRequired(lazy_gettext("Say why you restore this version")),
            Length(max=200, message=lazy_gettext("Keep this under 200 letters")),
        ],
    )
    seen = HiddenField()
    """The mark of the record as it was shown beside this form."""
