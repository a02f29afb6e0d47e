"""The forms about reports."""

from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovTextArea
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from directory.curation.approvals.reports import Decision
from directory.pages.forms import choices, plain_text
from directory.wording import Words, words

DECISIONS: dict[str, Words] = {
    Decision.CHANGED: words("It was wrong. The page is changed"),
    Decision.RIGHT_ALREADY: words("The page is right as it is"),
    Decision.CANNOT_TELL: words("We cannot tell"),
}


class DecideForm(FlaskForm):
    """What became of a report."""

    decision = RadioField(
        lazy_gettext("What did you find?"),
        widget=GovRadioInput(),
        validators=[InputRequired(lazy_gettext("Say what you found"))],
    )
    reason = TextAreaField(
        lazy_gettext("Say it in a few words"),
        description=lazy_gettext("For example: we rang, and the new number answers. Leave out the names of families."),
        filters=[plain_text],
        widget=GovTextArea(),
        render_kw={"rows": "3"},
        validators=[
            InputRequired(lazy_gettext("Say in a few words what you found")),
            Length(max=1000, message=lazy_gettext("Keep this under 1,000 letters")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decision.choices = choices(DECISIONS)
