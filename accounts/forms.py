"""The forms of accounts. Passwords may be pasted, and the browser is told which box is which."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxesInput,
    GovPasswordInput,
    GovRadioInput,
    GovSelect,
    GovTextInput,
)
from wtforms import (
    Field,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from accounts.areas import Area
from accounts.errors import InvalidAccount
from accounts.models import LONGEST_EMAIL, LONGEST_NAME
from accounts.passwords import FEWEST, MOST, PasswordRefused, check_new_password
from accounts.queries import tidy_email, tidy_name
from accounts.roles import AccountRole
from accounts.words import REFUSED_PASSWORDS, ROLES

EMAIL_WANTED = lazy_gettext("Give a whole e-mail address, such as name@example.org")


def email_field(label: Any, autocomplete: str = "username", **kwargs: Any) -> StringField:
    return StringField(
        label,
        widget=GovTextInput(),
        render_kw={
            "type": "email",
            "autocomplete": autocomplete,
            "spellcheck": "false",
            "autocapitalize": "none",
        },
        validators=[InputRequired(EMAIL_WANTED), Length(max=LONGEST_EMAIL, message=EMAIL_WANTED)],
        **kwargs,
    )


def current_password_field(label: Any) -> PasswordField:
    return PasswordField(
        label,
        widget=GovPasswordInput(),
        render_kw={"autocomplete": "current-password"},
        validators=[InputRequired(lazy_gettext("Type your password"))],
    )


def check_email(_form: Any, field: Field) -> None:
    try:
        tidy_email(field.data)
    except InvalidAccount as error:
        raise ValidationError(EMAIL_WANTED) from error


class SignInForm(FlaskForm):
    email = email_field(lazy_gettext("E-mail address"))
    password = current_password_field(lazy_gettext("Password"))


class PasswordAgainForm(FlaskForm):
    password = current_password_field(lazy_gettext("Your password"))


class CodeForm(FlaskForm):
    code = StringField(
        lazy_gettext("Six figures from your phone"),
        widget=GovTextInput(),
        render_kw={
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "spellcheck": "false",
            "class": "govuk-input--width-10",
        },
        validators=[
            InputRequired(lazy_gettext("Type the six figures that your phone shows")),
            Length(max=40, message=lazy_gettext("Type the six figures that your phone shows")),
        ],
    )


class RecoveryCodeForm(FlaskForm):
    code = StringField(
        lazy_gettext("One of your recovery codes"),
        description=lazy_gettext("Ten letters and figures, such as 7K2QM-94XBT"),
        widget=GovTextInput(),
        render_kw={
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
            "class": "govuk-input--width-20",
        },
        validators=[
            InputRequired(lazy_gettext("Type one of your recovery codes")),
            Length(max=40, message=lazy_gettext("Type one of your recovery codes")),
        ],
    )


class EmailForm(FlaskForm):
    email = email_field(lazy_gettext("E-mail address"))


class NewEmailForm(FlaskForm):
    email = email_field(lazy_gettext("New e-mail address"), autocomplete="email")
    validate_email = check_email


class NewPasswordForm(FlaskForm):
    """Choose a password; `email` is the account's, which must not be it."""

    password = PasswordField(
        lazy_gettext("New password"),
        description=lazy_gettext(
            "At least %(fewest)s letters, figures or signs. Three or four words that do not belong together are good.",
            fewest=FEWEST,
        ),
        widget=GovPasswordInput(),
        render_kw={"autocomplete": "new-password"},
        validators=[InputRequired(lazy_gettext("Choose a password"))],
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._email = email

    def validate_password(self, field: Field) -> None:
        try:
            check_new_password(field.data, self._email)
        except PasswordRefused as refused:
            said = REFUSED_PASSWORDS[refused.code]
            raise ValidationError(gettext(said, fewest=FEWEST, most=MOST)) from refused


class RoleForm(FlaskForm):
    """What somebody may do, and where. Areas count for a commissioner, the organisation for a provider editor."""

    role = RadioField(
        lazy_gettext("What may they do?"),
        widget=GovRadioInput(),
        validators=[InputRequired(lazy_gettext("Choose what they may do"))],
    )
    areas = SelectMultipleField(
        lazy_gettext("Areas"),
        description=lazy_gettext("Only for a commissioner"),
        widget=GovCheckboxesInput(),
    )
    organization_id = SelectField(
        lazy_gettext("Organisation"),
        description=lazy_gettext("Only for a provider editor"),
        widget=GovSelect(),
        default="",
    )
    version = IntegerField(widget=HiddenInput(), validators=[Optional()])

    def __init__(
        self, *args: Any, areas: Sequence[Area], organisations: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = [(str(role), gettext(label)) for role, (label, _) in ROLES.items()]
        self.areas.choices = [(area.code, area.name) for area in areas]
        self.organization_id.choices = [("", gettext("None")), *organisations]

    def validate_areas(self, field: Field) -> None:
        if self.role.data == AccountRole.COMMISSIONER and not field.data:
            raise ValidationError(gettext("Choose the areas of this commissioner"))

    def validate_organization_id(self, field: Field) -> None:
        if self.role.data == AccountRole.PROVIDER and not field.data:
            raise ValidationError(gettext("Choose the organisation of this provider editor"))


class InviteForm(RoleForm):
    email = email_field(lazy_gettext("Their e-mail address"), autocomplete="off")
    name = StringField(
        lazy_gettext("Their name"),
        widget=GovTextInput(),
        render_kw={"autocomplete": "off", "spellcheck": "false"},
        validators=[
            InputRequired(lazy_gettext("Give their name")),
            Length(max=LONGEST_NAME, message=lazy_gettext("Give a shorter name: 80 letters at most")),
        ],
    )
    validate_email = check_email

    def validate_name(self, field: Field) -> None:
        try:
            tidy_name(field.data)
        except InvalidAccount as error:
            raise ValidationError(gettext("Give their name")) from error


class PressForm(FlaskForm):
    """A button that does one thing: nothing is typed."""
