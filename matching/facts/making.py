"""The rows of one topic, each made by sending answers through the code that everybody's answers go through.

All that a row does not speak of is answered calmly: a child of ten, no risk, and "none of these". A row that comes out
as the one above it does, in pathway and level, says nothing new and is left out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import groupby

from directory.wording import Words, words
from matching.answers import NONE, NOT_SURE, SIGNS, Ages, Answer, Answers
from matching.content import Content
from matching.entries import Combination, Indicator, Kind, Question
from matching.facts.routes import Mildest, together
from matching.facts.row import FactRow, RowKind
from matching.facts.stretches import Stretch, joined, stretches, usual
from matching.findings import close, findings, for_ages
from matching.recommend import recommend
from matching.routes import calm


def fact_rows(content: Content, topic: str) -> tuple[FactRow, ...]:
    """Every row of a topic, in the order of its signs. Raises KeyError where there is no such topic."""
    table = _Table(content, content.topics[topic].id)
    rows: dict[str, FactRow] = {}
    for row in table.rows():
        rows.setdefault(row.key, row)
    for row in table.rest(rows.values()):
        rows.setdefault(row.key, row)
    return tuple(rows.values())


class _Table:
    """The making of one topic's rows."""

    def __init__(self, content: Content, topic: str) -> None:
        self.content, self.topic = content, topic
        self.calm = calm(content) | {content.topics_question: (topic,)}
        self.mildest = Mildest(content)

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        return stretches(self.content)

    @cached_property
    def aged(self) -> frozenset[str]:
        """What an age establishes: that has rows of its own."""
        return frozenset(fact.id for fact in self.content.aged)

    @cached_property
    def own(self) -> frozenset[str]:
        """The indicators of the topic, hidden ones too."""
        return frozenset(name for name, one in self.content.indicators.items() if one.topic == self.topic)

    def rows(self) -> Iterator[FactRow]:
        yield from self.of_topic()
        for sign in self.content.checklists[self.topic]:
            yield from self.of_sign(sign)
        yield from self.elsewhere()

    def row(self, key: str, kind: RowKind, said: Sequence[Words | str], answers: Answers) -> FactRow:
        """As `recommend_answers` would, with what is found kept. Which questions were skipped is no matter here."""
        found = findings(self.content, answers)
        recommendation = recommend(self.content, found)
        return FactRow(key, kind, tuple(said), answers, recommendation, frozenset(found))

    def weighing(self, found: Iterable[str]) -> frozenset[str]:
        """What of these findings can count: a fact by itself never does."""
        return frozenset(name for name in found if name not in self.content.facts)

    def of_topic(self) -> Iterator[FactRow]:
        name = self.content.topics[self.topic].name
        ways: tuple[tuple[str, Words, Answer], ...] = (
            ("not-sure", words("Not sure about its signs"), (NOT_SURE,)),
            ("left-out", words("The signs left out"), ()),
            ("none", words("None of its signs"), (NONE,)),
        )
        for key, said, signs in ways:
            answers = {**self.calm, SIGNS + self.topic: signs}
            yield self.row(f"topic--{key}", RowKind.TOPIC, (name, said), answers)

    def of_sign(self, sign: Indicator) -> Iterator[FactRow]:
        """The sign alone, then with each answer to what is asked about it; each at other ages and beside others."""
        stretch = usual(self.content, sign)
        answers: dict[str, Answer] = {**self.calm, SIGNS + self.topic: (sign.id,)}
        said: tuple[Words | str, ...] = (sign.words,)
        if stretch:
            answers[self.content.ages_question] = stretch.ages
            said = (sign.words, stretch.words)
        question = self.content.qualifiers.get(sign.qualifier or "")
        if question is None:
            yield from self.around(sign, self.row(sign.id, RowKind.SIGN, said, answers))
            return
        left_out = (*said, words("Not answered: %(question)s", question=question.words or ""))
        yield from self.around(
            sign, self.row(sign.id, RowKind.SIGN, left_out, {**answers, question.id: ()}), only_ages=True
        )
        for option in question.options:
            key, given = f"{sign.id}--{option.id}", {**answers, question.id: (option.id,)}
            yield from self.around(sign, self.row(key, RowKind.DETAIL, (*said, option.words), given))

    def around(self, sign: Indicator, row: FactRow, *, only_ages: bool = False) -> Iterator[FactRow]:
        """A row, then what changes it."""
        yield row
        yield from self.at_other_ages(sign, row)
        if not only_ages:
            yield from self.beside(row)

    def at_other_ages(self, sign: Indicator, row: FactRow) -> Iterator[FactRow]:
        counted = self.weighing(row.found)

        def at(stretch: Stretch) -> FactRow:
            answers = {**row.answers, self.content.ages_question: stretch.ages}
            if self.weighing(findings(self.content, answers)) == counted:
                return row
            said = [one for one in row.said if not _is_age(one, row.answers, self.content, self.stretches)]
            return self.row(f"{row.key}--aged-{stretch.key}", RowKind.AGE, (*said, stretch.words), answers)

        shown = [(one, at(one)) for one in self.stretches if for_ages(sign, one.ages)]
        for outcome, run in groupby(shown, key=lambda pair: pair[1].outcome):
            same = list(run)
            if outcome[:2] != row.outcome[:2]:
                yield replace(same[0][1], said=(*same[0][1].said[:-1], joined([one for one, _ in same]).words))

    def beside(self, row: FactRow) -> Iterator[FactRow]:
        """The same with the one thing more that a combination asks for, where the two are more than each."""
        for combination, other in self.one_more(row.found):
            answers = self.mildest.beside(row.answers, other)
            if answers is None:
                continue
            said = (*row.said, self.content.name_of(other))
            both = self.row(f"{row.key}--with-{other}", RowKind.BESIDE, said, answers)
            if both.weight > max(row.weight, self.mildest.weight(other)) and combination.gives in both.found:
                yield both

    def one_more(self, found: frozenset[str]) -> Iterator[tuple[Combination, str]]:
        touched = {name for finding in found for name in self.content.parts.get(finding, ())}
        for name, combination in self.content.combinations.items():
            if name not in touched or combination.gives in found:
                continue
            lacking = [part for part in combination.all_of if part not in found]
            more = (combination.at_least or 0) - len(found.intersection(combination.among))
            if len(lacking) + max(more, 0) == 1:
                others = lacking or [part for part in combination.among if part not in found]
                yield from ((combination, other) for other in others if other not in self.aged)

    def elsewhere(self) -> Iterator[FactRow]:
        """Answers on other pages that establish something of this topic, with nothing ticked."""
        for page in self.content.pages.values():
            for question in page.questions:
                title = question.words or page.title
                for key, said, value, given in _ways_to_answer(question):
                    if self.own.isdisjoint(close(self.content, self.mildest.said(given))):
                        continue
                    nothing_more: dict[str, Answer] = dict.fromkeys(self.content.qualifiers, ())
                    before = {**self.mildest.calm, **nothing_more, question.id: value}
                    answers = self.mildest.asking(question, before)
                    yield self.row(f"{question.id}--{key}", RowKind.ELSEWHERE, (title, said), answers)

    def rest(self, rows: Iterable[FactRow]) -> Iterator[FactRow]:
        """What only several things together establish, so that no finding of the topic is without a row."""
        seen: set[str] = set().union(*(row.found for row in rows))
        for combination in self.content.combinations.values():
            if combination.gives not in self.own or combination.gives in seen:
                continue
            way = together(self.mildest, combination)
            if way is not None:
                said, answers = way
                row = self.row(f"together--{combination.id}", RowKind.TOGETHER, said, answers)
                seen |= row.found
                yield row
        for name in self.content.indicators:
            way = self.mildest.way_said(name) if name in self.own - seen else None
            if way is not None:
                row = self.row(f"way--{name}", RowKind.TOGETHER, *way)
                seen |= row.found
                yield row


def _ways_to_answer(question: Question) -> Iterator[tuple[str, Words | str, Answer, Sequence[str]]]:
    """Each option, and leaving it out: key, words, answer, and the findings it gives."""
    if question.kind in (Kind.ONE, Kind.SEVERAL):
        for option in question.options:
            yield option.id, option.words, (option.id,), option.findings
        yield "left-out", words("Not answered"), (), question.if_unanswered


def _is_age(one: Words | str, answers: Mapping[str, Answer], content: Content, every: Sequence[Stretch]) -> bool:
    """Whether this part of what was said is the age that the answers hold."""
    value = answers.get(content.ages_question)
    return isinstance(value, Ages) and any(one == stretch.words for stretch in every if stretch.ages == value)
