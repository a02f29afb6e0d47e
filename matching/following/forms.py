"""What referrers are asked while they follow an enquiry, and families by their link. Every question may be left out."""

from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from wtforms import Field, HiddenField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, StopValidation, ValidationError

from directory.pages.forms import LONGEST_EMAIL, tidy
from directory.pages.templating import said
from directory.snapshots.problems import is_email
from directory.wording import Words
from matching.following.families import FamilyAnswers
from matching.following.models import MOST_TOLD, Enough, LaterWord
from matching.following.private_addresses import is_private
from matching.following.words import CAME, ENOUGH, RIGHT
from matching.forms import OneOfThese

EMAIL_WANTED = lazy_gettext("Give a whole e-mail address, such as name@example.org")


class LaterForm(FlaskForm):
    """Did the help come, was it right, and how many people had to be told."""

    came: RadioField = OneOfThese(lazy_gettext("Did the help come?"))
    was_right: RadioField = OneOfThese(lazy_gettext("Was it the right help?"))
    people_told = StringField(
        lazy_gettext("How many people did the family have to tell their story to?"),
        description=lazy_gettext("A guess is fine. Count everyone who asked, from 0 to 20. More than 20: write 20."),
        filters=[tidy],
        validators=[Optional()],
    )

    def __init__(self, before: LaterWord | None = None, **kwargs: Any) -> None:
        """Filled with what was said `before`; `formdata=None` where another form of the page was sent."""
        super().__init__(data=_as_typed(before) if before else None, **kwargs)
        self.came.choices, self.was_right.choices = _choices(CAME), _choices(RIGHT)

    def validate_people_told(self, field: Field) -> None:
        text = field.data or ""
        if not (text.isascii() and text.isdigit() and len(text) <= 3 and int(text) <= MOST_TOLD):
            raise ValidationError(gettext("Write a number from 0 to 20, or leave it out"))

    def given(self) -> dict[str, Any]:
        """The answers, as the keyword arguments of `queries.add_later_word`."""
        told = self.people_told.data
        return {
            "came": self.came.data or None,
            "was_right": self.was_right.data or None,
            "people_told": int(told) if told else None,
        }


class ReminderForm(FlaskForm):
    email = StringField(
        lazy_gettext("Your work e-mail"),
        description=lazy_gettext("Not one that others at home may read."),
        filters=[tidy],
        widget=GovTextInput(),
        render_kw={"type": "email", "autocomplete": "email", "spellcheck": "false", "autocapitalize": "none"},
        validators=[InputRequired(EMAIL_WANTED), Length(max=LONGEST_EMAIL, message=EMAIL_WANTED)],
    )
    warned = HiddenField()
    """The private address that its writer was warned about; the same one passes when it is sent again."""

    def validate_email(self, field: Field) -> None:
        if not is_email(field.data):
            raise StopValidation(EMAIL_WANTED)
        if is_private(field.data) and not self.warned.data:
            self.warned.data = "yes"
            raise StopValidation(
                gettext(
                    "This looks like a private address. Use your work e-mail. If others cannot see it, send it again."
                )
            )


class FamilyForm(FlaskForm):
    in_time: RadioField = OneOfThese(lazy_gettext("Did help come when you needed it?"))
    helped: RadioField = OneOfThese(lazy_gettext("Did it help?"))
    told_once: RadioField = OneOfThese(lazy_gettext("Did you have to tell your story only once?"))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for field in self._questions:
            field.choices = _choices(ENOUGH)

    def given(self) -> FamilyAnswers:
        return FamilyAnswers(*(Enough(field.data) if field.data else None for field in self._questions))

    @property
    def _questions(self) -> tuple[Field, Field, Field]:
        return self.in_time, self.helped, self.told_once


def _as_typed(before: LaterWord) -> dict[str, str | None]:
    told = None if before.people_told is None else str(before.people_told)
    return {"came": before.came, "was_right": before.was_right, "people_told": told}


def _choices(labels: dict[str, Words]) -> list[SelectChoice]:
    return [SelectChoice(str(code), said(label)) for code, label in labels.items()]
