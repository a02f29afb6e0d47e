"""Read the assumptions of the flow model out of an address. Values in, values out."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from directory.wording import Words, words
from insight.flow_model import PUBLISHED_CASE, AssumptionRefused, Assumptions, assumption_names
from insight.flow_words import ASSUMED, LABELS, refused

LONGEST = 20
"""Characters. No number that makes sense here is longer."""


@dataclass
class Asked:
    """What was typed for each assumption, and what came of it: the assumptions, or what is wrong by field."""

    typed: dict[str, str]
    assumptions: Assumptions | None = None
    errors: dict[str, Words] = field(default_factory=dict)


def read_assumptions(given: Mapping[str, str]) -> Asked:
    """What is not given, or left empty, is as in the published case."""
    asked = Asked({one.name: _typed(given, one.name) for one in ASSUMED})
    values: dict[str, float] = {}
    for name, typed in asked.typed.items():
        number = _number(typed)
        if number is None:
            asked.errors[name] = words(
                "“%(name)s” must be a number, such as %(such)s.", name=LABELS[name], such=_usual(name)
            )
        else:
            values[name] = number
    if not asked.errors:
        try:
            asked.assumptions = Assumptions(**values)
        except AssumptionRefused as error:
            asked.errors[error.field] = refused(error)
    return asked


def address_values(assumptions: Assumptions) -> dict[str, str]:
    """What to put into an address so that it asks for these; what is as published is left out."""
    return {
        name: f"{getattr(assumptions, name):g}"
        for name in assumption_names()
        if getattr(assumptions, name) != getattr(PUBLISHED_CASE, name)
    }


def _typed(given: Mapping[str, str], name: str) -> str:
    return (given.get(name) or "").strip() or _usual(name)


def _usual(name: str) -> str:
    return f"{getattr(PUBLISHED_CASE, name):g}"


def _number(typed: str) -> float | None:
    """12, "12.5", "4,200" and "10%" are numbers; "inf" and "nan" are none that anybody means."""
    if len(typed) > LONGEST:
        return None
    try:
        number = float(typed.replace(",", "").removesuffix("%"))
    except ValueError:
        return None
    return number if math.isfinite(number) else None
