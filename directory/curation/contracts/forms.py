"""The forms about contracts, and about waiting time and room."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovSelect, GovTextInput
from wtforms import Field, HiddenField, RadioField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from directory.curation.blueprint import house
from directory.curation.editing.answer_fields import day_field, pounds_field, weeks_field, whole_field
from directory.curation.editing.questions import YES_NO
from directory.pages.forms import OneOfThese, choices, tidy
from directory.snapshots import CONTRACT, COSTS

TAKING = {"yes": True, "no": False, "": None}
NO_ADVANCE = lazy_gettext("This day is still to come. Say on which day they told you")


def short_text(label: Any, description: Any = "", *, must: Any = None, most: int = 400) -> StringField:
    checks = [Length(max=most, message=lazy_gettext("Keep this under %(most)s letters", most=most))]
    return StringField(
        label,
        description=description,
        filters=[tidy],
        widget=GovTextInput(),
        validators=[InputRequired(must), *checks] if must else checks,
    )


class ContractForm(FlaskForm):
    """What the commissioner holds. `unit_cost` is taken out of the form of whoever may not see costs."""

    commissioner = short_text(lazy_gettext("Commissioner"), lazy_gettext("Who pays. Shown to everybody"))
    contract_start = day_field(lazy_gettext("Contract starts"), description=lazy_gettext("Such as 1 April 2026"))
    contract_end = day_field(lazy_gettext("Contract ends"), description=lazy_gettext("The last day"))
    contract_review = day_field(lazy_gettext("Contract review"))
    funded_places = whole_field(lazy_gettext("Places paid for"))
    unit_cost = pounds_field(
        lazy_gettext("Cost for each child, in pounds"), description=lazy_gettext("Never shown to the public")
    )
    evidence_base = short_text(
        lazy_gettext("What it rests on"), lazy_gettext("Studies or standards. Shown to everybody")
    )
    reason = short_text(lazy_gettext("Why do you change it? (optional)"), lazy_gettext("Kept in the history"))
    seen = HiddenField()
    """What the form said when it was opened, as JSON."""

    def __init__(self, *args: Any, costs: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not costs:
            for name in COSTS:
                del self[name]

    def validate_contract_end(self, field: Field) -> None:
        if field.data and self.contract_start.data and field.data < self.contract_start.data:
            raise ValidationError(gettext("The contract ends before it starts. Change one of the dates"))

    def typed(self) -> dict[str, Any]:
        return {
            field.name: field.data or None if field.data == "" else field.data
            for field in self
            if field.name in CONTRACT
        }


class WaitingForm(FlaskForm):
    """Waiting time and room, worth nothing without the day on which they were told."""

    told_on = day_field(
        lazy_gettext("Told on"),
        description=lazy_gettext("The day somebody told you. You can write “today”"),
        validators=[InputRequired(lazy_gettext("Say on which day you were told"))],
    )
    taking_referrals = RadioField(
        lazy_gettext("Is it taking new people?"),
        default="",
        widget=GovRadioInput(),
    )
    waiting_weeks = weeks_field(
        lazy_gettext("How long is the wait?"),
        description=lazy_gettext("Such as 6 weeks, 3 months, or 0 for no waiting"),
    )
    free_places = whole_field(lazy_gettext("Places free now"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taking_referrals.choices = [*choices(YES_NO), ("", gettext("Not known"))]

    def validate_told_on(self, field: Field) -> None:
        if field.data and field.data > house().now().date():
            raise ValidationError(NO_ADVANCE)

    def told(self) -> dict[str, Any]:
        return {
            "told_on": self.told_on.data,
            "taking_referrals": TAKING[self.taking_referrals.data or ""],
            "waiting_weeks": self.waiting_weeks.data,
            "free_places": self.free_places.data,
        }


class RenewForm(FlaskForm):
    start = day_field(
        lazy_gettext("The new contract starts"), validators=[InputRequired(lazy_gettext("Say when it starts"))]
    )
    end = day_field(lazy_gettext("It ends"), validators=[InputRequired(lazy_gettext("Say when it ends"))])
    review = day_field(lazy_gettext("It is looked at again (optional)"))

    def validate_end(self, field: Field) -> None:
        if field.data and self.start.data and field.data < self.start.data:
            raise ValidationError(gettext("The contract ends before it starts. Change one of the dates"))


class SuccessorForm(FlaskForm):
    """Where families go after it, if anywhere."""

    successor_id = OneOfThese(lazy_gettext("Where do families go instead?"), widget=GovSelect(), default="")

    def __init__(self, *args: Any, successors: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.successor_id.choices = [("", gettext("Not known")), *successors]


class EndForm(SuccessorForm):
    because = short_text(
        lazy_gettext("Why has it ended?"),
        lazy_gettext("Shown to everybody. For example: the contract ended"),
        must=lazy_gettext("Say why it has ended"),
    )
