"""What a provider may answer by the link in a letter: short, for a phone."""

import re
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovTextArea, GovTextInput
from wtforms import Field, RadioField, StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from directory.age_ranges import AgeRangeNotUnderstood, read_age_range
from directory.pages.forms import choices, plain_text, tidy
from directory.pages.templating import said
from directory.schedules import ScheduleRow
from directory.schedules.spoken import TimesNotUnderstood, read_times
from directory.snapshots import ServiceSnapshot
from directory.snapshots.problems import is_email, is_phone_number
from directory.snapshots.snapshot import PhoneHeld, ScheduleHeld
from directory.wording import Words, words

MOST_WEEKS = 520
WEEKS = re.compile(r"(?:about )?([0-9]{1,3}(?:\.[0-9]{1,2})?)(?: weeks?)?", re.IGNORECASE)
TAKING: dict[str, Words] = {"": words("Leave it as it is"), "yes": words("Yes"), "no": words("No, not now")}
NUMBER_WORDS = dict(
    zip(
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        range(13),
        strict=True,
    )
)
"""People write “twelve weeks”."""


def weeks_meant(text: str) -> float | None:
    """A number of weeks as people write it; None where it is none."""
    plain = " ".join(str(NUMBER_WORDS.get(word, word)) for word in text.lower().split())
    found = WEEKS.fullmatch(plain)
    weeks = float(found[1]) if found else None
    return weeks if weeks is not None and weeks <= MOST_WEEKS else None


class WaitingForm(FlaskForm):
    """“Still correct”, perhaps but for the waiting time."""

    waiting_weeks = StringField(
        lazy_gettext("Waiting time now, in weeks"),
        description=lazy_gettext("Change it if it is different. 0 means nobody waits."),
        filters=[tidy],
        widget=GovTextInput(),
        render_kw={"class": "govuk-input--width-4", "inputmode": "decimal"},
    )
    weeks: float | None = None

    def validate_waiting_weeks(self, field: Field) -> None:
        if not field.data:
            return
        self.weeks = weeks_meant(field.data)
        if self.weeks is None:
            raise ValidationError(gettext("Give the waiting time as a number of weeks, such as 12"))


class ChangeForm(WaitingForm):
    """The facts that change most; whatever is left as it is stays as it is."""

    taking_referrals = RadioField(lazy_gettext("Are you taking new people?"), widget=GovRadioInput(), default="")
    phone = StringField(lazy_gettext("Phone"), filters=[tidy], widget=GovTextInput(), render_kw={"inputmode": "tel"})
    email = StringField(lazy_gettext("Email"), filters=[tidy], widget=GovTextInput(), render_kw={"inputmode": "email"})
    ages = StringField(
        lazy_gettext("Ages"),
        description=lazy_gettext("For example 5 to 11, or 11 and over"),
        filters=[tidy],
        widget=GovTextInput(),
    )
    times = TextAreaField(
        lazy_gettext("Opening times"),
        description=lazy_gettext("For example Monday to Friday 9am to 5pm. One line for each."),
        filters=[plain_text],
        widget=GovTextArea(),
        render_kw={"rows": "3"},
        validators=[Length(max=600, message=lazy_gettext("Keep this under 600 letters"))],
    )
    note = TextAreaField(
        lazy_gettext("Anything else that is different?"),
        description=lazy_gettext("Write about the service only. Leave out the names of families."),
        filters=[plain_text],
        widget=GovTextArea(),
        render_kw={"rows": "4"},
        validators=[Length(max=700, message=lazy_gettext("Keep this under 700 letters"))],
    )

    def __init__(self, *args: Any, live: ServiceSnapshot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.live = live
        self.taking_referrals.choices = choices(TAKING)
        self._ages: dict[str, float | None] = {}
        self._times: tuple[ScheduleRow, ...] = ()
        self._times_as_written: str | None = None

    def prefill(self) -> "ChangeForm":
        """Show what the page says, so that only what differs is typed."""
        self.waiting_weeks.data = weeks_said(self.live.waiting_weeks)
        self.phone.data = self.live.phones[0].number if self.live.phones else ""
        self.email.data = self.live.email or ""
        return self

    def validate_phone(self, field: Field) -> None:
        if field.data and not is_phone_number(field.data):
            raise ValidationError(gettext("Write the phone number as it is dialled"))

    def validate_email(self, field: Field) -> None:
        if field.data and not is_email(field.data):
            raise ValidationError(gettext("Give a whole email address, such as name@example.org"))

    def validate_ages(self, field: Field) -> None:
        if not field.data:
            return
        try:
            found = read_age_range(field.data)
        except AgeRangeNotUnderstood as error:
            raise ValidationError(said(error.words)) from error
        self._ages = {"minimum_age": found.minimum, "maximum_age": found.maximum}

    def validate_times(self, field: Field) -> None:
        """Times that we cannot read for certain go on as they were written, for a person to read."""
        try:
            self._times = read_times(field.data or "")
        except TimesNotUnderstood:
            self._times_as_written = field.data

    def wanted(self, today: Any) -> ServiceSnapshot:
        """The record as the provider says it is, once `validate()` has said yes."""
        live, update = self.live, dict(self._ages)
        changed: dict[str, Any] = dict(update)
        taking = {"yes": True, "no": False}.get(self.taking_referrals.data or "", live.taking_referrals)
        weeks = self.weeks if self.waiting_weeks.data else live.waiting_weeks
        if (taking, weeks) != (live.taking_referrals, live.waiting_weeks):
            changed |= {"taking_referrals": taking, "waiting_weeks": weeks, "told_on": today}
        if self.email.data:
            changed["email"] = self.email.data
        if self.phone.data and self.phone.data not in {phone.number for phone in live.phones[:1]}:
            description = live.phones[0].description if live.phones else None
            first = PhoneHeld(number=self.phone.data, description=description)
            changed["phones"] = (first, *live.phones[1:])
        if self._times:
            changed["schedules"] = tuple(_schedule(row) for row in self._times)
        return live.model_copy(update=changed)

    def words_for_us(self) -> str | None:
        """What a person here has to read: the note, and times that no program could read."""
        parts = [self.note.data or ""]
        if self._times_as_written:
            parts.append(gettext("Opening times, in their words: %(times)s", times=self._times_as_written))
        return "\n".join(part for part in parts if part)[:1000] or None


class ClosedForm(FlaskForm):
    note = TextAreaField(
        lazy_gettext("Since when, and where can families go instead? (optional)"),
        filters=[plain_text],
        widget=GovTextArea(),
        render_kw={"rows": "3"},
        validators=[Length(max=700, message=lazy_gettext("Keep this under 700 letters"))],
    )


def weeks_said(weeks: float | None) -> str:
    return "" if weeks is None else f"{weeks:g}"


def _schedule(row: ScheduleRow) -> ScheduleHeld:
    names = ScheduleHeld.model_fields.keys() & ScheduleRow.__dataclass_fields__.keys()
    return ScheduleHeld(**{name: getattr(row, name) for name in names})
