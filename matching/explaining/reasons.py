"""How each reason came about: which answers, what they count as together, which sign, level and pathway. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from directory.wording import Words, words
from matching.answers import NOT_SURE, SIGNS, Answers
from matching.content import Content
from matching.entries import Indicator, Kind, PathwayId
from matching.explaining.further import how_asked
from matching.findings import Because, Found, How
from matching.judgement import JUDGEMENT
from matching.recommend import Reason, Recommendation

NOT_ANSWERED = words("Not answered")
UNSURE = words("Not sure")


class Further(Enum):
    """A further question about a sign."""

    NOT_ASKED = auto()
    ANSWERED = auto()
    OPEN = auto()


@dataclass(frozen=True)
class Answered:
    """An answer that a reason rests on."""

    key: str
    page: str | None
    """The page to change it on."""
    asks: str
    said: str | Words
    how: How


@dataclass(frozen=True)
class Link:
    """What findings count as on the way from the answers to the sign."""

    words: str
    how: How
    """`KIND` or `COMBINED`."""
    of: tuple[str, ...]
    """What it rests on, in words."""


@dataclass(frozen=True)
class Account:
    """One reason, from the answers to the pathway."""

    reason: Reason
    answers: tuple[Answered, ...]
    links: tuple[Link, ...]
    level_name: str | None
    """What people who work here call this level."""
    decides: bool
    """It alone leads to where the outcome leads."""
    asked_more: Further = Further.NOT_ASKED
    """Whether a further question decides how serious the sign is, and whether somebody could answer it."""

    @property
    def by_question(self) -> tuple[tuple[Answered, ...], ...]:
        """The answers, those to one question together."""
        asked: dict[str, list[Answered]] = {}
        for one in self.answers:
            asked.setdefault(one.key, []).append(one)
        return tuple(map(tuple, asked.values()))

    @property
    def own_view(self) -> bool:
        """The referrer's own judgement."""
        return self.reason.because.question == JUDGEMENT

    @property
    def plain(self) -> bool:
        """What was answered is the sign itself."""
        return self.own_view or (len(self.answers) == 1 and self.answers[0].said == self.reason.words)

    @property
    def together(self) -> bool:
        """Several findings count as one."""
        return self.reason.because.how is How.COMBINED

    @property
    def kinds(self) -> tuple[str, ...]:
        """What the answers count as on the way, in words."""
        return tuple(link.words for link in self.links if link.words != self.reason.words)

    @property
    def view(self) -> Words | None:
        """Which view was taken where published documents disagree."""
        if not self.reason.disputed:
            return None
        if self.asked_more is Further.ANSWERED:
            return words("So we asked you more about it. What you answered decides.")
        if self.asked_more is Further.OPEN:
            return words("So we asked you more about it. Until somebody knows, we take the careful view.")
        return words(
            "Where documents give the same sign different levels, we take the highest: here level %(level)s. "
            "A worry taken too seriously can be put right later. A worry that was missed may not be.",
            level=self.reason.level,
        )

    @property
    def doubtful(self) -> bool:
        """It counts because something was not answered, or not sure."""
        return any(one.how in (How.UNANSWERED, How.NOT_SURE) or one.said == UNSURE for one in self.answers)


def accounts_of(content: Content, answers: Answers, found: Found, outcome: Recommendation) -> tuple[Account, ...]:
    """An account of every reason, the gravest first; the referrer's own judgement after what was seen."""
    told = [account_of(content, answers, found, reason, outcome.pathway) for reason in outcome.reasons]
    return tuple(sorted(told, key=lambda one: (-one.reason.pathway.rank, one.own_view)))


def account_of(content: Content, answers: Answers, found: Found, reason: Reason, pathway: PathwayId) -> Account:
    trail = list(_trail(content, found, reason.finding))
    indicator = content.indicators.get(reason.finding)
    said = [_answered(content, answers, name, found[name]) for name in trail if not found[name].members]
    links = [_link(content, name, found[name]) for name in reversed(trail) if found[name].members]
    return Account(
        reason=reason,
        answers=tuple({(one.key, str(one.said)): one for one in said}.values()),
        links=tuple(links),
        level_name=content.area.levels.get(reason.level),
        decides=reason.pathway is pathway,
        asked_more=_asked_more(indicator, answers),
    )


def _asked_more(indicator: Indicator | None, answers: Answers) -> Further:
    if indicator is None or indicator.qualifier is None:
        return Further.NOT_ASKED
    return Further.OPEN if answers.get(indicator.qualifier, ()) in ((), (NOT_SURE,)) else Further.ANSWERED


def _trail(content: Content, found: Found, finding: str) -> Iterator[str]:
    """The finding, and all that it rests on, each once: what it came from after it."""
    waiting, seen = [finding], {finding}
    while waiting:
        name = waiting.pop(0)
        yield name
        for member in found[name].members:
            if member not in seen:
                seen.add(member)
                waiting.append(member)


def _link(content: Content, name: str, because: Because) -> Link:
    return Link(content.name_of(name), because.how, tuple(map(content.name_of, because.members)))


def _answered(content: Content, answers: Answers, name: str, because: Because) -> Answered:
    key = because.question or ""
    asks, page = _asked(content, key)
    return Answered(key, page, asks, _said(content, name, because), because.how)


def _asked(content: Content, key: str) -> tuple[str, str | None]:
    """A question in words, and the page that asks it; a checklist is called by its worry."""
    if key.startswith(SIGNS):
        page = next((page for page in content.pages.values() if page.questions[0].kind is Kind.SIGNS), None)
        topic = content.topics.get(key.removeprefix(SIGNS))
        return topic.name if topic else key, page.id if page else None
    question = content.question(key)
    return how_asked(content, question) if question else (key, None)


def _said(content: Content, name: str, because: Because) -> str | Words:
    if because.how is How.UNANSWERED:
        return NOT_ANSWERED
    if because.how is How.NOT_SURE or because.option == NOT_SURE:
        return UNSURE
    if because.how is How.SAID and because.question and not because.question.startswith(SIGNS):
        question = content.question(because.question)
        option = question.option(because.option or "") if question else None
        return option.words if option else content.name_of(name)
    return content.name_of(name)


def keys_used(accounts: Sequence[Account]) -> frozenset[str]:
    """The keys of the answers that some reason rests on."""
    return frozenset(answer.key for account in accounts for answer in account.answers)
