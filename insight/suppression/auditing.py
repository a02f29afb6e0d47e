"""Check a publication against its proofs, apart from how they were found: plain counting, no arrays, no search."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from insight.suppression.boxes import Box, Place
from insight.suppression.proofs import Proof, Publication, most_parts, range_to_keep
from insight.suppression.tables import View

Change = Mapping[Place, int]
"""How many records more (or fewer) have these categories."""


def audit(publication: Publication, records: Mapping[Place, int], width: int) -> list[str]:
    """What is wrong, in words; nothing where every small number is withheld and may be each value it must keep.

    `records` are the true ones, by places of categories.
    """
    proved = {(id(proof.view), proof.cell): proof for proof in publication.proofs}
    faults = []
    for view, values, withheld in zip(publication.views, publication.values, publication.withheld, strict=True):
        if view.hidden:
            continue
        small = (values >= publication.lowest) & (values < publication.smallest_shown)
        for cell in _places(small):
            if not withheld[cell]:
                faults.append(f"{_named(view, cell)} is small and shown")
                continue
            proof = proved.get((id(view), cell))
            if proof is None:
                faults.append(f"{_named(view, cell)} has no proof")
            else:
                faults += _proof_faults(publication, proof, records, width)
    return faults


def _proof_faults(publication: Publication, proof: Proof, records: Mapping[Place, int], width: int) -> list[str]:
    name = _named(proof.view, proof.cell)
    own = [record for record in records if proof.view.place(record) == proof.cell]
    count = sum(records[record] for record in own)
    parts = most_parts(publication.views, proof.view, own)
    least, most = range_to_keep(parts, publication.lowest, publication.smallest_shown, width)
    faults = []
    if proof.count != count or proof.lowest > least or proof.highest < most:
        faults.append(f"{name} must keep {least} to {most}")
    for boxes, last in ((proof.up, proof.highest), (proof.down, proof.lowest)):
        reached = count
        for change in _step_by_step(boxes):
            reached = count + _changes(proof.view, change).get(proof.cell, 0)
            faults += _told_by(publication, change, name)
        if reached != last:
            faults.append(f"{name} reaches {reached}, not {last}")
    return faults


def _step_by_step(boxes: Sequence[Box]) -> Iterator[Change]:
    """The whole change so far, after each single record that the boxes add or take."""
    change: dict[Place, int] = defaultdict(int)
    for box in boxes:
        one = Box(box.at, box.others, 1 if box.times > 0 else -1)
        for _ in range(abs(box.times)):
            for corner, by in one.corners():
                change[corner] += by
            yield change


def _told_by(publication: Publication, change: Change, name: str) -> list[str]:
    """The published cells by which these other records could be told from the true ones."""
    faults = []
    for view, values, withheld in zip(publication.views, publication.values, publication.withheld, strict=True):
        for cell, by in _changes(view, change).items():
            if by and not withheld[cell] and not view.hidden:
                faults.append(f"{name} is told by {_named(view, cell)}")
            if by and values[cell] + by < (0 if view.hidden else publication.lowest):
                faults.append(f"{name} would need {values[cell] + by} in {_named(view, cell)}")
    return faults


def _changes(view: View, change: Change) -> dict[Place, int]:
    found: dict[Place, int] = defaultdict(int)
    for categories, by in change.items():
        found[view.place(categories)] += by
    return found


def _places(flags: np.ndarray) -> list[Place]:
    return [tuple(int(one) for one in place) for place in np.argwhere(flags)]


def _named(view: View, cell: Place) -> str:
    return " / ".join(labels[place] for labels, place in zip(view.labels, cell, strict=True) if labels[place]) or "all"
