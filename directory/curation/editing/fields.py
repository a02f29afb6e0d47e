"""What somebody typed into a form, exactly, and made fit to be read. Nothing here touches the database or Flask."""

import re
from collections.abc import Iterable, Mapping, Sequence

LONGEST_LINE = 400
LONGEST_TEXT = 10_000


def tidy(text: str) -> str:
    """One line, without characters that no keyboard makes."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def plain(text: str) -> str:
    """Several lines, without characters that no keyboard makes."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(letter for letter in lines if letter.isprintable() or letter == "\n").strip()


class Fields:
    """Field name -> what was typed, ticked or chosen, in the order it was sent."""

    def __init__(self, values: Mapping[str, Sequence[str]] | None = None) -> None:
        self.values = {name: list(sent) for name, sent in (values or {}).items()}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Fields) and self.values == other.values

    def raw(self, name: str) -> str:
        return next(iter(self.values.get(name, ())), "")

    def one(self, name: str) -> str:
        return tidy(self.raw(name))

    def text(self, name: str) -> str:
        return plain(self.raw(name))

    def many(self, name: str) -> list[str]:
        return [value for sent in self.values.get(name, ()) if (value := tidy(sent))]

    def rows(self, name: str, columns: Iterable[str]) -> list[dict[str, str]]:
        """The rows that say anything: "phones-0-number" is the column `number` of the first row of `phones`."""
        pattern = re.compile(rf"{re.escape(name)}-([0-9]{{1,4}})-[a-z_0-9]+")
        numbers = sorted({int(found[1]) for sent in self.values if (found := pattern.fullmatch(sent))})
        rows = [{column: self.one(f"{name}-{number}-{column}") for column in columns} for number in numbers]
        return [row for row in rows if any(row.values())]

    def changed(self, values: Mapping[str, Sequence[str]]) -> "Fields":
        """The same with some fields replaced; all rows of a replaced list go first."""
        lists = {name.split("-", 1)[0] for name in values}
        kept = {name: sent for name, sent in self.values.items() if name.split("-", 1)[0] not in lists}
        return Fields({**kept, **values})


def as_rows(name: str, rows: Iterable[Mapping[str, str]]) -> dict[str, list[str]]:
    """The reverse of `Fields.rows`."""
    return {
        f"{name}-{number}-{column}": [text] for number, row in enumerate(rows) for column, text in row.items() if text
    }
