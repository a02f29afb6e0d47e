"""What is known of a call besides the worry: where, how old, who rings, which language. Nothing here commits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session

from directory.additions import Role
from directory.ages import AgeNotUnderstood, parse_ages
from directory.errors import DirectoryError
from directory.pages.templating import said
from directory.places import Place, area_codes, find_place
from directory.point import Point
from directory.search.languages import take_language
from directory.search.understand import POSTCODE
from matching.answers import NO_AGES, Ages, Answer, Where
from matching.content import Content
from matching.desk.console_forms import ConsoleForm
from matching.desk.shortlist import Working
from matching.entries import Kind, Option, Question
from matching.outcome import ROLE, Areas
from matching.suggesting import ages_suggested
from matching.views import kept_label


@dataclass(frozen=True)
class Spot:
    """A place as it is known, and what to call it."""

    label: str
    areas: Areas
    point: Point | None
    district_code: str | None
    outcode: str | None
    approximate: bool = False


@dataclass(frozen=True)
class Facts:
    """What is known; blank is not known. `read`: the facts that were read out of the text, by name."""

    place: Spot | None = None
    ages: Ages = NO_AGES
    who: str | None = None
    role: str | None = None
    language: str | None = None
    read: frozenset[str] = frozenset()

    @property
    def years(self) -> tuple[float, ...]:
        """The ages to look for services by: an unborn child is looked for as a newborn one."""
        return self.ages.years or ((0.0,) if self.ages.unborn else ())

    def into(self, working: Working) -> Working:
        """The call with these facts in place of those it had."""
        place = self.place
        return replace(
            working,
            district_code=place.district_code if place else None,
            outcode=place.outcode if place else None,
            label=place.label if place else None,
            point=place.point if place else None,
            ages=self.ages,
            who=self.who,
            role=self.role,
            language=self.language,
        )


def facts_of(session: Session, content: Content, form: ConsoleForm, working: Working, languages: Any) -> Facts:
    """The facts that the fields give, and those that only the text gives; what cannot be read is told at its field."""
    text = form.text.data
    place = _place(session, form, working) if form.place.data else _place_in(session, text)
    ages = _ages(form) if form.age.data else Ages(tuple(age.years for age in ages_suggested(text)))
    language = form.language.data or take_language(text, languages)[0]
    read = {
        "place": place and not form.place.data,
        "ages": ages.known and not form.age.data,
        "language": language and not form.language.data,
    }
    who = form.who.data or None
    return Facts(
        place=place,
        ages=ages,
        who=who,
        role=role_of(content, who),
        language=language,
        read=frozenset(name for name, is_so in read.items() if is_so),
    )


def who_asks(content: Content) -> Question | None:
    """The question of the guide that asks who asks."""
    return next((question for question in content.questions.values() if any(map(_role, question.options))), None)


def callers(content: Content) -> dict[str, str]:
    """Who may call, in words, by the ids of the guide's options."""
    question = who_asks(content)
    return {option.id: option.words for option in question.options if _role(option)} if question else {}


def role_of(content: Content, who: str | None) -> str | None:
    question = who_asks(content)
    return next((_role(option) for option in question.options if option.id == who), None) if question else None


def answers_known(content: Content, facts: Facts) -> Mapping[str, Answer]:
    """Who asks, and where the family lives, as answers of the guide."""
    known: dict[str, Answer] = {}
    question = who_asks(content)
    if question and facts.role and facts.who:
        known[question.id] = (facts.who,)
    place = facts.place
    for asked in content.questions.values():
        if asked.kind is Kind.PLACE and place and (place.district_code or place.outcode):
            known[asked.id] = Where(place.district_code, place.outcode)
    return known


def _role(option: Option) -> str | None:
    known = (name.removeprefix(ROLE).replace("-", "_") for name in option.findings if name.startswith(ROLE))
    return next((role for role in known if role in set(Role)), None)


def _place(session: Session, form: ConsoleForm, working: Working) -> Spot | None:
    """The place that was typed; the kept one where it came back as it is shown, which is less than was typed."""
    if form.place.errors:
        return None
    typed = form.place.data
    try:
        if working.label and typed == working.label:
            return _kept(session, working)
        return _found(find_place(session, typed))
    except DirectoryError as error:
        form.say_wrong(form.place, said(error.words))
        return None


def _kept(session: Session, working: Working) -> Spot:
    areas: Areas = (area_codes(working.district_code),) if working.district_code else ()
    if not areas and working.outcode:
        areas = find_place(session, working.outcode).areas
    return Spot(working.label or "", areas, working.point, working.district_code, working.outcode)


def _place_in(session: Session, text: str) -> Spot | None:
    """The first postcode of ours in the text, or first half of one. A name may be a child's: it is left alone."""
    return next(_places_in(session, text), None)


def _places_in(session: Session, text: str) -> Iterator[Spot]:
    for match in POSTCODE.finditer(text):
        try:
            yield _found(find_place(session, match.group(0)))
        except DirectoryError:
            continue


def _found(place: Place) -> Spot:
    point = Point(round(place.point.latitude, 2), round(place.point.longitude, 2))
    return Spot(kept_label(place), place.areas, point, place.district_code, place.outcode, place.approximate)


def _ages(form: ConsoleForm) -> Ages:
    if form.age.errors:
        return NO_AGES
    try:
        read = parse_ages(form.age.data)
    except AgeNotUnderstood as error:
        form.say_wrong(form.age, said(error.words))
        return NO_AGES
    years = tuple(round(age.years, 2) for age in read if not age.unborn)
    return Ages(years, any(age.unborn for age in read))
