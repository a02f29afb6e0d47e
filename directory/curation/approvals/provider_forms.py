"""The forms on a provider's own pages."""

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovTextArea
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from directory.pages.forms import plain_text


class ClosedForm(FlaskForm):
    comment = TextAreaField(
        lazy_gettext("Since when, and where can families go instead?"),
        filters=[plain_text],
        widget=GovTextArea(),
        render_kw={"rows": "3"},
        validators=[
            InputRequired(lazy_gettext("Say since when it is closed")),
            Length(max=500, message=lazy_gettext("Keep this under 500 letters")),
        ],
    )
