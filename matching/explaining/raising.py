"""What would make it more serious: the fewest further answers that would, found by trying them against the content.

Pure. An addition is one further answer, or two. What it leads to is worked out as the outcome itself is, with each
question that it newly raises answered as calmly as it can be: so it is named only where it raises the outcome whatever
is answered next. Worries that were not chosen are counted, not listed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from matching.answers import Answers
from matching.content import Content
from matching.entries import Kind, PathwayId, Topic
from matching.explaining.further import Further, further_answers, options_of, wider_age
from matching.explaining.spread import completes, pathway_of, spread
from matching.findings import Found, ages_in, asked, findings, for_ages, open_topics
from matching.routes import gravity

Names = frozenset[str]
MOST_REPLAYED = 40
"""Pairs that are replayed from the start, which takes a millisecond each; those that only add need no replay."""


@dataclass(frozen=True)
class Addition:
    answers: tuple[Further, ...]
    """One; or two of which neither alone leads as far."""
    pathway: PathwayId
    becomes: str | None
    """What it adds up to, in words, where that is not what was answered itself."""

    def given(self, content: Content, answers: Answers) -> Answers:
        for one in self.answers:
            answers = one.given(content, answers)
        return answers


@dataclass(frozen=True)
class Elsewhere:
    """A worry that was not chosen, and how many of its signs would make it more serious."""

    topic: Topic
    count: int


@dataclass(frozen=True)
class Raising:
    pathway: PathwayId
    """Where the answers lead now."""
    single: tuple[Addition, ...]
    """The gravest first, otherwise as they would be asked; all there are."""
    pairs: tuple[Addition, ...]
    elsewhere: tuple[Elsewhere, ...]
    more: bool
    """So much was left unanswered that there may be more pairs."""

    @property
    def next(self) -> tuple[Addition, ...]:
        """The single answers that lead to the next graver pathway that any leads to."""
        ranks = [one.pathway.rank for one in self.single]
        return tuple(one for one in self.single if one.pathway.rank == min(ranks))

    @property
    def steps(self) -> tuple[PathwayId, ...]:
        """The graver pathways that something here leads to, the nearest first."""
        return tuple(sorted({one.pathway for one in (*self.single, *self.pairs)}, key=lambda one: one.rank))

    @property
    def elsewhere_count(self) -> int:
        return sum(one.count for one in self.elsewhere)


@dataclass(frozen=True)
class Tried:
    """A further answer, all that holds with it, and where that leads."""

    further: Further
    names: Names
    pathway: PathwayId


def what_would_raise(content: Content, answers: Answers, found: Found | None = None) -> Raising:
    """Every single answer, and every smallest pair, that would lead to a graver pathway. `found`: as `findings`."""
    trial = Trial(content, answers, findings(content, answers) if found is None else found)
    single, pairs = _gravest_first(trial.singles()), _gravest_first(trial.pairs())
    elsewhere = tuple(_elsewhere(content, answers, trial))
    return Raising(trial.now, single, pairs, elsewhere, more=trial.replays_left <= 0)


class Trial:
    """The answers as they are, and what holds with one or two more."""

    def __init__(self, content: Content, answers: Answers, found: Found) -> None:
        self.content, self.answers, self.found = content, answers, found
        self.base: Names = frozenset(found)
        self.now = pathway_of(content, self.base)
        self._asked = {question.id for question in content.questions.values() if asked(content, question, found)}
        self.replays_left = MOST_REPLAYED
        self._calmest: dict[str, str] = {}
        self._ranks: dict[str, int] = {}
        graver = self.now is not PathwayId.EMERGENCY
        self.tried = [self._try(one) for one in further_answers(content, answers, found)] if graver else []

    def singles(self) -> Iterator[Addition]:
        raising = [one for one in self.tried if one.pathway.rank > self.now.rank]
        for one in raising:
            if not any(
                wider_age(self.content, other.further, one.further) and other.pathway.rank >= one.pathway.rank
                for other in raising
            ):
                yield self._addition((one.further,), one.names, one.pathway)

    def pairs(self) -> Iterator[Addition]:
        """Two answers that lead further together than either: they fulfil a combination, or one raises the other."""
        found = {frozenset((one.further.key, two.further.key)): (one, two) for one, two in self._candidates()}
        raising = [(one, two, names) for one, two in found.values() if (names := self._beyond_either(one, two))]
        for one, two, names in raising:
            if not any(_wider_pair(self.content, (other, another), (one, two)) for other, another, _ in raising):
                yield self._addition((one.further, two.further), names, pathway_of(self.content, names))

    def _try(self, further: Further) -> Tried:
        names = self._with(further.establishes(self.content))
        if further.replaces(self.content, self.answers) and self._matters(names):
            names = self._exactly(further.given(self.content, self.answers))
        return Tried(further, names, pathway_of(self.content, names))

    def _matters(self, names: Names) -> bool:
        """Whether the most that could hold leads further, or is a part of something."""
        new = names - self.base
        return self._rank(new) > self.now.rank or any(name in self.content.parts for name in new)

    def _rank(self, names: Names) -> int:
        for name in names - self._ranks.keys():
            self._ranks[name] = pathway_of(self.content, (name,)).rank
        return max((self._ranks[name] for name in names), default=0)

    def _with(self, new: Iterable[str]) -> Names:
        """All that holds when these do too."""
        names, asked_now = spread(self.content, self.base, new), set(self._asked)
        while raised := self._raised(names - self.base, asked_now):
            asked_now.update(raised)
            questions = [self.content.questions[name] for name in raised]
            calm = [question.option(self._calm(question.id)) for question in questions]
            names = spread(self.content, names, [name for option in calm if option for name in option.findings])
        return names

    def _exactly(self, answers: Answers) -> Names:
        """All that holds under these answers, replayed from the start."""
        given = dict(answers)
        while True:
            found = findings(self.content, given)
            raised = self._raised(frozenset(found) - self.base, self._asked | given.keys())
            if not raised:
                return frozenset(found)
            given |= {question: (self._calm(question),) for question in raised}

    def _raised(self, new: Names, asked_now: set[str]) -> list[str]:
        """The questions that these findings raise."""
        return [
            question.id
            for question in self.content.questions.values()
            if question.id not in asked_now
            and question.options
            and not new.isdisjoint(self.content.qualified.get(question.id) or question.asked_when)
        ]

    def _calm(self, question_id: str) -> str:
        if question_id not in self._calmest:
            options = self.content.questions[question_id].options
            self._calmest[question_id] = min(options, key=lambda one: gravity(self.content, one.findings)).id
        return self._calmest[question_id]

    def _candidates(self) -> Iterator[tuple[Tried, Tried]]:
        """The pairs that could lead further than either; all others add nothing to each other."""
        parts: dict[str, list[Tried]] = defaultdict(list)
        for one in self.tried:
            for part in {part for name in one.names - self.base for part in self.content.parts.get(name, ())}:
                parts[part].append(one)
            for question in self._raised(one.names - self.base, self._asked):
                for option in options_of(self.content, self.content.questions[question], self.answers):
                    yield one, Tried(option, self.base, self.now)
        for name, combination in self.content.combinations.items():
            if name not in parts or self._furthest(combination.gives) <= self.now.rank:
                continue
            incomplete = [one for one in parts[name] if combination.gives not in one.names]
            for one, two in combinations(incomplete, 2):
                if self._go_together(one, two) and completes(combination, one.names | two.names):
                    yield one, two

    def _furthest(self, name: str) -> int:
        """The rank of the gravest pathway that this finding could lead to, whatever else holds."""
        reached, waiting = {name}, [name]
        while waiting:
            one = waiting.pop()
            indicator = self.content.indicators.get(one)
            onward = [*indicator.kinds] if indicator else []
            onward += [self.content.combinations[part].gives for part in self.content.parts.get(one, ())]
            for question in map(self.content.questions.__getitem__, self._raised(frozenset((one,)), self._asked)):
                onward += [finding for option in question.options for finding in option.findings]
            waiting += set(onward) - reached
            reached.update(onward)
        return self._rank(frozenset(reached))

    def _go_together(self, one: Tried, two: Tried) -> bool:
        question = self.content.question(one.further.question)
        return one.further.question != two.further.question or question is None or question.kind is Kind.SEVERAL

    def _beyond_either(self, one: Tried, two: Tried) -> Names | None:
        """All that holds with both answers; None where one of them alone leads as far."""
        most = max(self.now.rank, one.pathway.rank, two.pathway.rank)
        both = (one.further, two.further)
        names = self._with(name for further in both for name in further.establishes(self.content))
        if self._rank(names - self.base) <= most:
            return None
        if any(further.replaces(self.content, self.answers) for further in both):
            self.replays_left -= 1
            if self.replays_left < 0:
                return None
            names = self._exactly(two.further.given(self.content, one.further.given(self.content, self.answers)))
        return names if self._rank(names) > most else None

    def _addition(self, answers: tuple[Further, ...], names: Names, pathway: PathwayId) -> Addition:
        own = {name for one in answers for name in one.establishes(self.content)}
        new = [self.content.indicators[name] for name in self.content.indicators if name in names - self.base]
        leading = [indicator for indicator in new if indicator.pathway is pathway]
        said_already = not leading or any(indicator.id in own for indicator in leading)
        return Addition(answers, pathway, None if said_already else leading[0].words)


def _wider_pair(content: Content, other: tuple[Tried, Tried], one: tuple[Tried, Tried]) -> bool:
    """Whether the other pair has the same one answer and, beside it, an age that takes in more."""
    return any(
        other[here].further.key == one[there].further.key
        and wider_age(content, other[1 - here].further, one[1 - there].further)
        for here in (0, 1)
        for there in (0, 1)
    )


def _gravest_first(found: Iterator[Addition]) -> tuple[Addition, ...]:
    return tuple(sorted(found, key=lambda one: -one.pathway.rank))


def _elsewhere(content: Content, answers: Answers, trial: Trial) -> Iterator[Elsewhere]:
    opened = {topic.id for topic in open_topics(content, answers, trial.found)}
    ages = ages_in(content, answers)
    for topic in content.topics.values():
        signs = content.checklists[topic.id] if topic.id not in opened else ()
        graver = [sign for sign in signs if sign.pathway.rank > trial.now.rank and for_ages(sign, ages)]
        if graver:
            yield Elsewhere(topic, len(graver))
