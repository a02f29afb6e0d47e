"""An edit said in words: what an entry is called, and line by line what was put in and what was taken out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from directory.wording import Words, words
from directory.words.edits import Edit, Fields, Kind

FIELDS: dict[str, Words] = {
    "name": words("Name"),
    "description": words("Description"),
    "group": words("Group"),
    "everyday": words("Everyday words"),
    "say": words("Jargon"),
    "capitals": words("Only in capitals"),
    "means": words("What it means"),
    "needs": words("Needs it points to"),
    "also": words("Also search for"),
    "various": words("Several things of one kind"),
    "words": words("Words that mean the same"),
}
KINDS: dict[Kind, Words] = {
    Kind.NEED: words("Need"),
    Kind.JARGON: words("Jargon"),
    Kind.SYNONYMS: words("Words alike"),
}


@dataclass(frozen=True)
class Difference:
    """One field of an entry, and what it lost and gained."""

    label: Words
    gone: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """An edit for a page to show. `whole` is what became of the entry itself, where it was added or taken out."""

    edit: Edit
    kind: Words
    title: str
    whole: Words | None
    differences: tuple[Difference, ...]


def tell(edit: Edit, need_names: Mapping[str, str]) -> Told:
    fields = edit.now or edit.was or {}
    whole = None
    if edit.was is None:
        whole = words("Added")
    elif edit.now is None:
        place = need_names.get(edit.move_to or "", edit.move_to)
        whole = words("Ended: “%(place)s” takes its services", place=place) if edit.move_to else words("Taken out")
    return Told(edit, KINDS[edit.kind], title(edit.kind, fields), whole, differences(edit.was, edit.now, need_names))


def title(kind: Kind, fields: Fields) -> str:
    """What people would call an entry."""
    if kind is Kind.NEED:
        return str(fields.get("name", ""))
    said = fields.get("words", []) if kind is Kind.SYNONYMS else [*fields.get("say", []), *fields.get("capitals", [])]
    return ", ".join(said[:2])


def differences(before: Fields | None, after: Fields | None, need_names: Mapping[str, str]) -> tuple[Difference, ...]:
    """The fields that differ; what both have in another order does not."""
    found = []
    for name, label in FIELDS.items():
        old, new = (_lines(name, (side or {}).get(name), need_names) for side in (before, after))
        gone, came = [line for line in old if line not in new], [line for line in new if line not in old]
        if gone or came:
            found.append(Difference(label, tuple(gone), tuple(came)))
        elif old != new:
            found.append(Difference(label, (" · ".join(old),), (" · ".join(new),)))
    return tuple(found)


def _lines(name: str, value: Any, need_names: Mapping[str, str]) -> list[str]:
    if name == "needs":
        return [need_names.get(need, need) for need in value or []]
    if isinstance(value, bool):
        return ["✓"] if value else []
    return list(value or []) if isinstance(value, list) else [value] if value else []
