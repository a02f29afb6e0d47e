"""The forms for words. Lists of words are typed one to a line."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovCheckboxInput, GovSelect, GovTextArea, GovTextInput
from wtforms import BooleanField, Field, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError
from wtforms.widgets import HiddenInput

from directory.pages.forms import plain_text, tidy
from directory.words.edits import Fields, Kind
from directory.words.preview import LONGEST_OWN, MOST_OWN

LONGEST_LINE = 80
MOST_LINES = 200
LONGEST_NAME = 60
LONGEST_TEXT = 300
MOST_NEEDS = 6
NEXT_NEED = lazy_gettext("Next need (optional)")
CHOOSE_ONE = lazy_gettext("Choose one of the needs in the list")


def lines(text: str | None) -> list[str]:
    """What was typed, a line each, without blank lines or the same twice."""
    return list(dict.fromkeys(line for line in map(tidy, plain_text(text).split("\n")) if line))


class Lines(TextAreaField):
    """Words or phrases, one to a line; `data` is the list of them."""

    widget = GovTextArea()

    def _value(self) -> str:
        return "\n".join(self.data or [])

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = lines(valuelist[0] if valuelist else "")

    def pre_validate(self, form: Any) -> None:
        if len(self.data or []) > MOST_LINES:
            raise ValidationError(gettext("That is too many: %(most)s lines at most", most=MOST_LINES))
        for line in self.data or []:
            if len(line) > LONGEST_LINE:
                raise ValidationError(
                    gettext("“%(line)s…” is too long: %(most)s letters at most", line=line[:30], most=LONGEST_LINE)
                )


class Choice(SelectField):
    widget = GovSelect()

    def pre_validate(self, form: Any) -> None:
        if self.data not in {value for value, _ in self.choices}:
            raise ValidationError(CHOOSE_ONE)


def short_text(label: Any, most: int, asked: Any, **kwargs: Any) -> StringField:
    too_long = lazy_gettext("Use fewer letters: %(max)d at most")
    return StringField(
        label,
        filters=[tidy],
        widget=GovTextInput(),
        validators=[DataRequired(asked), Length(max=most, message=too_long)],
        **kwargs,
    )


class EntryForm(FlaskForm):
    """One entry. `edition` is the one its author saw."""

    edition = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    shown: Sequence[str] = ()
    """The fields of the entry, in the order of the page."""
    faults_at = ""
    """The field that a refusal by the checks is shown at."""

    def entry(self, was: Fields | None) -> Fields:
        """The entry as it was typed; what the form does not ask stays as it was."""
        return {**(was or {}), **{name: self[name].data for name in self.shown}}


class NeedForm(EntryForm):
    name = short_text(
        lazy_gettext("Name"),
        LONGEST_NAME,
        lazy_gettext("Give it a name"),
        description=lazy_gettext("As a person would say it."),
    )
    description = short_text(
        lazy_gettext("Description"),
        LONGEST_TEXT,
        lazy_gettext("Say in a sentence what it is about"),
        description=lazy_gettext("One or two plain sentences."),
    )
    everyday = Lines(
        lazy_gettext("Everyday words"),
        description=lazy_gettext(
            "What people say or type when they talk about it, one to a line. Small words and endings do not matter: "
            "“won’t eat” also finds “isn’t eating”."
        ),
        validators=[DataRequired(lazy_gettext("Give at least one word that people use"))],
    )
    shown: Sequence[str] = ("name", "description", "everyday")
    faults_at = "everyday"


class NewNeedForm(NeedForm):
    group = Choice(lazy_gettext("Group it stands in"))
    shown = ("name", "description", "group", "everyday")

    def __init__(self, *args: Any, groups: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group.choices = [(group, group) for group in groups]


class SynonymsForm(EntryForm):
    words = Lines(
        lazy_gettext("Words that mean the same"),
        description=lazy_gettext("One to a line, two at least. A word may stand in one group only."),
        validators=[DataRequired(lazy_gettext("Give two words that mean the same"))],
    )
    shown = ("words",)
    faults_at = "words"


class JargonForm(EntryForm):
    say = Lines(
        lazy_gettext("As people type it"),
        description=lazy_gettext("Every way of writing it, one to a line. Capitals, dots and hyphens do not matter."),
    )
    capitals = Lines(
        lazy_gettext("Only in capitals (optional)"),
        description=lazy_gettext("Where small letters mean something else: “HI” is a unit at school, “hi” is hello."),
    )
    means = short_text(lazy_gettext("What it means"), LONGEST_TEXT, lazy_gettext("Say what it means in plain words"))
    also = Lines(lazy_gettext("Also search for (optional)"), description=lazy_gettext("Plain words, one to a line."))
    various = BooleanField(
        lazy_gettext("These are several things of one kind, not names for the same thing"), widget=GovCheckboxInput()
    )
    need_1 = Choice(lazy_gettext("Likeliest need"), default="")
    need_2 = Choice(NEXT_NEED, default="")
    need_3 = Choice(NEXT_NEED, default="")
    need_4 = Choice(NEXT_NEED, default="")
    need_5 = Choice(NEXT_NEED, default="")
    need_6 = Choice(NEXT_NEED, default="")
    shown = ("say", "capitals", "means", "also", "various")
    faults_at = "say"

    def __init__(self, *args: Any, need_names: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", gettext("None")), *sorted(need_names.items(), key=lambda need: need[1])]
        for field in self.need_fields:
            field.choices = choices

    @property
    def need_fields(self) -> list[Field]:
        return [self[f"need_{number}"] for number in range(1, MOST_NEEDS + 1)]

    def validate_say(self, field: Field) -> None:
        if not field.data and not self.capitals.data:
            raise ValidationError(gettext("Give at least one way of writing it"))

    def entry(self, was: Fields | None) -> Fields:
        needs = [field.data for field in self.need_fields if field.data]
        return {**super().entry(was), "needs": list(dict.fromkeys(needs))}


class EndForm(FlaskForm):
    """A need ends, and another takes its place."""

    edition = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    move_to = Choice(
        lazy_gettext("Which need takes its place?"),
        description=lazy_gettext("Its services are tagged with this need instead, and jargon points to it."),
    )

    def __init__(self, *args: Any, need_names: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.move_to.choices = [("", gettext("Choose a need")), *sorted(need_names.items(), key=lambda need: need[1])]

    def validate_move_to(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(gettext("Choose the need that takes its place"))


class TryForm(FlaskForm):
    """Questions of the editor's own to try. They are not kept."""

    questions = TextAreaField(
        lazy_gettext("Your own questions (optional)"),
        description=lazy_gettext("One to a line, %(most)s at most. They are not kept.", most=MOST_OWN),
        filters=[plain_text],
        widget=GovTextArea(),
        validators=[Length(max=MOST_OWN * LONGEST_OWN, message=lazy_gettext("Use fewer words"))],
    )


class PublishForm(FlaskForm):
    edition = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    draft_mark = StringField(widget=HiddenInput(), validators=[InputRequired()])
    reason = StringField(
        lazy_gettext("Why?"),
        description=lazy_gettext("For the history. For example: families say “car seat” and found nothing."),
        filters=[tidy],
        widget=GovTextInput(),
        validators=[
            DataRequired(lazy_gettext("Say why, so that others understand it later")),
            Length(max=500, message=lazy_gettext("Use fewer letters: 500 at most")),
        ],
    )


class SeenForm(FlaskForm):
    """A button that is pressed while looking at one edition."""

    edition = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


def form_for(kind: Kind, entry: Fields | None, edition: int, need_names: Mapping[str, str]) -> EntryForm:
    """The form of an entry with what stands in it; what is sent wins."""
    data = {**(entry or {}), "edition": edition}
    if kind is Kind.JARGON:
        pointed = {f"need_{place}": need for place, need in enumerate(data.pop("needs", []), start=1)}
        return JargonForm(data={**data, **pointed}, need_names=need_names)
    forms: dict[Kind, Callable[..., EntryForm]] = {Kind.NEED: NeedForm, Kind.SYNONYMS: SynonymsForm}
    return forms[kind](data=data)
