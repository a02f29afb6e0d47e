"""One call as the desk's screen shows it: put together from what is typed and ticked, and forgotten. No commits."""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session

from directory.pages.search_views import crisis_in, needs_said
from directory.vocabulary.phrases import words_of
from matching.answers import Answer
from matching.confirming import answers_confirming
from matching.content import Content
from matching.desk.console_alert import Alert, alert_for
from matching.desk.console_facts import Facts, answers_known, facts_of
from matching.desk.console_forms import ConsoleForm
from matching.desk.console_services import Found, Row, rows_of, services_for
from matching.desk.script import Asked, Prompt, Said, script_of
from matching.desk.shortlist import Working
from matching.desk.ticks import Ticks, ticks
from matching.entries import Pathway, PathwayId
from matching.errors import EnquiryNotFound
from matching.findings import findings
from matching.outcome import DoorNow, doors_now
from matching.own_words_views import ENOUGH_WORDS
from matching.queries import find_by_reference
from matching.recommend import recommend, recommend_answers
from matching.routes import calm
from matching.suggesting import Reading, Suggestion, reading

NEEDS_FOR_YOU = 2
"""Needs ticked as one types, of the five that the text is nearest to: the first two are seldom wrong."""
MOST_FOR_YOU = 4
"""With those that the ticked signs point to."""

REFERENCE = re.compile(r"\bRD[- ]?[0-9A-Z]{5}[- ]?[0-9A-Z]{5}\b", re.IGNORECASE)
CHASING = re.compile(
    r"\b(?:i|we|she|he|they|school|who)(?:'ve| have| has| had)?(?: already)? (?:referred|made a referral|rang before)\b"
    r"|\bheard (?:nothing|back)\b|\bnot heard\b|\bany news\b|\bchasing\b|\bmy referral\b|\breference (?:is|number)\b",
    re.IGNORECASE,
)
"""How people begin who ring about an earlier enquiry."""


@dataclass(frozen=True)
class Box:
    """Something to tick, with the words that led to it."""

    id: str
    words: str
    ticked: bool
    because: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hint:
    """Where the ticked signs alone would lead. Never advice: most of the questions are not asked yet."""

    route: Pathway
    skipped: tuple[str, ...]
    topics: int
    """How many kinds of worry nobody has asked about."""


@dataclass(frozen=True)
class Shown:
    """A prompt of the script with the answer so far."""

    prompt: Prompt
    said: Said | None


@dataclass(frozen=True)
class Call:
    """All that the screen shows of one call."""

    form: ConsoleForm
    facts: Facts
    read: Reading
    sign_ticks: Ticks
    need_ticks: Ticks
    sign_names: Mapping[str, str]
    need_names: Mapping[str, str]
    doors: tuple[DoorNow, ...]
    hint: Hint | None
    alert: Alert | None
    found: Found
    script: Asked
    working: Working
    listed: tuple[Row, ...]
    earlier: str | None
    """The reference of an enquiry of ours that was typed."""
    unread: bool
    """It does not read as English: what is suggested is worth little."""

    @property
    def signs(self) -> tuple[Box, ...]:
        return _boxes(self.read.signs, self.sign_ticks, self.sign_names)

    @property
    def needs(self) -> tuple[Box, ...]:
        return _boxes(self.read.needs, self.need_ticks, self.need_names)

    @property
    def other_needs(self) -> list[tuple[str, str]]:
        """Ids and names of all the needs that have no box."""
        shown = {box.id for box in self.needs}
        return [(need, name) for need, name in self.need_names.items() if need not in shown]

    @property
    def prompts(self) -> list[Shown]:
        """What to ask now, with what was answered."""
        said = self.form.prompts_said()
        asked = self.script.script.asked(self.need_ticks.on, self.hint.route.id if self.hint else PathwayId.ADVICE)
        return [Shown(prompt, said.get(prompt.id)) for prompt in asked]

    @property
    def chasing(self) -> bool:
        """It sounds as if they ring about an earlier enquiry."""
        return bool(CHASING.search(self.form.text.data))


@dataclass(frozen=True)
class Desk:
    """What a call is read with."""

    session: Session
    house: Any
    content: Content

    def call(self, form: ConsoleForm, working: Working) -> Call:
        """The whole screen. What cannot be read in a field is told at the field."""
        form.validate()
        text, names = form.text.data, {need.id: need.name for need in needs_said()}
        facts = facts_of(self.session, self.content, form, working, self.house.vocabulary.languages)
        read = self._reading(text, names)
        signs = _ticks(form, "signs", self.content.indicators, (one.id for one in read.signs if one.ticked))
        needs = _ticks(form, "needs", names, self._needs_for_you(read, signs.on, text))
        hint = self._hint(signs.on, self.answers(signs.on, facts))
        script = script_of(self.house.area.id, frozenset(names))
        found = services_for(self.session, self.house, needs.on, facts, text=text, names=names)
        hinted = hint.route.id if hint else None
        working = replace(facts.into(working), needs=needs.on, signs=signs.on, pathway_hint=hinted)
        return Call(
            form=form,
            facts=facts,
            read=read,
            sign_ticks=signs,
            need_ticks=needs,
            sign_names={name: one.words for name, one in self.content.indicators.items()},
            need_names=names,
            doors=doors_now(self.house, facts.place.areas if facts.place else (), self.house.now()),
            hint=hint,
            alert=alert_for(self.content, read, signs.on, script.script, form.prompts_said(), crisis_in(text)),
            found=replace(found, rows=tuple(_marked(found.rows, working))),
            script=script,
            working=working,
            listed=rows_of(self.session, self.house, working.service_ids),
            earlier=self._earlier(text),
            unread=len(words_of(text)) >= ENOUGH_WORDS and not self.house.understander.reads(text),
        )

    def answers(self, signs: Iterable[str], facts: Facts) -> dict[str, Answer]:
        """What is known of a call as answers of the guide."""
        confirmed = answers_confirming(self.content, signs, facts.ages.years, unborn=facts.ages.unborn)
        return {**answers_known(self.content, facts), **confirmed}

    def _earlier(self, text: str) -> str | None:
        for typed in REFERENCE.findall(text):
            with suppress(EnquiryNotFound):
                return find_by_reference(self.session, typed).reference
        return None

    def _reading(self, text: str, names: Mapping[str, str]) -> Reading:
        if not any(letter.isalpha() for letter in text):
            return Reading(False, False, False, (), (), (), (), ())
        understood = self.house.understander.understand_soon(self.house.content, [text])[0]
        return reading(self.content, names, text, understood)

    def _needs_for_you(self, read: Reading, signs: Iterable[str], text: str) -> list[str]:
        """None where somebody rings about an earlier enquiry."""
        if CHASING.search(text) or REFERENCE.search(text):
            return []
        pointed = [need for sign in signs for need in self.content.indicators[sign].needs]
        return list(dict.fromkeys([*(one.id for one in read.needs[:NEEDS_FOR_YOU]), *pointed]))[:MOST_FOR_YOU]

    def _hint(self, signs: tuple[str, ...], answers: Mapping[str, Answer]) -> Hint | None:
        """As if everything that was not ticked were well."""
        if not signs:
            return None
        route = recommend(self.content, findings(self.content, {**calm(self.content), **answers})).route
        left = recommend_answers(self.content, answers).not_asked
        return Hint(route, left.skipped, len(left.topics))


def _ticks(form: ConsoleForm, name: str, known: Iterable[str], suggested: Iterable[str]) -> Ticks:
    there = set(known)
    return ticks(
        form[name].ids(there),
        for_you_before=form[f"{name}_for_you"].ids(there),
        off_before=form[f"{name}_off"].ids(there),
        suggested=suggested,
    )


def _boxes(suggested: Iterable[Suggestion], ticked: Ticks, names: Mapping[str, str]) -> tuple[Box, ...]:
    """Those that the text points to, then those that are ticked besides."""
    boxes = {one.id: Box(one.id, one.words, one.id in ticked.on, one.because) for one in suggested}
    boxes |= {name: Box(name, names[name], True) for name in ticked.on if name not in boxes}
    return tuple(boxes.values())


def _marked(rows: Iterable[Row], working: Working) -> Iterable[Row]:
    return (replace(row, listed=row.card.id in working.service_ids) for row in rows)
