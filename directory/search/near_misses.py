"""Services that fail exactly one condition, and what to show when nothing fits: there is always a next step."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from directory.search.case import Case
from directory.search.columns import Ints, Mask
from directory.wording import Words, counted, words

MOST_SHOWN = 3
UNASKED = {"sex", "send", "closed"}
"""The conditions that are held against every service, whatever was asked."""

Saying = Callable[[int], Words]

SAYINGS: dict[str, Saying] = {
    "age": lambda n: counted(
        "%(n)s more would fit, but is for other ages", "%(n)s more would fit, but are for other ages", n
    ),
    "area": lambda n: counted(
        "%(n)s more would fit, but covers other areas", "%(n)s more would fit, but cover other areas", n
    ),
    "distance": lambda n: counted(
        "%(n)s more would fit, but is further away", "%(n)s more would fit, but are further away", n
    ),
    "role": lambda n: counted(
        "%(n)s more would fit, but takes referrals from others",
        "%(n)s more would fit, but take referrals from others",
        n,
    ),
    "sex": lambda n: counted(
        "%(n)s more would fit, but is for girls only or boys only",
        "%(n)s more would fit, but are for girls only or boys only",
        n,
    ),
    "send": lambda n: counted(
        "%(n)s more would fit, but not with what was said of special needs",
        "%(n)s more would fit, but not with what was said of special needs",
        n,
    ),
    "language": lambda n: counted(
        "%(n)s more would fit, but not in this language", "%(n)s more would fit, but not in this language", n
    ),
    "level": lambda n: counted(
        "%(n)s more would fit, but works at another level of need",
        "%(n)s more would fit, but work at another level of need",
        n,
    ),
    "cost": lambda n: counted("%(n)s more would fit, but is not free", "%(n)s more would fit, but are not free", n),
    "open": lambda n: counted(
        "%(n)s more would fit, but is closed at this time", "%(n)s more would fit, but are closed at this time", n
    ),
    "provision": lambda n: counted(
        "%(n)s more would fit, but is another kind of service",
        "%(n)s more would fit, but are another kind of service",
        n,
    ),
    "closed": lambda n: counted(
        "%(n)s more would fit, but is closed for now", "%(n)s more would fit, but are closed for now", n
    ),
}
"""Condition -> how it is said of this many services, in the order in which they are shown."""


@dataclass(frozen=True)
class Group:
    """Rows that fail in one way, best first, and the case whose checks say so."""

    condition: str
    words: Words
    rows: Ints
    case: Case


def find_near_misses(case: Case) -> list[Group]:
    """The services one condition away, by condition; where nothing fits and none is one away, the nearest there are."""
    groups = list(_one_condition_away(case))
    if groups or case.fitting.any():
        return groups
    return list(_nearest(case))


def _one_condition_away(case: Case) -> Iterator[Group]:
    near = case.much_relevant & (case.verdicts.failing() == 1)
    for condition, say in SAYINGS.items():
        rows = near & case.verdicts.fails(condition)
        if rows.any():
            yield _group(case, condition, say(int(np.count_nonzero(rows))), rows)


def _nearest(case: Case) -> Iterator[Group]:
    """What to show instead of an empty page."""
    failing = case.verdicts.failing()
    if case.relevant.any():
        least = failing[case.relevant].min()
        condition = "needs" if least == 1 else "several"
        yield _group(
            case, condition, words("Nothing fits all of this. These come nearest"), case.relevant & (failing == least)
        )
        return
    without_words = case.asked_otherwise(words="")
    if without_words.verdicts.by_condition.keys() - UNASKED and without_words.fitting.any():
        said = words("Nothing was found for those words. These fit the rest of what you asked")
        yield _group(without_words, "words", said, without_words.fitting)


def _group(case: Case, condition: str, said: Words, rows: Mask) -> Group:
    return Group(condition, said, case.in_order(rows)[:MOST_SHOWN], case)
