"""The protected counts of some records, as pages and exports ask for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from insight.suppression.boxes import Place
from insight.suppression.cells import WITHHELD, Cell, Shown
from insight.suppression.proofs import Publication
from insight.suppression.tables import CannotPublish, Dimension, View, in_order


@dataclass(frozen=True)
class Protected:
    """What may be shown: `cell({"need": "sleep"})` is one count, `table(["need", "district"])` a breakdown."""

    dimensions: tuple[Dimension, ...]
    publication: Publication

    def table(self, names: Sequence[str]) -> dict[tuple[str, ...], Cell]:
        """Every cell of a breakdown, by its labels in the order of `names`.

        Raises `CannotPublish` for one that was not asked for when these records were protected.
        """
        kept = in_order(names, self.dimensions)
        at, view = self._find(kept)
        labels = [view.labels[axis] for axis in sorted(view.by)]
        order = [kept.index(name) for name in names]
        return {tuple(one[place] for place in order): self._cell(at, view, one) for one in product(*labels)}

    def cell(self, where: Mapping[str, str]) -> Cell:
        """One count: `where` gives a label for each name of a breakdown; nothing at all is the grand total."""
        kept = in_order(where, self.dimensions)
        at, view = self._find(kept)
        return self._cell(at, view, tuple(where[name] for name in kept))

    def counted(self) -> tuple[int, int]:
        """How many cells are withheld, of how many that hold anything."""
        published = [
            (flags, values)
            for view, flags, values in zip(
                self.publication.views, self.publication.withheld, self.publication.values, strict=True
            )
            if not view.hidden
        ]
        withheld = sum(int(flags.sum()) for flags, _ in published)
        return withheld, sum(int((values > 0).sum()) for _, values in published)

    def _find(self, names: tuple[str, ...]) -> tuple[int, View]:
        for at, view in enumerate(self.publication.views):
            if view.names == names and not view.hidden:
                return at, view
        raise CannotPublish(f"A table by {', '.join(names) or 'nothing'} was not protected.")

    def _cell(self, at: int, view: View, labels: Sequence[str]) -> Cell:
        given = iter(labels)
        try:
            place: Place = tuple(
                one.index(next(given)) if axis in view.by else 0 for axis, one in enumerate(view.labels)
            )
        except ValueError as error:
            raise CannotPublish(f"{', '.join(labels)} is no cell of a table by {', '.join(view.names)}.") from error
        hidden = self.publication.withheld[at][place]
        return WITHHELD if hidden else Shown(int(self.publication.values[at][place]))
