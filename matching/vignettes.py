"""Made-up cases with the pathway that a careful front door would give: run against content before it is published.

Pure. What a case does not say is answered calmly; a question about a sign that it does not answer was left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, ValidationError, model_validator

from matching.answers import NONE, NOT_SURE, OLDEST, SIGNS, Ages, Answer
from matching.area import CONTENT
from matching.content import Content
from matching.entries import Entry, Id, Ids, PathwayId, Text
from matching.errors import ContentError
from matching.findings import findings
from matching.reading import read_tables, sentence
from matching.recommend import recommend
from matching.routes import calm

FILE = "vignettes.toml"


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class Sheet(Entry):
    """What the person of a case answers: ids only."""

    ages: tuple[Annotated[float, Field(ge=0, lt=OLDEST)], ...] = ()
    unborn: bool = False
    signs: Ids = ()
    """Indicators ticked; each brings its topic with it."""
    answers: dict[str, Annotated[Ids, BeforeValidator(_as_list)]] = Field(default_factory=dict)
    """Question id -> option ids; "topics" for a topic chosen without a sign."""

    def plain(self) -> dict[str, Any]:
        return {
            "ages": list(self.ages),
            "unborn": self.unborn,
            "signs": list(self.signs),
            "answers": {key: list(value) for key, value in self.answers.items()},
        }


class Vignette(Sheet):
    id: Id
    title: Text
    at_least: PathwayId
    at_most: PathwayId

    @model_validator(mode="after")
    def _expects_something(self) -> Self:
        if self.at_least.rank > self.at_most.rank:
            raise ValueError(f"at_least is {self.at_least} and at_most is {self.at_most}: turn them round")
        return self


class Result(StrEnum):
    PASSED = "passed"
    TOO_LOW = "too low"
    TOO_HIGH = "too high"


@dataclass(frozen=True)
class Ran:
    """What became of one vignette under one content."""

    vignette: Vignette
    reached: PathwayId
    level: int
    unread: tuple[str, ...]
    """Signs, questions and options that the content does not know; they count as not sure, or as not said."""

    @property
    def result(self) -> Result:
        if self.reached.rank < self.vignette.at_least.rank:
            return Result.TOO_LOW
        return Result.TOO_HIGH if self.reached.rank > self.vignette.at_most.rank else Result.PASSED


def load_vignettes(folder: Path = CONTENT) -> tuple[Vignette, ...]:
    """The vignettes that come with a folder's content; none where it has no such file. Raises ContentError."""
    if not (folder / FILE).exists():
        return ()
    found, problems = read_tables(folder / FILE, FILE, {"vignette": Vignette})
    ids = [vignette.id for vignette in found["vignette"]]
    problems += [f"{FILE}, vignette '{name}': there are two. Give one another id." for name in _twice(ids)]
    if problems:
        raise ContentError(problems)
    return tuple(found["vignette"])


def vignette_from(plain: Mapping[str, Any]) -> Vignette:
    """A vignette from what a form or a table holds. Raises ContentError with what is wrong."""
    try:
        return Vignette.model_validate(plain)
    except ValidationError as error:
        raise ContentError([sentence(Vignette, detail) for detail in error.errors()]) from None


def run(content: Content, vignettes: Iterable[Vignette]) -> tuple[Ran, ...]:
    return tuple(run_one(content, vignette) for vignette in vignettes)


def run_one(content: Content, vignette: Vignette) -> Ran:
    answers = answers_of(content, vignette)
    reached = recommend(content, findings(content, answers))
    return Ran(vignette, reached.pathway, reached.level, unread(content, vignette))


def answers_of(content: Content, sheet: Sheet) -> dict[str, Answer]:
    """What the person of a case answers, as this content asks it."""
    quiet = {key: value for key, value in calm(content).items() if key not in content.qualifiers}
    ticked: dict[str, list[str]] = {}
    for sign in sheet.signs:
        if sign in content.indicators:
            ticked.setdefault(content.indicators[sign].topic, []).append(sign)
    said: dict[str, Answer] = {**quiet, **{SIGNS + topic: tuple(signs) for topic, signs in ticked.items()}}
    said |= sheet.answers
    said[content.topics_question] = tuple(dict.fromkeys((*sheet.answers.get(content.topics_question, ()), *ticked)))
    said[content.ages_question] = Ages(sheet.ages, sheet.unborn)
    return said


def unread(content: Content, sheet: Sheet) -> tuple[str, ...]:
    """The ids of a case that this content does not know."""
    strange = [sign for sign in sheet.signs if sign not in content.indicators]
    for key, chosen in sheet.answers.items():
        known = _known_options(content, key)
        strange += [key] if known is None else [f"{key}: {option}" for option in chosen if option not in known]
    return tuple(strange)


def _known_options(content: Content, key: str) -> set[str] | None:
    """The ids that may answer this question; None where there is no such question."""
    if key.startswith(SIGNS) and key.removeprefix(SIGNS) in content.topics:
        return {*(sign.id for sign in content.checklists[key.removeprefix(SIGNS)]), NONE, NOT_SURE}
    question = content.question(key)
    if question is None:
        return None
    topics = set(content.topics) if key == content.topics_question else set()
    return topics | {option.id for option in question.options}


def _twice(ids: Sequence[str]) -> list[str]:
    return sorted({name for name in ids if ids.count(name) > 1})
