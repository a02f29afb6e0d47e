"""Cases to draw from: made-up answers with what the guide says to them, worked out once.

Each sign of the content by itself at an age it applies to, and each made-up case that comes with the content. Nothing
here touches the database or Flask.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from matching.answers import Answers, answers_to_json
from matching.content import Content
from matching.entries import Indicator
from matching.findings import ages_in
from matching.queries import band_of
from matching.recommend import recommend_answers
from matching.vignettes import Sheet, answers_of, load_vignettes

AGES = (0.5, 3.0, 7.0, 9.0, 12.0, 14.0, 16.0)


@dataclass(frozen=True)
class InventedCase:
    answers: dict[str, Any]
    """As they are kept."""
    pathway: str
    level: int
    needs: tuple[str, ...]
    age_band: str | None


def invented_cases(content: Content, rng: Random) -> dict[str, list[InventedCase]]:
    """Pathway -> the cases that lead to it."""
    found: dict[str, list[InventedCase]] = {}
    for sheet in _sheets(content, rng):
        case = _case(content, answers_of(content, sheet))
        found.setdefault(case.pathway, []).append(case)
    return found


def _sheets(content: Content, rng: Random) -> Iterator[Sheet]:
    yield from load_vignettes()
    for sign in content.indicators.values():
        if not sign.hidden:
            yield Sheet(ages=(_age_for(sign, rng),), signs=(sign.id,))


def _age_for(sign: Indicator, rng: Random) -> float:
    lowest, highest = sign.ages or (0.0, 17.0)
    fitting = [age for age in AGES if lowest <= age <= highest]
    return rng.choice(fitting) if fitting else lowest


def _case(content: Content, answers: Answers) -> InventedCase:
    given = recommend_answers(content, answers)
    band = band_of(ages_in(content, answers))
    return InventedCase(answers_to_json(answers), given.pathway, given.level, given.needs, band)
