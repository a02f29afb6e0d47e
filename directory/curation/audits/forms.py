"""The forms of audits."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovSelect, GovTextArea, GovTextInput
from wtforms import BooleanField, Field, IntegerField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from directory.curation.audits.results import Result
from directory.curation.audits.samples import LARGEST, MOST_SEEDS, Checked, Conditions
from directory.curation.editing.answer_fields import day_field
from directory.pages.forms import OneOfThese, SomeOfThese, choices, plain_text, tidy
from directory.wording import Words, words

CHECKED: dict[str, Words] = {
    Checked.ANY: words("It does not matter"),
    Checked.NEVER: words("Never checked"),
    Checked.OLD: words("Never, or longer than half a year ago"),
}
RESULTS: dict[str, Words] = {
    Result.RIGHT: words("All of it is right"),
    Result.WRONG: words("Something is wrong, or missing"),
    Result.CANNOT_TELL: words("We cannot tell"),
}
NARROW = {"class": "govuk-input--width-5", "inputmode": "numeric"}
MOST_FIGURES = 12
OUTCOMES = {"done": words("It is done"), "later": words("It takes longer: carry it over")}


class CountField(IntegerField):
    """A whole number of few figures; with hundreds of them it could not even be compared."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        super().process_formdata([text[:MOST_FIGURES] for text in valuelist])


class DrawForm(FlaskForm):
    """Which services to look at, and how many."""

    name = StringField(
        lazy_gettext("What do you call this audit?"),
        description=lazy_gettext("For example: Spring check 2026"),
        filters=[tidy],
        widget=GovTextInput(),
        validators=[
            InputRequired(lazy_gettext("Give the audit a name")),
            Length(max=100, message=lazy_gettext("Give a shorter name: 100 letters at most")),
        ],
    )
    question = TextAreaField(
        lazy_gettext("What do you want to find out? (optional)"),
        filters=[plain_text],
        widget=GovTextArea(),
        render_kw={"rows": "2"},
        validators=[Length(max=1000, message=lazy_gettext("Keep this under 1,000 letters"))],
    )
    size = CountField(
        lazy_gettext("How many services?"),
        description=lazy_gettext("With 20 you see the rough picture. With 50 you can be surer."),
        widget=GovTextInput(),
        render_kw=NARROW,
        default=20,
        validators=[
            InputRequired(lazy_gettext("Say how many services to draw")),
            NumberRange(1, LARGEST, lazy_gettext("Draw between 1 and %(most)s services", most=LARGEST)),
        ],
    )
    need = OneOfThese(lazy_gettext("Need"), widget=GovSelect(), default="")
    area = OneOfThese(lazy_gettext("Area"), widget=GovSelect(), default="")
    organization_id = OneOfThese(lazy_gettext("Organisation"), widget=GovSelect(), default="")
    checked = OneOfThese(lazy_gettext("Last checked"), widget=GovSelect(), default=Checked.ANY.value)
    seed = CountField(
        lazy_gettext("Number to draw from (optional)"),
        description=lazy_gettext("The same number draws the same services again. Leave it out for a new draw."),
        widget=GovTextInput(),
        render_kw=NARROW,
        validators=[
            Optional(),
            NumberRange(0, MOST_SEEDS - 1, lazy_gettext("Give a number between 0 and 999999")),
        ],
    )

    def __init__(
        self,
        *args: Any,
        needs: dict[str, str],
        areas: Sequence[tuple[str, str]],
        organizations: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.need.choices = [("", gettext("Any need")), *needs.items()]
        self.area.choices = [("", gettext("Any area")), *areas]
        self.organization_id.choices = [("", gettext("Any organisation")), *organizations]
        self.checked.choices = choices(CHECKED)

    def conditions(self) -> Conditions:
        return Conditions(
            need=self.need.data or None,
            area=self.area.data or None,
            organization_id=self.organization_id.data or None,
            checked=self.checked.data,
        )


class ActionForm(FlaskForm):
    """What is to be done, by whom, by when."""

    action = TextAreaField(
        lazy_gettext("What is to be done?"),
        filters=[plain_text],
        widget=GovTextArea(),
        render_kw={"rows": "2"},
        validators=[Length(max=1000, message=lazy_gettext("Keep this under 1,000 letters"))],
    )
    owner = OneOfThese(lazy_gettext("Who does it?"), widget=GovSelect(), default="")
    due_on = day_field(lazy_gettext("By when?"))
    done = BooleanField(lazy_gettext("It is done already"))

    def __init__(self, *args: Any, owners: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner.choices = [("", gettext("Choose a person")), *((name, name) for name in owners)]

    def wanted(self) -> bool:
        """Whether an action is to be kept at all."""
        return True

    def validate_action(self, field: Field) -> None:
        if self.wanted() and not field.data:
            raise ValidationError(gettext("Say what is to be done"))

    def validate_owner(self, field: Field) -> None:
        if self.wanted() and not self.done.data and not field.data:
            raise ValidationError(gettext("Say who does it"))

    def validate_due_on(self, field: Field) -> None:
        if self.wanted() and not self.done.data and not field.data:
            raise ValidationError(gettext("Say by when it is to be done"))


class FindingForm(ActionForm):
    """What was found of one service; where something is wrong, also what is to be done about it."""

    result = RadioField(
        lazy_gettext("What did you find?"),
        widget=GovRadioInput(),
        validators=[InputRequired(lazy_gettext("Say what you found"))],
    )
    wrong_fields = SomeOfThese(lazy_gettext("Which facts are wrong, or missing?"))
    finding = TextAreaField(
        lazy_gettext("What did you find, in words?"),
        description=lazy_gettext("For example: the number rings out. Leave out the names of families."),
        filters=[plain_text],
        widget=GovTextArea(),
        render_kw={"rows": "3"},
        validators=[Length(max=2000, message=lazy_gettext("Keep this under 2,000 letters"))],
    )

    def __init__(self, *args: Any, fields: Sequence[tuple[str, str]], needs_action: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._needs_action = needs_action
        self.result.choices = choices(RESULTS)
        self.wrong_fields.choices = list(fields)

    def wanted(self) -> bool:
        typed = any((self.action.data, self.owner.data))
        return self.result.data == Result.WRONG and (self._needs_action or typed)

    def validate_wrong_fields(self, field: Field) -> None:
        if self.result.data == Result.WRONG and not field.data:
            raise ValidationError(gettext("Tick each fact that is wrong or missing"))
        if self.result.data == Result.RIGHT and field.data:
            raise ValidationError(
                gettext("You ticked facts as wrong. Take the ticks out, or say that something is wrong")
            )

    def validate_finding(self, field: Field) -> None:
        if self.result.data in (Result.WRONG, Result.CANNOT_TELL) and not field.data:
            raise ValidationError(gettext("Say in a few words what you found"))


class FollowUpForm(FlaskForm):
    """What became of an action."""

    became = RadioField(
        lazy_gettext("What became of it?"),
        widget=GovRadioInput(),
        validators=[InputRequired(lazy_gettext("Say whether it is done"))],
    )
    outcome = TextAreaField(
        lazy_gettext("What was done, or why does it take longer?"),
        filters=[plain_text],
        widget=GovTextArea(),
        render_kw={"rows": "3"},
        validators=[
            InputRequired(lazy_gettext("Say what was done, or why it takes longer")),
            Length(max=1000, message=lazy_gettext("Keep this under 1,000 letters")),
        ],
    )
    due_on = day_field(lazy_gettext("New day, if it takes longer"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.became.choices = choices(OUTCOMES)

    def validate_due_on(self, field: Field) -> None:
        if self.became.data == "later" and not field.data:
            raise ValidationError(gettext("Give the new day"))


class CloseForm(FlaskForm):
    note = TextAreaField(
        lazy_gettext("What did this audit tell us?"),
        filters=[plain_text],
        widget=GovTextArea(),
        render_kw={"rows": "3"},
        validators=[
            InputRequired(lazy_gettext("Say in a few words what this audit told us")),
            Length(max=2000, message=lazy_gettext("Keep this under 2,000 letters")),
        ],
    )


class PressForm(FlaskForm):
    """A button that does one thing: nothing is typed."""
