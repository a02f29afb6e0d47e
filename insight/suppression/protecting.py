"""Withhold small counts, and as many others as it takes that none of them can be worked out.

**The rule.** Counts from 1 to 4 are withheld (below 5, as is usual in what the Office for National Statistics and NHS
England publish about people). Zero is shown: the cells count enquiries, not the members of a group known to the
reader, so a zero tells nothing of anybody. Where it would tell (categories that are answers of a group known to the
reader), `hide_zeros` withholds 0 to 4.

**The danger.** A withheld number is found by taking what is shown from a total: in one table, across tables of the same
records, or across a group and its members. So more must be withheld ("complementary suppression").

**The proof.** For each small number, and for each of four values in a row that it may have (1 to 4; more where a total
of n withheld parts cannot be below n), this module writes down other records of which everything shown would be the
same and the small number would have that value. Whoever has the publication alone cannot tell those records from the
true ones, so no sum, difference, equation or program can find the number. Nothing rests on how the proofs were found:
`audit` checks each of them against what is shown, and nothing is published that does not pass.

**The method.** The hypercube method (Repsilber 1994, of German official statistics): for each small number the cheapest
box (see `boxes`) that reaches the values wanted. It withholds somewhat more than the least possible, never too
little. Where nothing else helps, a number goes with all its totals.

**Records of several categories.** An enquiry about two needs counts under both, so its tables are of mentions, and the
number of enquiries in a district is another unit. It is no less than the mentions of any one need there, and no more
than those of all: with at least 5 enquiries that still leaves a small number five values or more.

**What it does not cover.** What somebody knows from elsewhere: a referrer knows their own enquiry. Reasoning about this
very program: one mark stands for all withheld cells, so that it does not say which are small. Tables of the same
records that went through another call: all that is published of them goes through one, periods included, with `before`
where they are published again. A number that was shown and has changed since: both are known.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import combinations

import numpy as np

from insight.suppression.auditing import VALUES_KEPT, audit, places
from insight.suppression.boxes import Box, Offer, Place, Sheet, apply, can_apply, cheapest_box, take_back
from insight.suppression.cells import SMALLEST_SHOWN
from insight.suppression.linked import hidden_views
from insight.suppression.proofs import Proof, Publication
from insight.suppression.protected import Protected
from insight.suppression.steady import Key, keep_steady, known_proofs
from insight.suppression.tables import Counts, Dimension, View, as_places, make_views

MOST_ANCHORS = 6
"""How many ways to complete the categories of a small cell are tried."""
BASE_PRICE = 10.0
"""What withholding any cell costs, on top of the count that is lost with it."""


class NotSafe(RuntimeError):
    """A publication did not pass its own audit; nothing of it may be shown. `faults` say what is wrong."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = tuple(faults)


def protect(
    cells: Counts,
    dimensions: Sequence[Dimension],
    tables: Iterable[Sequence[str]],
    *,
    hide_zeros: bool = False,
    before: Protected | None = None,
) -> Protected:
    """What may be shown of these records in these tables and all their margins.

    `cells` counts records by one category of each dimension. `tables` name dimensions ("district") or groups of their
    categories ("district.county"). `before` is what was published of the same records when they were fewer, or not
    known as well; see `steady`. Raises `CannotPublish` for tables that are none, and `NotSafe` where no proof is found,
    which then shows nothing.
    """
    records = as_places(cells, dimensions)
    views = make_views(dimensions, tables)
    views += hidden_views(dimensions, views)
    least = 0 if hide_zeros else 1
    if before is not None:
        with suppress(NotSafe):
            return _protected(dimensions, views, records, least, before, shown_too=True)
    return _protected(dimensions, views, records, least, before, shown_too=False)


def _protected(
    dimensions: Sequence[Dimension],
    views: Sequence[View],
    records: Mapping[Place, int],
    least: int,
    before: Protected | None,
    *,
    shown_too: bool,
) -> Protected:
    truth = [view.add_up(records) for view in views]
    sheets = [_sheet(view, values.copy(), least) for view, values in zip(views, truth, strict=True)]
    if before is not None:
        for sheet in sheets:
            keep_steady(sheet, before, shown_too=shown_too)
    proofs = tuple(_proofs(sheets, records, least, known_proofs(before, dimensions, views)))
    publication = Publication(tuple(views), tuple(truth), tuple(one.withheld for one in sheets), proofs, least)
    faults = audit(publication)
    if faults:
        raise NotSafe(faults)
    return Protected(tuple(dimensions), publication)


def _sheet(view: View, values: np.ndarray, least: int) -> Sheet:
    small = (values >= least) & (values < SMALLEST_SHOWN) & (not view.hidden)
    if view.hidden:
        return Sheet(view, values, small, np.zeros(values.shape), 0)
    price = np.where(values < least, np.inf, BASE_PRICE + values)
    return Sheet(view, values, small, np.where(small, 0.0, price), least)


def _proofs(
    sheets: list[Sheet], records: Mapping[Place, int], least: int, known: Mapping[Key, Proof]
) -> Iterable[Proof]:
    """Prove the small cells one after another, withholding what each proof needs; the finest views come first.

    A proof that is `known` from before and still holds is used again.
    """
    for sheet in sheets:
        if sheet.view.hidden:
            continue
        small = (sheet.values >= least) & (sheet.values < SMALLEST_SHOWN)
        own = _records_by_cell(sheet.view, records, small)
        others = [other for other in sheets if other is not sheet]
        for cell in sorted(places(small), key=lambda cell: int(sheet.values[cell])):
            proof = known.get((sheet.view.names, cell))
            if proof and proof.count == sheet.values[cell] and _holds(sheets, proof):
                yield proof
            else:
                yield _prove([sheet, *others], cell, own[cell] or _invented(sheet.view, cell, records), least)


def _holds(sheets: Sequence[Sheet], proof: Proof) -> bool:
    """Whether a proof can be used; if so, what it needs is withheld."""
    if not (can_apply(sheets, proof.up) and can_apply(sheets, proof.down)):
        return False
    for box in (*proof.up, *proof.down):
        apply(sheets, box)
        take_back(sheets, box)
    return True


def _prove(sheets: Sequence[Sheet], cell: Place, anchors: Sequence[Place], least: int) -> Proof:
    """First as low as it can be, then high enough to keep its values."""
    view, count = sheets[0].view, int(sheets[0].values[cell])
    down = _boxes(sheets, anchors, -1, count - least)
    lowest = count + sum(box.times for box in down)
    highest = max(SMALLEST_SHOWN - 1, lowest + VALUES_KEPT - 1)
    up = _boxes(sheets, anchors, 1, highest - count)
    reached = count + sum(box.times for box in up)
    return Proof(view, cell, count, lowest, reached, tuple(up), tuple(down))


def _boxes(sheets: Sequence[Sheet], anchors: Sequence[Place], sign: int, wanted: int) -> list[Box]:
    """Boxes that together change the first sheet's cell by `wanted`, or by as much as they can; the sheets stay true,
    and what the boxes change is withheld.
    """
    found: list[Box] = []
    while wanted:
        best: Offer | None = None
        for along in _subsets(sheets[0].view.by):
            for at in anchors:
                best = cheapest_box(sheets, at, along, sign, wanted, best.price if best else np.inf) or best
        if best is None:
            break
        apply(sheets, best.box)
        found.append(best.box)
        wanted -= abs(best.box.times)
    for box in found:
        take_back(sheets, box)
    return found


def _subsets(dimensions: frozenset[int]) -> Iterable[tuple[int, ...]]:
    """The largest first: it leaves the most totals as they are."""
    return (part for size in range(len(dimensions), -1, -1) for part in combinations(sorted(dimensions), size))


def _records_by_cell(view: View, records: Mapping[Place, int], wanted: np.ndarray) -> dict[Place, list[Place]]:
    found: dict[Place, list[Place]] = defaultdict(list)
    for record in records:
        cell = view.place(record)
        if wanted[cell]:
            found[cell].append(record)
    return found


def _invented(view: View, cell: Place, records: Mapping[Place, int]) -> list[Place]:
    """Categories in a cell that nobody has: those of the commonest records, with the cell's own put in."""
    own = {axis: int(np.argmax(view.maps[axis] == cell[axis])) for axis in view.by}
    commonest = sorted(records, key=lambda one: -records[one])[:MOST_ANCHORS] or [(0,) * len(cell)]
    return list(dict.fromkeys(tuple(own.get(axis, one) for axis, one in enumerate(record)) for record in commonest))
