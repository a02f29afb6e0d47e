"""The form that asks what came of it. It never stands between a person and help: every question may be left out."""

from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, RadioField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from directory.pages.forms import plain_text
from directory.pages.templating import said
from directory.wording import Words, words
from matching.forms import OneOfThese, SomeOfThese
from matching.identifying import SAID, looks_like
from matching.models import LONGEST_COMMENT, Agree, Decided, Feedback, Helped, Why

HELPED: dict[str, Words] = {
    Helped.YES: words("Yes"),
    Helped.PARTLY: words("Partly"),
    Helped.NO: words("No"),
}
AGREE: dict[str, Words] = {
    Agree.YES: words("Yes, about right"),
    Agree.HIGHER: words("No, it is more serious"),
    Agree.LOWER: words("No, it is less serious"),
}
DECIDED: dict[str, Words] = {
    Decided.EMERGENCY: words("I rang 999"),
    Decided.FRONT_DOOR: words("Ring the front door"),
    Decided.EARLY_HELP: words("Ask for early help, with the family"),
    Decided.SERVICE: words("Contact a service"),
    Decided.ADVICE: words("Give or use the information"),
    Decided.WATCH: words("Keep watching, and come back"),
    Decided.NOT_YET: words("I have not decided"),
}
WHY: dict[str, Words] = {
    Why.KNOW_MORE: words("I know more than you asked"),
    Why.NO_CONSENT: words("The family does not agree"),
    Why.ALREADY_HELPED: words("Help is already there"),
    Why.SPOKE: words("I talked with somebody first"),
    Why.NOTHING_NEAR: words("No service is near enough"),
    Why.WAIT_TOO_LONG: words("The wait is too long"),
    Why.TOO_SERIOUS: words("The advice was too serious"),
    Why.NOT_SERIOUS_ENOUGH: words("The advice was not serious enough"),
    Why.OTHER: words("Another reason"),
}


def warned_of(field: Field, warned: Field) -> bool:
    """Ask once whether a text that seems to name somebody should be sent as it is; sent again, it passes.

    `warned`: a hidden field that remembers that its writer was asked.
    """
    found = looks_like(field.data or "")
    if not found or warned.data:
        return False
    warned.data = "yes"
    field.errors = [
        gettext(
            "This may hold %(what)s. Take it out if so. If not, send it again as it is.",
            what=gettext(" and ").join(said(SAID[kind]) for kind in found),
        )
    ]
    return True


class FeedbackForm(FlaskForm):
    """What a referrer says of the outcome, right after or when they come back."""

    helped: RadioField = OneOfThese(lazy_gettext("Did this help?"))
    agree: RadioField = OneOfThese(lazy_gettext("Do you agree with the advice?"))
    decided: RadioField = OneOfThese(lazy_gettext("What have you decided to do?"))
    why: SelectMultipleField = SomeOfThese(lazy_gettext("Why? (if it is not what we advised)"))
    comment = TextAreaField(
        lazy_gettext("Anything else? (optional)"),
        description=lazy_gettext("About this guide, not about the family. Leave out names, addresses and birthdays."),
        filters=[plain_text],
        validators=[Length(max=LONGEST_COMMENT, message=lazy_gettext("Keep this under 500 letters"))],
    )
    warned = HiddenField()
    """The comment that its writer was warned about; the same one passes when it is sent again."""

    def __init__(self, before: Feedback | None = None) -> None:
        super().__init__(obj=before)
        for field, labels in ((self.helped, HELPED), (self.agree, AGREE), (self.decided, DECIDED), (self.why, WHY)):
            field.choices = [SelectChoice(str(code), said(label)) for code, label in labels.items()]

    def validate(self, extra_validators: Any = None) -> bool:
        return bool(super().validate(extra_validators)) and self._named_nobody()

    def _named_nobody(self) -> bool:
        return not warned_of(self.comment, self.warned)

    def given(self) -> dict[str, Any]:
        """The answers, as the keyword arguments of `queries.add_feedback`."""
        return {
            "helped": self.helped.data or None,
            "agree": self.agree.data or None,
            "decided": self.decided.data or None,
            "why": tuple(self.why.data or ()),
            "comment": self.comment.data or None,
        }
