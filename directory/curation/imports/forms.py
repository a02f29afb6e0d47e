"""The forms of imports: send a file, say what its columns hold, confirm."""

from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from govuk_frontend_wtf.wtforms_widgets import GovCheckboxInput, GovFileInput, GovSelect, GovTextInput
from wtforms import BooleanField, StringField
from wtforms.validators import Length, Optional, Regexp

from directory.exchange.mapping import FieldMapping
from directory.exchange.suggesting import choices_there_are
from directory.exchange.targets import SHOWN
from directory.pages.forms import OneOfThese, tidy
from directory.pages.templating import said
from directory.snapshots.saying import LABELS
from directory.wording import Words, words

NAME = r"[a-z0-9][a-z0-9-]*"
PARTS: dict[str, Words] = {
    "service": words("Service"),
    "organization": words("Organisation"),
    "places": words("Place"),
}
PLACE_LABELS: dict[str, Words] = {
    "about": words("What happens there"),
    "address_1": words("Street"),
    "attention": words("For the attention of"),
    "city": words("Town"),
    "region": words("Region"),
    "state_province": words("County"),
    "postal_code": words("Postcode"),
    "country": words("Country"),
}


def source_field() -> StringField:
    return StringField(
        lazy_gettext("Whose list is it? (optional)"),
        description=lazy_gettext("A short name that you use each time, so that their next file is known again."),
        filters=[tidy],
        widget=GovTextInput(),
        validators=[Length(max=60, message=lazy_gettext("Keep this under 60 letters"))],
    )


class UploadForm(FlaskForm):
    """A file of services."""

    file = FileField(
        lazy_gettext("The file"),
        description=lazy_gettext("CSV, Excel (.xlsx) or JSON, 25 MB at most"),
        widget=GovFileInput(),
        validators=[FileRequired(lazy_gettext("Choose a file"))],
    )
    mapping = OneOfThese(lazy_gettext("What is it?"), widget=GovSelect(), default="")
    source = source_field()
    complete = BooleanField(
        lazy_gettext("This is their whole list: offer to retire what is not in it"), widget=GovCheckboxInput()
    )

    def __init__(self, *args: Any, mappings: dict[str, FieldMapping], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = sorted(mappings.values(), key=lambda mapping: (not mapping.own, mapping.title))
        self.mapping.choices = [("", gettext("Find out from the file")), *((each.name, each.title) for each in found)]


class ColumnsForm(FlaskForm):
    """What each column holds stands in fields of its own (`column-0`, ...); this is the rest."""

    source = source_field()
    name = StringField(
        lazy_gettext("Keep this for the next file, under the name (optional)"),
        description=lazy_gettext("Small letters, figures and hyphens, such as borsetshire-csv"),
        filters=[tidy],
        widget=GovTextInput(),
        validators=[
            Optional(),
            Length(max=60, message=lazy_gettext("Keep this under 60 letters")),
            Regexp(NAME + r"\Z", message=lazy_gettext("Use small letters, figures and hyphens only")),
        ],
    )


class ConfirmForm(FlaskForm):
    """The number of services that would be retired, typed where it is large."""

    retire = StringField(filters=[tidy], validators=[Optional(), Length(max=10)])


def target_choices() -> list[tuple[str, str]]:
    """Everything that a column may be said to hold, in words: ("places.postal_code", "Place: Postcode")."""
    found = [("", gettext("Nothing: leave it out"))]
    for target in choices_there_are():
        part, name = target.split(".", 1)
        label = (PLACE_LABELS.get(name) if part == "places" else None) or SHOWN.get(name) or LABELS.get(name)
        found.append((target, f"{said(PARTS[part])}: {said(label) if label else name}"))
    return found
