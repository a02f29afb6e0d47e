"""The small forms of one enquiry's page: close it, ask on another day, open it again."""

from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.validators import InputRequired

from directory.pages.forms import choices
from matching.desk import labels
from matching.desk.log_forms import DAY_WANTED, WHY, WHY_WORDS, CloseFields, check_day, day_to_ask, radios, select
from matching.desk.reopening import AGAIN
from matching.models import Why


class CloseForm(FlaskForm, CloseFields):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fill_closing()

    def validate(self, extra_validators: Any = None) -> bool:
        return bool(super().validate(extra_validators)) and self.closing_is_whole()


class ChaseForm(FlaskForm):
    chase_on = day_to_ask(InputRequired(DAY_WANTED))
    meant: date | None = None

    def __init__(self, *, today: date, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._today = today

    def validate_chase_on(self, field: Field) -> None:
        self.meant = check_day(field, self._today)


class AdviseForm(FlaskForm):
    """What the front door advises itself; where that is not what the guide said, why."""

    advised = radios(
        lazy_gettext("What do you advise?"),
        validators=[InputRequired(lazy_gettext("Choose what you advise"))],
    )
    advised_why = select(lazy_gettext("Why is it not what the guide said?"))

    def __init__(self, *, guide: str | None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._guide = guide
        self.advised.choices = choices(labels.PATHWAYS)
        self.advised_why.choices = choices({why: WHY_WORDS[why] for why in WHY}, blank=gettext("Choose"))

    def validate(self, extra_validators: Any = None) -> bool:
        right = bool(super().validate(extra_validators))
        if right and self._differs and not self.advised_why.data:
            self.advised_why.errors = [gettext("Choose why you advise something else than the guide")]
            return False
        return right

    @property
    def why(self) -> Why | None:
        return Why(self.advised_why.data) if self._differs else None

    @property
    def _differs(self) -> bool:
        return bool(self._guide) and self.advised.data != self._guide


class ReopenForm(FlaskForm):
    again = radios(
        lazy_gettext("Why is it open again?"),
        validators=[InputRequired(lazy_gettext("Choose why it is open again"))],
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.again.choices = choices(AGAIN)
