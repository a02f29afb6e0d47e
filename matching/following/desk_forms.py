"""What the front door writes: where an enquiry stands, whom it is passed to, and which notes are shown."""

import re
from collections.abc import Mapping
from typing import Any

from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovSelect, GovTextArea, GovTextInput
from wtforms import Field, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from directory.pages.forms import choices, plain_text, tidy
from matching.feedback_forms import warned_of
from matching.following.models import LONGEST_NOTE, State
from matching.following.moves import moves_from
from matching.following.words import STATES, WHY_NOT

SERVICE_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SHORT = f"Keep this under {LONGEST_NOTE} letters"
NOTE_RULE = "For whoever asked. No names, numbers or addresses."


class StateForm(FlaskForm):
    """Only the states that may follow are offered."""

    state = RadioField(
        "Where it stands now", widget=GovRadioInput(), validators=[InputRequired("Choose where it stands")]
    )
    reason = SelectField("Why, if it is not possible", widget=GovSelect(), default="")
    service_id = SelectField("Which service, if it is about one", widget=GovSelect(), default="")
    note = TextAreaField(
        "A short note (optional)",
        description=NOTE_RULE,
        filters=[plain_text],
        widget=GovTextArea(),
        render_kw={"rows": "2", "maxlength": str(LONGEST_NOTE)},
        validators=[Length(max=LONGEST_NOTE, message=SHORT)],
    )
    warned = HiddenField()
    """The note that its writer was warned about; sent again, it waits for somebody else to look at it."""

    def __init__(self, before: str | None, services: Mapping[str, str], **kwargs: Any) -> None:
        """`before`: the state now; `services`: id -> name of those that the enquiry is about."""
        super().__init__(**kwargs)
        self.state.choices = choices({state: STATES[state] for state in moves_from(before)})
        self.reason.choices = choices(WHY_NOT, blank="No reason needed")
        self.service_id.choices = [("", "None"), *services.items()]

    def validate(self, extra_validators: Any = None) -> bool:
        fine = bool(super().validate(extra_validators))
        if self.state.data == State.NOT_POSSIBLE and not self.reason.data:
            self.reason.errors = ["Choose why it is not possible"]
            return False
        return fine and not warned_of(self.note, self.warned)

    def given(self) -> dict[str, Any]:
        """As the keyword arguments of `queries.write_state`."""
        state = State(self.state.data)
        return {
            "state": state,
            "reason": self.reason.data if state == State.NOT_POSSIBLE else None,
            "service_id": self.service_id.data or None,
            "note": self.note.data or None,
        }


class ReferForm(FlaskForm):
    """One of the services that the caller was told of, or another one by the address of its page."""

    service_id = SelectField("Ask a service if it can help", widget=GovSelect(), default="")
    other = StringField(
        "Another service",
        description="Copy the address of its page here.",
        filters=[tidy],
        widget=GovTextInput(),
        render_kw={"autocomplete": "off", "spellcheck": "false"},
        validators=[Length(max=300, message="Copy the address of the service’s page")],
    )
    meant: str = ""
    """The id of the service that is meant, once `validate()` has said yes."""

    def __init__(self, services: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.service_id.choices = [("", "Choose a service"), *services.items()]

    def validate_other(self, field: Field) -> None:
        found = SERVICE_ID.search((field.data or "").lower())
        self.meant = found[0] if found else str(self.service_id.data or "")

    def validate(self, extra_validators: Any = None) -> bool:
        fine = bool(super().validate(extra_validators))
        if fine and not self.meant:
            self.service_id.errors = ["Choose a service, or copy the address of its page"]
            return False
        return fine


class NoteForm(FlaskForm):
    """A note to look at before the referrer sees it: what names somebody is taken out, or it is refused."""

    note = TextAreaField(
        "Note",
        filters=[plain_text],
        widget=GovTextArea(),
        render_kw={"rows": "2", "maxlength": str(LONGEST_NOTE)},
        validators=[Length(max=LONGEST_NOTE, message=SHORT)],
    )
