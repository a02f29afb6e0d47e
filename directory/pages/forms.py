"""The public forms. Field names are the keyword names of what they ask for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext, lazy_gettext, ngettext
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovCharacterCount, GovRadioInput, GovSelect, GovTextInput
from wtforms import (
    BooleanField,
    Field,
    Form,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional, StopValidation, ValidationError

from directory.ages import Age, AgeNotUnderstood, parse_ages
from directory.errors import DirectoryError
from directory.labels import PROBLEMS, PROVISION, ROLES, SEX
from directory.pages.templating import language_named, said
from directory.places import Place
from directory.search.question import Page, ServiceSearch, Sort
from directory.snapshots.problems import is_email
from directory.wording import Words, words

LONGEST_WORDS = 200
LONGEST_COMMENT = 500
LONGEST_EMAIL = 254
"""RFC 5321, section 4.5.3.1.3."""
WHOLE_EMAIL = lazy_gettext("Give a whole email address, such as name@example.org, or leave it out")
DISTANCES = (1, 2, 5, 10, 20)
LEVELS = (1, 2, 3, 4)
MOST_PAGES = 10_000
PAGE_SIZE = 10
LONGEST_SENT = {"maxlength": "800"}
"""A pasted letter is cut by the browser where the address that it becomes would be too long for a server to read."""
CHOOSE_SHOWN = lazy_gettext("Choose from the answers shown here")


def tidy(text: str | None) -> str:
    """What was typed on one line, without characters that no keyboard makes."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text or "").split())


def plain_text(text: str | None) -> str:
    """What was typed without characters that no keyboard makes; line ends stay."""
    return "".join(letter for letter in text or "" if letter.isprintable() or letter == "\n").strip()


def choices(labels: dict[str, Words], *, blank: str | None = None) -> list[tuple[str, str]]:
    first = [("", blank)] if blank is not None else []
    return first + [(str(code), gettext(label.message)) for code, label in labels.items()]


SORTS: dict[str, Words] = {
    Sort.FIT: words("Best fit"),
    Sort.DISTANCE: words("Nearest"),
    Sort.CHECKED: words("Checked most recently"),
}


FILTERS = (
    "needs",
    "within_miles",
    "open_now",
    "free",
    "role",
    "sex",
    "send",
    "language",
    "provision",
    "levels",
)


@dataclass(frozen=True)
class Applied:
    """A filter that is on: its field, the value to take off, and what to call it."""

    name: str
    value: Any
    label: str


@dataclass(frozen=True)
class Option:
    """One choice of a filter and how many services it would leave."""

    value: str
    label: str
    count: int
    chosen: bool


def _chosen(field: Field) -> list[tuple[Any, str]]:
    if isinstance(field, BooleanField):
        return [(None, field.label.text)] if field.data else []
    chosen = field.data if isinstance(field.data, list) else [field.data]
    return [(value, label) for value, label in field.choices if value and value in chosen]


class OneOfThese(SelectField):
    def pre_validate(self, form: Form) -> None:
        if self.data not in {value for value, _ in self.choices}:
            raise StopValidation(CHOOSE_SHOWN)


class SomeOfThese(SelectMultipleField):
    def pre_validate(self, form: Form) -> None:
        if not {value for value, _ in self.choices}.issuperset(self.data or ()):
            raise StopValidation(CHOOSE_SHOWN)


class PageNumber(IntegerField):
    def process_formdata(self, valuelist: list[str]) -> None:
        text = "".join(valuelist[:1]).strip()
        if text and not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST_PAGES):
            raise ValueError(gettext("There is no such page. Start from the first"))
        self.data = int(text) if text else None


class SearchForm(Form):
    """The question on the search page. It changes nothing, so it needs no token."""

    words = StringField(
        lazy_gettext("What help is needed?"),
        description=lazy_gettext("For example speech, bereavement or CAMHS. Do not type names or addresses."),
        filters=[tidy],
        widget=GovTextInput(),
        render_kw=LONGEST_SENT,
        validators=[Length(max=LONGEST_WORDS, message=lazy_gettext("Use fewer words: 200 letters at most"))],
    )
    place = StringField(
        lazy_gettext("Where they live"),
        description=lazy_gettext("Postcode or town"),
        filters=[tidy],
        widget=GovTextInput(),
        render_kw=LONGEST_SENT,
        validators=[
            Optional(),
            Length(max=80, message=lazy_gettext("Give a postcode, or the name of a town or village")),
        ],
    )
    age = StringField(
        lazy_gettext("Child’s age"),
        description=lazy_gettext("Years or months"),
        filters=[tidy],
        widget=GovTextInput(),
        render_kw=LONGEST_SENT,
        validators=[
            Optional(),
            Length(max=60, message=lazy_gettext("Give an age, for example 7, 8 months or unborn")),
        ],
    )
    needs = SomeOfThese(lazy_gettext("Need"))
    role = OneOfThese(lazy_gettext("Who is asking?"), widget=GovSelect(), default="")
    language = OneOfThese(lazy_gettext("Language"), widget=GovSelect(), default="")
    sex = OneOfThese(lazy_gettext("Girl or boy"), widget=GovSelect(), default="")
    send = BooleanField(lazy_gettext("The child has special needs or a disability"))
    open_now = BooleanField(lazy_gettext("Open now"))
    free = BooleanField(lazy_gettext("Free"))
    provision = SomeOfThese(lazy_gettext("Kind of service"))
    levels = SomeOfThese(
        lazy_gettext("Level of need"), coerce=lambda sent: int(sent) if str(sent) in {*"1234"} else sent
    )
    within_miles = OneOfThese(lazy_gettext("How far"), widget=GovSelect(), default="")
    sort = OneOfThese(lazy_gettext("Sort by"), widget=GovSelect(), default=Sort.FIT.value)
    page = PageNumber(validators=[Optional()])

    found_place: Place | None = None
    place_refused: DirectoryError | None = None
    found_ages: tuple[Age, ...] = ()

    def __init__(
        self,
        *args: Any,
        need_names: dict[str, str],
        languages: Iterable[str],
        level_names: dict[int, str],
        find_place: Callable[[str], Place],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._find_place = find_place
        self.needs.choices = list(need_names.items())
        self.role.choices = choices(ROLES, blank=gettext("Anyone"))
        self.language.choices = [("", gettext("Any language")), *((name, language_named(name)) for name in languages)]
        self.sex.choices = choices(SEX, blank=gettext("Either"))
        self.provision.choices = choices(PROVISION)
        self.levels.choices = [(level, level_label(level, level_names)) for level in LEVELS]
        self.within_miles.choices = [("", gettext("Any distance"))] + [
            (str(miles), ngettext("Within %(num)s mile", "Within %(num)s miles", miles)) for miles in DISTANCES
        ]
        self.sort.choices = choices(SORTS)

    def validate_place(self, field: Field) -> None:
        try:
            self.found_place = self._find_place(field.data)
        except DirectoryError as error:
            self.place_refused = error
            raise ValidationError(said(error.words)) from error

    def validate_within_miles(self, field: Field) -> None:
        if field.data and not self.place.data:
            raise ValidationError(gettext("Give a place, so that we know where to measure from"))

    def validate_age(self, field: Field) -> None:
        try:
            self.found_ages = parse_ages(field.data)
        except AgeNotUnderstood as error:
            raise ValidationError(said(error.words)) from error

    def to_search(self, now: datetime) -> ServiceSearch:
        """The question, once `validate()` has said yes."""
        place = self.found_place
        return ServiceSearch(
            words=self.words.data,
            point=place.point if place else None,
            areas=place.areas if place else (),
            within_miles=self.miles,
            ages=tuple(age.years for age in self.found_ages),
            needs=tuple(self.needs.data or ()),
            role=self.role.data or None,
            sex=self.sex.data or None,
            send=True if self.send.data else None,
            language=self.language.data or None,
            open_at=now if self.open_now.data else None,
            free=self.free.data,
            provision=tuple(self.provision.data or ()),
            levels=tuple(self.levels.data or ()),
            sort=Sort(self.sort.data),
            page=self.page.data or 1,
            size=PAGE_SIZE,
        )

    @property
    def miles(self) -> float | None:
        return float(self.within_miles.data) if self.within_miles.data else None

    @property
    def asks_something(self) -> bool:
        """Whether anything but the order was chosen."""
        return any(field.data for field in self if field.name not in ("sort", "page"))

    def filters(self) -> list[Applied]:
        """Every filter that is on, in the words of its own choice."""
        return [
            Applied(field.name, value, label)
            for field in (self[name] for name in FILTERS)
            for value, label in _chosen(field)
        ]

    def suggested(self, page: Page) -> list[Option]:
        """Needs that the words seem to be about and that are not chosen yet, best first."""
        names = dict(self.needs.choices)
        wanted = [need for need in page.suggested_needs if need in names and need not in (self.needs.data or ())]
        return [Option(need, names[need], 0, False) for need in wanted]

    def options(self, name: str, page: Page | None) -> list[Option]:
        """The choices of a filter with how many services each would leave; chosen ones first, empty ones left out."""
        counts = {facet.value: facet.count for facet in page.facets.get(name, ())} if page else {}
        chosen = {str(value) for value in self[name].data or ()}
        found = [
            Option(str(value), label, counts.get(str(value), 0), str(value) in chosen)
            for value, label in self[name].choices
        ]
        shown = [option for option in found if option.count or option.chosen]
        return sorted(shown, key=lambda option: (not option.chosen, -option.count)) if name == "needs" else shown


def level_label(level: int, names: dict[int, str]) -> str:
    return f"{level}: {names[level]}" if level in names else str(level)


class ReportForm(FlaskForm):
    """Something on a service's page is wrong."""

    kind = RadioField(
        lazy_gettext("What is wrong?"),
        widget=GovRadioInput(),
        validators=[InputRequired(lazy_gettext("Choose what is wrong"))],
    )
    comment = TextAreaField(
        lazy_gettext("What should it say? (optional)"),
        description=lazy_gettext(
            "Tell us about the service only. Leave out people’s names, addresses and birth dates."
        ),
        filters=[plain_text],
        widget=GovCharacterCount(),
        validators=[Length(max=LONGEST_COMMENT, message=lazy_gettext("Keep this under 500 letters"))],
    )
    reply_to = StringField(
        lazy_gettext("Your email, if you would like an answer (optional)"),
        description=lazy_gettext(
            "We use it once, to tell you what we did. Then we forget it, and after 90 days in any case."
        ),
        filters=[tidy],
        widget=GovTextInput(),
        render_kw={"type": "email", "autocomplete": "email", "spellcheck": "false"},
        validators=[Optional(), Length(max=LONGEST_EMAIL, message=WHOLE_EMAIL)],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = choices(PROBLEMS)

    def validate_reply_to(self, field: Field) -> None:
        if not is_email(field.data):
            raise ValidationError(WHOLE_EMAIL)
