"""One question put to the services in view: which are relevant, which conditions they meet, how high each stands.

Nothing here touches the disk or the database. Everything is worked out when first asked for, once.
"""

from collections.abc import Callable, Container
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from directory.search import conditions, order
from directory.search.columns import Columns, Floats, Ints, Mask
from directory.search.conditions import Verdicts
from directory.search.entry import Facts
from directory.search.lexicon import Lexicon
from directory.search.question import ServiceSearch
from directory.search.relevance import Relevance, Texts, relevance

CLOSE_TO_BEST = 0.6
"""The share of the best relevance that makes a service which does not fit worth a second look."""


@dataclass(frozen=True)
class View:
    """Every service the search can see, as it was at one moment."""

    columns: Columns
    text: Texts
    live: Mask
    """Rows that stand for a service; a changed one leaves a dead row behind until segments are merged."""
    facts: Callable[[int], Facts]


class Case:
    def __init__(
        self, view: View, question: ServiceSearch, lexicon: Lexicon, holidays: Container[date], today: date
    ) -> None:
        self.view, self.question, self.lexicon = view, question, lexicon
        self.holidays, self.today = holidays, today

    @cached_property
    def relevance(self) -> Relevance:
        return relevance(self.view.columns, self.view.text, self.question.words, self.lexicon, self.reach)

    @cached_property
    def reach(self) -> Mask:
        """Live, and meeting every condition."""
        reach: Mask = np.logical_and(self.view.live, self.verdicts.failing() == 0)
        return reach

    @cached_property
    def miles(self) -> Floats | None:
        return self.view.columns.places.miles_from(self.question.point) if self.question.point else None

    @cached_property
    def relevant(self) -> Mask:
        """Live, and found by the words."""
        return self.relevance.found & self.view.live

    @cached_property
    def much_relevant(self) -> Mask:
        """The relevant rows worth a second look although they do not fit."""
        best = float(self.relevance.score.max(initial=0))
        close: Mask = np.logical_and(self.relevant, self.relevance.score >= CLOSE_TO_BEST * best)
        return close

    @cached_property
    def verdicts(self) -> Verdicts:
        return conditions.hold(self.view.columns, self.question, self.miles, self.view.live, self.holidays)

    @cached_property
    def fitting(self) -> Mask:
        fitting: Mask = np.logical_and(self.relevant, self.reach)
        return fitting

    @cached_property
    def score(self) -> Floats:
        return order.scores(self.view.columns, self.question, self.relevance, self.verdicts, self.miles, self.today)

    def in_order(self, mask: Mask) -> Ints:
        """The masked rows, best first."""
        return order.in_order(np.flatnonzero(mask), self.score, self.view.columns, self.miles, self.question.sort)

    def asked_otherwise(self, **changes: Any) -> "Case":
        """The same view, asked a little differently."""
        return Case(self.view, replace(self.question, **changes), self.lexicon, self.holidays, self.today)
