"""What is known of a call besides the worry: where, how old, who rings, which language. Nothing here commits."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, select

from directory.additions import PlaceName, Role
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

NEAR = re.compile(r"\b(?:in|near|at|around|outside)\s+([a-z][\w'’-]*(?:[ -][a-z][\w'’-]*){0,2})", re.IGNORECASE)
"""What stands where a place is named: "in Mansfield Woodhouse". A name alone may be a child's."""
OF_AGE = re.compile(
    r"\b(?:boys?|girls?|lad|child|children|kids?|sons?|daughters?|pupil|toddler|baby|brothers|sisters)"
    r"(?: of| aged?|,|:)? (\d{1,2}(?:(?:, | and | & )\d{1,2})*)\b"
    r"(?! ?(?:am|pm|times|years|weeks|months|days|hours|ago|%))",
    re.IGNORECASE,
)
"""Short ways to say ages on the telephone: "boy of 9", "kids 4 and 6"."""
OLDEST_SAID = 18


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
    ages = _ages(form) if form.age.data else Ages(_ages_in(text))
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
    """The first postcode of ours in the text, or first half of one; else the first place that something is "in"."""
    return next(_places_in(session, text), None)


def _places_in(session: Session, text: str) -> Iterator[Spot]:
    for name in (*(match.group(0) for match in POSTCODE.finditer(text)), *_names_in(session, text)):
        try:
            yield _found(find_place(session, name))
        except DirectoryError:
            continue


def _names_in(session: Session, text: str) -> Iterator[str]:
    """Names of places, exactly as they are written, where the text says that something is; the longest first."""
    said = [re.split(r"[ -]", match.group(1)) for match in NEAR.finditer(text)]
    wanted = [" ".join(words[:many]) for words in said for many in range(len(words), 0, -1)]
    plain = func.replace(func.lower(PlaceName.name), "-", " ")
    there = set(session.exec(select(plain).where(plain.in_([name.lower() for name in wanted])))) if wanted else set()
    return (name for name in wanted if name.lower() in there)


def _found(place: Place) -> Spot:
    point = Point(round(place.point.latitude, 2), round(place.point.longitude, 2))
    return Spot(kept_label(place), place.areas, point, place.district_code, place.outcode, place.approximate)


def _ages_in(text: str) -> tuple[float, ...]:
    found = tuple(age.years for age in ages_suggested(text))
    return found or tuple(
        float(years)
        for match in OF_AGE.finditer(text)
        for years in re.findall(r"\d+", match.group(1))
        if int(years) <= OLDEST_SAID
    )


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
