"""The form in which a suggestion is decided; the answers themselves are read by `suggestion_form.py`."""

from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovSelect, GovTextArea
from wtforms import BooleanField, TextAreaField
from wtforms.validators import Length

from directory.pages.forms import OneOfThese, choices, plain_text
from directory.pages.templating import said
from directory.wording import Words, words

REASONS: dict[str, Words] = {
    "different": words("We checked, and it is different"),
    "not here": words("It does not belong on this page"),
    "more": words("We need to know more"),
    "already": words("The page says it already"),
}


class DecideForm(FlaskForm):
    why = OneOfThese(lazy_gettext("Why?"), widget=GovSelect(), default="")
    reason = TextAreaField(
        lazy_gettext("Your words to whoever suggested it"),
        description=lazy_gettext("They are sent with the decision."),
        filters=[plain_text],
        widget=GovTextArea(),
        render_kw={"rows": "3"},
        validators=[Length(max=800, message=lazy_gettext("Keep this under 800 letters"))],
    )
    checked = BooleanField(lazy_gettext("I checked the rest of the page too: it is right"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.why.choices = choices(REASONS, blank=gettext("Choose, or write below"))

    def given_reason(self) -> str:
        """What is sent: the chosen reason, the words, or both."""
        chosen = said(REASONS[self.why.data]) if self.why.data else ""
        return ". ".join(part for part in (chosen, self.reason.data or "") if part)
