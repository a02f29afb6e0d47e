"""Withhold small counts, and as many others as it takes that none of them can be worked out.

**The rule.** Counts from 1 to 4 are withheld (below 5: what the Office for National Statistics and NHS England ask of
most tables about people, and what this organisation asks). Zero is shown: a table of nobody is about nobody, and the
cells count enquiries, not the people of a known group, so a zero shuts nobody out. Where that does not hold, as when
categories are answers of a group known to the reader, `hide_zeros` withholds 0 to 4.

**The danger.** A withheld number is found by taking what is shown from a total, in one table, across tables of the same
records, or across a group and its members. So more is withheld ("complementary suppression").

**The proof.** For each small number, and for *every* value it may have (1 to 4), this module writes down other records
of which everything shown would be the same and the small number would have that value. Whoever has the publication
alone cannot tell those records from the true ones, so no sum, difference, equation or program narrows the number down,
however clever. Nothing rests on the method by which they are found, since `audit` checks each against what is shown.
A total of n withheld parts can never be below n, so it keeps the values n to n + 3.

**The method.** The hypercube method (Repsilber 1994, used in German official statistics): for each small number the
cheapest box (see `boxes`) that reaches the values wanted, where it may cost cells, then totals. It withholds
somewhat more than the least possible, and never too little. Where nothing else helps, a number and all its totals go.

**What it does not cover.** What somebody knows from elsewhere (a referrer knows their own enquiry). That this very
program was run: one mark stands for all withheld cells, so that it does not say which are small. Tables of the same
records that went through another call: put everything published from the same records into one call, periods included.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np

from insight.suppression.auditing import audit
from insight.suppression.boxes import Box, Offer, Place, Sheet, apply, cheapest_box
from insight.suppression.cells import SMALLEST_SHOWN, WITHHELD, Cell, Shown
from insight.suppression.linked import hidden_views
from insight.suppression.proofs import Proof, Publication
from insight.suppression.tables import Counts, Dimension, View, as_places, in_order, make_views

VALUES_KEPT = 4
"""How many values, one after another, a small number keeps for whoever has only the publication."""
MOST_ANCHORS = 6


class NotSafe(RuntimeError):
    """The publication did not pass its own audit; nothing of it may be shown."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Protected:
    """What may be shown of some records. `cell({"need": "sleep"})` is one count, `table(["need", "district"])` a
    breakdown.
    """

    dimensions: tuple[Dimension, ...]
    publication: Publication

    def table(self, names: Sequence[str]) -> dict[tuple[str, ...], Cell]:
        """Every cell of a breakdown, by its labels in the order of `names`. Raises `CannotPublish` for one that was not
        asked for when these records were protected.
        """
        at = self._find(names)
        view, kept = self.publication.views[at], in_order(names, self.dimensions)
        order = [kept.index(name) for name in names]
        axes = [axis for axis, labels in enumerate(view.labels) if axis in view.by]
        found = {}
        for place in product(*(range(length) for length in view.shape)):
            labels = [view.labels[axis][place[axis]] for axis in axes]
            found[tuple(labels[one] for one in order)] = self._cell(at, place)
        return found

    def cell(self, where: Mapping[str, str]) -> Cell:
        """One count: `where` names a label for each name of a breakdown; none at all is the grand total."""
        names = list(where)
        return self.table(names)[tuple(where[name] for name in names)]

    def withheld_count(self) -> int:
        """How many published cells are withheld."""
        return sum(int(flags.sum()) for view, flags in self._published())

    def faults(self) -> list[str]: ...
