"""How people say things: the sayings from which understanding is learnt, read from `content/phrasings/*.toml`.

A saying leads to an indicator, or, where no indicator fits, to a pathway; and to the needs given, or else to the
indicator's own. Nothing here touches the database, the clock or Flask.
"""

from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from matching.area import CONTENT
from matching.entries import Entry, Id, Ids, PathwayId, Texts
from matching.errors import ContentError
from matching.reading import read_tables

FOLDER = CONTENT / "phrasings"


class Phrasing(Entry):
    """Sayings that mean the same thing, each one example to learn from."""

    indicator: Id | None = None
    pathway: PathwayId | None = None
    """Where these sayings lead, if not where the indicator alone does."""
    needs: Ids = ()
    """Best first."""
    says: Texts = Field(min_length=1)

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        if self.indicator is None and self.pathway is None:
            raise ValueError("it leads nowhere. Add a line: indicator = … or pathway = …")
        return self


def load_phrasings(folder: Path = FOLDER) -> tuple[Phrasing, ...]:
    """Every phrasing of a folder, in the order of file names. Raises ContentError with every problem found."""
    found: list[Phrasing] = []
    problems: list[str] = []
    for path in sorted(folder.glob("*.toml")):
        tables, wrong = read_tables(path, f"phrasings/{path.name}", {"phrasing": Phrasing})
        found += tables["phrasing"]
        problems += wrong
    if problems:
        raise ContentError(problems)
    return tuple(found)
