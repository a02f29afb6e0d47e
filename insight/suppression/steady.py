"""What was published before, so that today's publication and yesterday's give nothing away together.

Which cells hide a small one is a choice. Were it made anew after each new record, a cell withheld on Monday could be
shown on Tuesday, and what it hid on Monday could be worked out. So what was withheld stays withheld, and a cell that
was shown and has not changed is not withheld to hide another: whoever saw it has it.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from insight.suppression.boxes import Box, Place, Sheet
from insight.suppression.proofs import Proof
from insight.suppression.protected import Protected
from insight.suppression.tables import Dimension, View

Key = tuple[tuple[str, ...], Place]


def keep_steady(sheet: Sheet, before: Protected, *, shown_too: bool) -> None:
    """Begin a view where its last publication left it. With `shown_too`, what was shown may not be withheld now."""
    publication = before.publication
    for view, values, withheld in zip(publication.views, publication.values, publication.withheld, strict=True):
        if view.names != sheet.view.names or view.hidden or sheet.view.hidden:
            continue
        here, there = _shared(sheet.view.labels, view.labels)
        now, then, hidden = sheet.values[here], values[there], withheld[there]
        stays = hidden & (now >= sheet.lowest)
        known = ~hidden & (now == then) & ~sheet.withheld[here]
        sheet.withheld[here] |= stays
        price = np.where(stays, 0.0, sheet.price[here])
        sheet.price[here] = np.where(known & shown_too, np.inf, price)


def _shared(now: tuple[tuple[str, ...], ...], then: tuple[tuple[str, ...], ...]) -> tuple[tuple[np.ndarray, ...], ...]:
    """The places of the cells that both have, in each of them."""
    both = [[label for label in new if label in set(old)] for new, old in zip(now, then, strict=True)]
    places = [
        np.ix_(*([labels.index(label) for label in shared] for labels, shared in zip(view, both, strict=True)))
        for view in (now, then)
    ]
    return places[0], places[1]


def known_proofs(before: Protected | None, dimensions: Sequence[Dimension], views: Sequence[View]) -> dict[Key, Proof]:
    """The proofs of the last publication, by the names of the view and the cell's place in it now."""
    if before is None or [one.id for one in before.dimensions] != [one.id for one in dimensions]:
        return {}
    moved = [_moved(new.categories, old.categories) for new, old in zip(dimensions, before.dimensions, strict=True)]
    now = {view.names: view for view in views if not view.hidden}
    found: dict[Key, Proof] = {}
    for proof in before.publication.proofs:
        view = now.get(proof.view.names)
        up, down = _translated(proof.up, moved), _translated(proof.down, moved)
        if view is None or up is None or down is None:
            continue
        cell = _cell_now(proof, view)
        if cell is not None:
            found[view.names, cell] = replace(proof, view=view, cell=cell, up=up, down=down)
    return found


def _moved(now: Sequence[str], then: Sequence[str]) -> dict[int, int]:
    """Where the categories that were there are now."""
    places = {category: place for place, category in enumerate(now)}
    return {place: places[category] for place, category in enumerate(then) if category in places}


def _translated(boxes: Sequence[Box], moved: Sequence[dict[int, int]]) -> tuple[Box, ...] | None:
    """The boxes by where categories are now; None where one of them is no more."""
    try:
        return tuple(
            Box(
                tuple(one[place] for one, place in zip(moved, box.at, strict=True)),
                tuple((dimension, moved[dimension][place]) for dimension, place in box.others),
                box.times,
            )
            for box in boxes
        )
    except KeyError:
        return None


def _cell_now(proof: Proof, view: View) -> Place | None:
    labels = [labels[place] for labels, place in zip(proof.view.labels, proof.cell, strict=True)]
    try:
        return tuple(known.index(label) for known, label in zip(view.labels, labels, strict=True))
    except ValueError:
        return None
