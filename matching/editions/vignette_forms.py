"""The form of a made-up case: what is picked and answered, and where it must end. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from directory.ages import AgeNotUnderstood, parse_ages
from directory.curation.editing.fields import tidy
from directory.wording import Words, words
from matching.answers import SIGNS
from matching.content import Content
from matching.editions.fields import NotUnderstood, Sent, picked, picked_label
from matching.entries import Kind, PathwayId
from matching.errors import ContentError
from matching.identifying import SAID, Looks, looks_like
from matching.questionnaire import Asked, pages
from matching.vignettes import Sheet, Vignette, answers_of, vignette_from

BOXES = 6
LONGEST_TITLE = 200
Errors = list[tuple[str, Words]]


@dataclass
class CaseForm:
    """What was typed, and what is wrong with it by the id of the box."""

    content: Content
    title: str = ""
    ages: str = ""
    signs: Sequence[str] = ()
    answers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    at_least: str = ""
    at_most: str = ""
    sure: bool = False
    """Whoever writes it has looked again: the title names nobody."""
    errors: Errors = field(default_factory=list)
    warned: tuple[Looks, ...] = ()

    @property
    def listed(self) -> dict[str, str]:
        """The signs that a person can tick."""
        return {one.id: one.words for one in self.content.indicators.values() if not one.hidden}

    @property
    def labels(self) -> list[str]:
        return [picked_label(self.listed, name) for name in self.listed]

    @property
    def boxes(self) -> list[str]:
        """What stands in each box for a sign."""
        return [*self.signs, *[""] * max(2, BOXES - len(self.signs))]

    @property
    def asked(self) -> list[tuple[str, Asked]]:
        """The questions that this case is asked, in words, short of those that its signs and ages answer."""
        states = pages(self.content, answers_of(self.content, self.sheet()))
        every = [(one.words or state.page.title, one) for state in states for one in state.questions]
        topics, own = self.content.topics_question, (Kind.ONE, Kind.SEVERAL)
        return [
            (words, one)
            for words, one in every
            if one.kind in own and not one.id.startswith(SIGNS) and one.id != topics
        ]

    def sheet(self) -> Sheet:
        """What is picked and answered so far; what cannot be read is left out."""
        found, unborn = self._ages()
        known = [name for name in map(self._sign, self.signs, range(len(self.signs))) if name]
        return Sheet(ages=found, unborn=unborn, signs=tuple(known), answers=dict(self._answered()))

    def vignette(self) -> Vignette | None:
        """The whole case; None where something is wrong, which is in `errors` then."""
        self._check()
        if self.errors:
            return None
        try:
            plain = {"id": "new", "title": self.title, "at_least": self.at_least, "at_most": self.at_most}
            return vignette_from({**self.sheet().plain(), **plain})
        except ContentError as error:
            self.errors = [("at_least", Words(problem)) for problem in error.problems]
            return None

    def _check(self) -> None:
        self.errors = []
        if not self.title:
            self.errors.append(("title", words("Say in a line what the case is")))
        if len(self.title) > LONGEST_TITLE:
            self.errors.append(("title", words("Keep this to %(most)s letters", most=LONGEST_TITLE)))
        self.warned = () if self.sure else looks_like(self.title)
        for looks in self.warned:
            self.errors.append(("title", words("This looks as if it had %(what)s in it", what=SAID[looks])))
        self._ages(self.errors)
        for place, text in enumerate(self.signs):
            self._sign(text, place, self.errors)
        if not self.signs and not any(self.answers.values()):
            self.errors.append(("sign-0", words("Choose at least one sign")))
        for name in ("at_least", "at_most"):
            if getattr(self, name) not in list(PathwayId):
                self.errors.append((name, words("Choose where the case must end")))
        if not self.errors and PathwayId(self.at_least).rank > PathwayId(self.at_most).rank:
            self.errors.append(("at_least", words("“At least” is above “at most”: turn them round")))

    def _ages(self, errors: Errors | None = None) -> tuple[tuple[float, ...], bool]:
        try:
            found = parse_ages(self.ages)
        except AgeNotUnderstood as error:
            if errors is not None:
                errors.append(("ages", error.words))
            return (), False
        return tuple(age.years for age in found if not age.unborn), any(age.unborn for age in found)

    def _sign(self, text: str, place: int, errors: Errors | None = None) -> str | None:
        try:
            return picked(text, self.listed, f"sign-{place}")
        except NotUnderstood as error:
            if errors is not None:
                errors.append((error.at, error.said))
            return None

    def _answered(self) -> Any:
        for key, chosen in self.answers.items():
            question = self.content.question(key)
            known = [one for one in chosen if question and question.option(one)]
            if known:
                yield key, tuple(known)


def case_sent(content: Content, sent: Sent) -> CaseForm:
    """The form as it was sent."""
    answers = {
        name.removeprefix("answer:"): [one for one in sent.getlist(name) if one]
        for name in sent.values
        if name.startswith("answer:")
    }
    return CaseForm(
        content=content,
        title=tidy(sent.get("title")),
        ages=tidy(sent.get("ages")),
        signs=[text for text in map(tidy, sent.getlist("sign")) if text],
        answers=answers,
        at_least=sent.get("at_least"),
        at_most=sent.get("at_most"),
        sure=bool(sent.get("sure")),
    )
