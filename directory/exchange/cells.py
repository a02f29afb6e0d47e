"""What stands in one cell of a spreadsheet of ours: several parts in one text, and text that no spreadsheet will take
for a formula or a number. Everything here can be undone exactly.

Nothing here touches the database, the clock or Flask.

A list is one part on each line (or with semicolons between): `0115 496 0100 | description: For parents`. The first
thing in a part is its main value, the others are named. `\\` before `;`, `|`, `\\` or `n` (a new line) keeps a sign
that would part.
"""

import re

STARTS_A_FORMULA = "=+-@\t\r\n＝＋－＠"
BECOMES_A_NUMBER = re.compile(r"0[0-9]+|[0-9]{12,}|[0-9]{1,4}[-/][0-9]{1,2}([-/][0-9]{1,4})?")
"""A leading zero is lost, a long number is rounded, and "5-11" becomes a day in November. A date in full does not."""
WHOLE_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
APOSTROPHE = "'"
ESCAPED = {"\\": "\\\\", ";": "\\;", "|": "\\|", "\n": "\\n"}
KEEPS = {"n": "\n"}
SIGN = re.compile(r"\\(.)|([;\n])|(\|)", re.DOTALL)
NAMED = re.compile(r"([a-z_]+): ?(.*)", re.DOTALL)

Part = dict[str, str]
MAIN = ""
"""The key of a part's first thing, where it has no name."""


def guarded(text: str) -> str:
    """The text as a CSV cell: with an apostrophe before it where a spreadsheet would make something else of it."""
    return APOSTROPHE + text if _needs_guard(text) or unguarded(text) != text else text


def unguarded(cell: str) -> str:
    """The text that `guarded` wrote; a cell that people typed without a guard stays as it is."""
    rest = cell[1:]
    guards = cell.startswith(APOSTROPHE) and (_needs_guard(rest) or rest.startswith(APOSTROPHE))
    return rest if guards else cell


def _needs_guard(text: str) -> bool:
    if text[:1] and text[0] in STARTS_A_FORMULA:
        return True
    return BECOMES_A_NUMBER.fullmatch(text) is not None and WHOLE_DATE.fullmatch(text) is None


def written_parts(parts: list[Part]) -> str:
    """Parts as the text of one cell, one on each line."""
    return "\n".join(" | ".join(_written(name, value) for name, value in part.items()) for part in parts)


def read_parts(cell: str) -> list[Part]:
    """The parts of a cell. A thing that begins with a word and a colon is named, the first other is the main one.

    Raises ValueError with the thing that is neither.
    """
    return [_part(things) for things in _things(cell) if any(thing.strip() for thing in things)]


def _written(name: str, value: str) -> str:
    escaped = "".join(ESCAPED.get(sign, sign) for sign in value)
    return f"{name}: {escaped}" if name else escaped


def _things(cell: str) -> list[list[str]]:
    parts: list[list[str]] = [[""]]
    place = 0
    for found in SIGN.finditer(cell):
        parts[-1][-1] += cell[place : found.start()]
        place = found.end()
        if found[1]:
            parts[-1][-1] += KEEPS.get(found[1], found[1] if found[1] in ";|\\" else found[0])
        elif found[2]:
            parts.append([""])
        else:
            parts[-1].append("")
    parts[-1][-1] += cell[place:]
    return parts


def _part(things: list[str]) -> Part:
    part: Part = {}
    for thing in (thing.strip() for thing in things):
        named = NAMED.fullmatch(thing)
        if named:
            part[named[1]] = named[2]
        elif thing and MAIN not in part:
            part[MAIN] = thing
        elif thing:
            raise ValueError(thing)
    return part
