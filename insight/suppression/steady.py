"""What was published before, so that today's publication and yesterday's give nothing away together.

Which cells hide a small one is a choice. Were it made anew after each new record, a cell withheld on Monday could be
shown on Tuesday, and what it hid on Monday could be worked out. So what was withheld stays withheld, and a cell that
was shown and has not changed is not withheld to hide another: whoever saw it has it.
"""

import numpy as np

from insight.suppression.boxes import Sheet
from insight.suppression.protected import Protected


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
