"""The form that gives a shortlist to a caller."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovCheckboxInput, GovTextInput
from wtforms import BooleanField, HiddenField, SelectMultipleField, StringField
from wtforms.validators import Length

from directory.pages.forms import LONGEST_EMAIL, SomeOfThese, tidy
from directory.snapshots.problems import is_email
from matching.following.models import HandedBy


class HandingForm(FlaskForm):
    once = HiddenField()
    """Whatever it is, sending it twice gives the list once."""
    services: SelectMultipleField = SomeOfThese(lazy_gettext("Which services?"))
    how = HiddenField()
    """One of `HandedBy`: the button that was pressed."""
    email = StringField(
        lazy_gettext("E-mail address"),
        description=lazy_gettext("It is used for this one message and not kept. Read it back before you send."),
        filters=[tidy],
        widget=GovTextInput(),
        render_kw={"type": "email", "autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"},
        validators=[Length(max=LONGEST_EMAIL, message=lazy_gettext("That is too long for an e-mail address"))],
    )
    quiet = BooleanField(lazy_gettext("Somebody else may read it: send the link alone"), widget=GovCheckboxInput())

    def __init__(self, *, services: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.services.choices = list(services)

    @property
    def by_email(self) -> bool:
        return bool(self.how.data == HandedBy.EMAIL)

    def validate(self, extra_validators: Any = None) -> bool:
        right = bool(super().validate(extra_validators))
        if self.how.data not in list(HandedBy):
            self.how.errors = [gettext("Choose how to give it")]
            return False
        if self.by_email and not is_email(self.email.data or ""):
            self.email.errors = [gettext("Give a whole e-mail address, such as name@example.org")]
            return False
        return right
