"""The forms of "Should I refer?" up to its outcome: one made for each page from its questions.

Templates draw the fields from the questions themselves (`templates/matching/macros.html`), so fields need no widgets.
"""

from collections.abc import Mapping
from typing import Any

from flask import g
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from wtforms import Field, HiddenField, RadioField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, StopValidation

from directory.ages import AgeNotUnderstood, parse_ages
from directory.errors import DirectoryError
from directory.pages.forms import tidy
from directory.pages.templating import said
from directory.places import Place, find_place
from matching.answers import Ages, Answer, Where
from matching.entries import Kind
from matching.questionnaire import Asked, PageState

LONGEST_TYPED = 120
CHOOSE_SHOWN = lazy_gettext("Choose from the answers shown here")
NEEDED = {
    Kind.ONE: lazy_gettext("Choose an answer. If you do not know, choose the nearest"),
    Kind.SEVERAL: lazy_gettext("Tick at least one. If none is right, tick the last one"),
    Kind.AGES: lazy_gettext("Write an age, such as 7, 8 months or unborn. A guess is fine"),
    Kind.PLACE: lazy_gettext("Write a postcode, town or village"),
}


class OneOfThese(RadioField):
    """One of the options, or none."""

    def pre_validate(self, form: FlaskForm) -> None:
        if self.data and self.data not in {choice.value for choice in self.choices}:
            raise StopValidation(CHOOSE_SHOWN)


class SomeOfThese(SelectMultipleField):
    def pre_validate(self, form: FlaskForm) -> None:
        if not {choice.value for choice in self.choices}.issuperset(self.data or ()):
            raise StopValidation(CHOOSE_SHOWN)


class PageForm(FlaskForm):
    """The questions of one page; `answers()` gives what was answered, by the key it is stored under."""

    shown = HiddenField()
    """The questions that were on the page when it was sent: one that another window added since was not answered."""

    asked: tuple[Asked, ...] = ()
    typed: Mapping[str, str] = {}
    found_place: Place | None = None
    found_ages: Ages = Ages()

    def answers(self) -> dict[str, Answer]:
        shown = (self.shown.data or "").split()
        return {
            asked.id: self._answer(asked)
            for asked in self.asked
            if (not shown or asked.id in shown) and not self._place_stays(asked)
        }

    def field(self, asked: Asked) -> Field:
        return self[field_name(asked)]

    def problems(self) -> list[tuple[str, str]]:
        """Each question's first problem with the id of its field, in the order of the page."""
        fields = (self.field(asked) for asked in self.asked)
        return [(field.id, str(field.errors[0])) for field in fields if field.errors]

    def _place_stays(self, asked: Asked) -> bool:
        """The place is shown as it is kept, which is less than was typed: sent again, it changes nothing."""
        return asked.kind is Kind.PLACE and asked.answer is not None and _as_kept(self, self.field(asked))

    def _answer(self, asked: Asked) -> Answer:
        data = self.field(asked).data
        if asked.kind is Kind.AGES:
            return self.found_ages
        if asked.kind is Kind.PLACE:
            place = self.found_place
            return Where(place.district_code, place.outcode) if place else Where()
        if asked.kind is Kind.SEVERAL:
            return tuple(data or ())
        return (data,) if data else ()


def page_form(state: PageState, *, typed: Mapping[str, str]) -> PageForm:
    """A form for this page, filled with the answers so far; `typed` holds what is kept for ages and place, in words."""
    fields = {field_name(asked): _field_for(asked) for asked in state.questions}
    form_class = type("QuestionsForm", (PageForm,), {"asked": state.questions, "typed": typed, **fields})
    before = {field_name(asked): _before(asked, typed) for asked in state.questions}
    form: PageForm = form_class(data=before)
    return form


def field_name(asked: Asked) -> str:
    """Apart from the names that a form has for itself."""
    return "q-" + asked.id.replace(":", "-")


def _field_for(asked: Asked) -> Any:
    required = DataRequired if asked.kind in (Kind.AGES, Kind.PLACE) else InputRequired
    needed = [required(NEEDED[asked.kind])] if asked.required else []
    if asked.kind is Kind.AGES:
        return StringField(validators=[_not_too_long, *needed, _readable_ages], filters=[tidy])
    if asked.kind is Kind.PLACE:
        return StringField(validators=[_not_too_long, *needed, _known_place], filters=[tidy])
    field = SomeOfThese if asked.kind is Kind.SEVERAL else OneOfThese
    return field(choices=[SelectChoice(option.id, option.words) for option in asked.options], validators=needed)


def _before(asked: Asked, typed: Mapping[str, str]) -> Any:
    if asked.kind in (Kind.AGES, Kind.PLACE):
        return typed.get(asked.id, "")
    chosen = asked.answer if isinstance(asked.answer, tuple) else ()
    return list(chosen) if asked.kind is Kind.SEVERAL else next(iter(chosen), None)


def _not_too_long(_form: FlaskForm, field: Field) -> None:
    if len(field.data or "") > LONGEST_TYPED:
        field.data = ""
        raise StopValidation(lazy_gettext("That is too long for us to read. Write a few words"))


def _readable_ages(form: PageForm, field: Field) -> None:
    try:
        read = parse_ages(field.data or "")
    except AgeNotUnderstood as error:
        raise StopValidation(said(error.words)) from error
    years = tuple(age.years for age in read if not age.unborn)
    form.found_ages = Ages(years=years, unborn=any(age.unborn for age in read))


def _known_place(form: PageForm, field: Field) -> None:
    if not field.data or _as_kept(form, field):
        return
    try:
        form.found_place = find_place(g.session, field.data)
    except DirectoryError as error:
        raise StopValidation(said(error.words)) from error


def _as_kept(form: PageForm, field: Field) -> bool:
    return field.data in {form.typed.get(asked.id, "") for asked in form.asked if asked.kind is Kind.PLACE}


class StartForm(FlaskForm):
    """A button and nothing else, such as "Start now"; it carries the token that keeps other sites out."""


class ComeBackForm(FlaskForm):
    """Reference and code, which open nothing one without the other."""

    reference = StringField(
        lazy_gettext("Your reference"),
        description=lazy_gettext("It looks like RD-7K3MQ-2XW4T. Capitals and dashes do not matter."),
        filters=[tidy],
        widget=GovTextInput(),
        validators=[
            DataRequired(lazy_gettext("Write the reference, such as RD-7K3MQ-2XW4T")),
            Length(max=40, message=lazy_gettext("That is too long. A reference looks like RD-7K3MQ-2XW4T")),
        ],
    )
    code = StringField(
        lazy_gettext("Your code"),
        description=lazy_gettext("It stands beside the reference, and looks like K7Q2-M9XB."),
        filters=[tidy],
        widget=GovTextInput(),
        validators=[
            DataRequired(lazy_gettext("Write the code, such as K7Q2-M9XB")),
            Length(max=40, message=lazy_gettext("That is too long. A code looks like K7Q2-M9XB")),
        ],
    )
