"""Check a publication against its proofs, apart from how they were found: plain counting, no search."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from insight.suppression.boxes import Box, Place
from insight.suppression.cells import SMALLEST_SHOWN
from insight.suppression.proofs import Proof, Publication
from insight.suppression.tables import Flags, View

VALUES_KEPT = 4
"""How many values in a row a small number keeps, its own among them, for whoever has only the publication."""

Change = Mapping[Place, int]
"""How many records more (or fewer) have these categories."""


def audit(publication: Publication) -> list[str]:
    """What is wrong, in words; nothing where every small number is withheld and proved to keep its values."""
    proved = {(id(proof.view), proof.cell): proof for proof in publication.proofs}
    faults = []
    for view, values, withheld in zip(publication.views, publication.values, publication.withheld, strict=True):
        if view.hidden:
            continue
        for cell in places((values >= publication.least) & (values < SMALLEST_SHOWN)):
            proof = proved.get((id(view), cell))
            if not withheld[cell]:
                faults.append(f"{_named(view, cell)} is small and shown")
            elif proof is None or proof.count != values[cell]:
                faults.append(f"{_named(view, cell)} has no proof")
            else:
                faults += _faults(publication, proof)
    return faults


def places(flags: Flags) -> list[Place]:
    return [tuple(int(one) for one in place) for place in np.argwhere(flags)]


def _faults(publication: Publication, proof: Proof) -> list[str]:
    name = _named(proof.view, proof.cell)
    faults = []
    if proof.highest - proof.lowest < VALUES_KEPT - 1 or proof.highest < SMALLEST_SHOWN - 1:
        faults.append(f"{name} keeps only {proof.lowest} to {proof.highest}")
    for boxes, last in ((proof.up, proof.highest), (proof.down, proof.lowest)):
        reached = proof.count
        for change in _record_by_record(boxes):
            reached = proof.count + _changes(proof.view, change).get(proof.cell, 0)
            faults += _telling(publication, change, name)
        if reached != last:
            faults.append(f"{name} reaches {reached}, not {last}")
    return faults


def _record_by_record(boxes: Sequence[Box]) -> Iterator[Change]:
    """The whole change so far, each time that the boxes have been applied once more."""
    change: dict[Place, int] = defaultdict(int)
    for box in boxes:
        once = Box(box.at, box.others, 1 if box.times > 0 else -1)
        for _ in range(abs(box.times)):
            for corner, by in once.corners():
                change[corner] += by
            yield change


def _telling(publication: Publication, change: Change, name: str) -> list[str]:
    """The cells by which these other records could be told from the true ones, or that no records can have."""
    faults = []
    for view, values, withheld in zip(publication.views, publication.values, publication.withheld, strict=True):
        for cell, by in _changes(view, change).items():
            if by and not withheld[cell] and not view.hidden:
                faults.append(f"{name} is told by {_named(view, cell)}")
            if by and values[cell] + by < (0 if view.hidden else publication.least):
                faults.append(f"{name} would need {values[cell] + by} in {_named(view, cell)}")
    return faults


def _changes(view: View, change: Change) -> dict[Place, int]:
    found: dict[Place, int] = defaultdict(int)
    for categories, by in change.items():
        found[view.place(categories)] += by
    return found


def _named(view: View, cell: Place) -> str:
    return " / ".join(labels[at] for labels, at in zip(view.labels, cell, strict=True) if labels[at]) or "all"
