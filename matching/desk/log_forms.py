"""The form that logs a call. It comes filled in, so that an ordinary call is one key."""

from collections.abc import Callable, Container, Iterable, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovSelect, GovTextInput
from wtforms import Field, Form, HiddenField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, Optional, StopValidation, ValidationError

from directory.labels import ROLES
from directory.pages.forms import CHOOSE_SHOWN, OneOfThese, SomeOfThese, choices, tidy
from directory.pages.templating import said
from matching.desk import labels
from matching.desk.closing_rules import refusal
from matching.desk.days_to_come import FARTHEST, day_to_come
from matching.desk.logging_calls import Call
from matching.desk.next_steps import NextStep, usual_step
from matching.entries import PathwayId
from matching.errors import EnquiryNotFound
from matching.feedback_forms import WHY as WHY_WORDS
from matching.following.models import Closing, ClosingReason, DemandKind, DemandReason
from matching.models import Channel, Enquiry, Why

NO_ADVICE = "none"
USUAL, CLOSE, CHASE = "usual", "close", "chase"
WHY = (
    Why.KNOW_MORE,
    Why.SPOKE,
    Why.NO_CONSENT,
    Why.ALREADY_HELPED,
    Why.TOO_SERIOUS,
    Why.NOT_SERIOUS_ENOUGH,
    Why.OTHER,
)
"""Reasons for advising something else than the guide that an officer can have."""
FEWEST_NEED_BOXES, MOST_NEEDS = 2, 8


class OneOfTheseShown(RadioField):
    """One of the answers shown, or none."""

    def pre_validate(self, form: Form) -> None:
        if self.data and self.data not in {value for value, _ in self.choices}:
            raise StopValidation(CHOOSE_SHOWN)


class OneReason(SelectField):
    """A reason for the call, set out by kind; the kind alone will do."""

    def pre_validate(self, form: Form) -> None:
        if self.data not in {value for group in self.choices.values() for value, _ in group}:
            raise StopValidation(CHOOSE_SHOWN)


def radios(label: Any, **kwargs: Any) -> Any:
    return OneOfTheseShown(label, widget=GovRadioInput(), **kwargs)


DAY_WANTED = lazy_gettext("Write a day, such as 4 December")


def day_to_ask(*validators: Any) -> Any:
    """The day to ask what became of an enquiry, as people write days."""
    return StringField(
        lazy_gettext("Ask on"),
        description=lazy_gettext("For example 4 December, 4/12, tomorrow or monday"),
        filters=[tidy],
        widget=GovTextInput(),
        render_kw={"class": "govuk-input--width-10", "autocomplete": "off"},
        validators=[*validators, Length(max=60, message=DAY_WANTED)],
    )


def select(label: Any, **kwargs: Any) -> Any:
    return OneOfThese(label, widget=GovSelect(), default="", **kwargs)


class CloseFields(Form):
    """How and why an enquiry ends: a part of the form that logs a call, and of the one that closes an enquiry."""

    closing = select(lazy_gettext("How did it end?"))
    closing_reason = select(lazy_gettext("Why?"))

    def fill_closing(self) -> None:
        blank = gettext("Choose")
        self.closing.choices = choices(labels.CLOSINGS, blank=blank)
        self.closing_reason.choices = choices(labels.CLOSING_REASONS, blank=blank)

    def closing_is_whole(self) -> bool:
        """Whether there is an outcome and a reason that go together; says what is missing where not."""
        if not self.closing.data:
            self.closing.errors = [gettext("Choose how it ended. Nothing is closed without an outcome")]
        if not self.closing_reason.data:
            self.closing_reason.errors = [gettext("Choose why. Nothing is closed without a reason")]
        if self.closing.errors or self.closing_reason.errors:
            return False
        wrong = refusal(Closing(self.closing.data), ClosingReason(self.closing_reason.data))
        if wrong:
            self.closing_reason.errors = [said(wrong)]
        return wrong is None


def check_day(field: Field, today: date) -> date:
    """The day to come that was typed. Raises ValidationError."""
    day = day_to_come(field.data or "", today)
    if day is None:
        raise ValidationError(gettext("We could not read that day. Write it as 4 December, 4/12 or monday"))
    if day < today:
        raise ValidationError(gettext("That day is over. Give today, or a day to come"))
    if day > today + FARTHEST:
        raise ValidationError(gettext("That is more than a year away. Give a nearer day"))
    return day


class LogForm(FlaskForm, CloseFields):
    once = HiddenField()
    """Whatever it is, sending it twice logs once."""
    number = HiddenField()
    """The guide that was followed for this call, by its number in the browser session."""
    channel = radios(
        lazy_gettext("How did they reach us?"),
        validators=[InputRequired(lazy_gettext("Choose how they reached us"))],
    )
    caller_role = select(lazy_gettext("Who called?"))
    district_code = select(lazy_gettext("Where the family lives"))
    age_band = select(lazy_gettext("Age of the youngest child"))
    needs: SelectMultipleField = SomeOfThese(lazy_gettext("Needs, the weightiest first"))
    services: SelectMultipleField = SomeOfThese(lazy_gettext("Services that you named"))
    pathway = radios(
        lazy_gettext("What did you advise?"),
        validators=[InputRequired(lazy_gettext("Choose what you advised"))],
    )
    why = select(lazy_gettext("Why is it not what the guide said?"))
    demand = OneReason(lazy_gettext("Why did they get in touch?"))
    asked_before = radios(lazy_gettext("Have you asked about this family in the last 12 months?"))
    about = StringField(
        lazy_gettext("Reference of the earlier enquiry"),
        description=lazy_gettext("If they have it. It looks like RD-7K3MQ-2XW4T"),
        filters=[tidy],
        widget=GovTextInput(),
        render_kw={"class": "govuk-input--width-10", "autocomplete": "off", "spellcheck": "false"},
        validators=[Optional(), Length(max=40, message=lazy_gettext("That is too long for a reference"))],
    )
    step = radios(lazy_gettext("What happens next?"), default=USUAL)
    chase_on = day_to_ask()

    about_enquiry: Enquiry | None = None
    _chosen_step = NextStep()

    def __init__(
        self,
        *,
        today: date,
        holidays: Container[date],
        districts: Sequence[tuple[str, str]],
        need_names: dict[str, str],
        services: Sequence[tuple[str, str]],
        reasons: Iterable[DemandReason],
        guide: Enquiry | None,
        find_enquiry: Callable[[str], Enquiry],
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self._today, self._holidays, self._find_enquiry = today, holidays, find_enquiry
        self.guide = guide if guide is not None and guide.pathway else None
        not_known = gettext("Not known")
        self.channel.choices = [
            (code, label) for code, label in choices(labels.CHANNELS) if code != Channel.ONLINE or guide is not None
        ]
        self.caller_role.choices = choices(ROLES, blank=not_known)
        self.district_code.choices = [("", gettext("Not known, or outside our area")), *districts]
        self.age_band.choices = [("", not_known)] + [(code, said(label)) for code, label in labels.AGE_BANDS.items()]
        self.needs.choices = [("", ""), *need_names.items()]
        self.services.choices = list(services)
        self.pathway.choices = [*choices(labels.PATHWAYS), (NO_ADVICE, gettext("No advice was needed"))]
        self.why.choices = choices({why: WHY_WORDS[why] for why in WHY}, blank=gettext("Choose"))
        self.demand.choices = demand_choices(reasons)
        self.asked_before.choices = choices(labels.ASKED_BEFORE)
        self.step.choices = [
            (USUAL, gettext("As usual")),
            (CLOSE, gettext("Close it now")),
            (CHASE, gettext("Ask what became of it")),
        ]
        self.fill_closing()

    @property
    def need_boxes(self) -> list[str]:
        """What each box for a need says, one blank one at the end at least."""
        chosen = [need for need in self.needs.data or () if need][:MOST_NEEDS]
        return [*chosen, "", *[""] * (FEWEST_NEED_BOXES - len(chosen) - 1)]

    @property
    def demand_kind(self) -> DemandKind:
        groups = self.demand.choices
        kinds = {value: kind for kind, label in labels.DEMAND.items() for value, _ in groups[said(label)]}
        return DemandKind(kinds.get(self.demand.data, DemandKind.VALUE))

    @property
    def advised(self) -> str | None:
        return self.pathway.data if self.pathway.data in list(PathwayId) else None

    @property
    def usual(self) -> NextStep:
        """What follows if nobody chooses otherwise, by the advice and the kind of call as they stand in the form."""
        return usual_step(self.advised, self.demand_kind, self._today, self._holidays)

    def validate(self, extra_validators: Any = None) -> bool:
        right = bool(super().validate(extra_validators))
        return all([right, self._why_is_given(), self._about_is_found(), self._step_is_whole()])

    def _why_is_given(self) -> bool:
        other = self.guide is not None and self.advised not in (None, self.guide.pathway)
        if other and not self.why.data:
            self.why.errors = [gettext("Choose why you advised something else than the guide")]
            return False
        return True

    def _about_is_found(self) -> bool:
        if not self.about.data or self.about.errors:
            return not self.about.errors
        try:
            self.about_enquiry = self._find_enquiry(self.about.data)
        except EnquiryNotFound:
            self.about.errors = [gettext("We know no enquiry by this reference. Look again, or leave it out")]
            return False
        return True

    def _step_is_whole(self) -> bool:
        if self.step.data == CLOSE:
            if not self.closing_is_whole():
                return False
            self._chosen_step = NextStep(
                closing=Closing(self.closing.data), reason=ClosingReason(self.closing_reason.data)
            )
        elif self.step.data == CHASE:
            try:
                self._chosen_step = NextStep(chase_on=check_day(self.chase_on, self._today))
            except ValidationError as error:
                self.chase_on.errors = [str(error)]
                return False
        else:
            self._chosen_step = self.usual
        return True

    def call(self) -> Call:
        """What was typed and chosen, once it is valid."""
        reason = self.demand.data if self.demand.data not in list(DemandKind) else None
        other = self.guide is not None and self.advised not in (None, self.guide.pathway)
        return Call(
            channel=Channel(self.channel.data),
            caller_role=self.caller_role.data or None,
            district_code=self.district_code.data or None,
            age_band=self.age_band.data or None,
            needs=tuple(dict.fromkeys(need for need in self.needs.data or () if need))[:MOST_NEEDS],
            service_ids=tuple(self.services.data or ()),
            advised=self.advised,
            why=Why(self.why.data) if other else None,
            demand=self.demand_kind,
            demand_reason_id=reason,
            asked_before={"yes": True, "no": False}.get(self.asked_before.data or ""),
            about_enquiry_id=self.about_enquiry.id if self.about_enquiry else None,
            step=self._chosen_step,
        )


def demand_choices(reasons: Iterable[DemandReason]) -> dict[str, list[tuple[str, str]]]:
    """What each kind is called -> itself, without a reason, and then its reasons."""
    by_kind: dict[str, list[tuple[str, str]]] = {
        kind: [(kind, gettext("%(kind)s (no reason given)", kind=said(label)))] for kind, label in labels.DEMAND.items()
    }
    for reason in reasons:
        by_kind[reason.kind].append((reason.id, reason.words))
    return {said(labels.DEMAND[kind]): options for kind, options in by_kind.items()}
