"""One change of one entry, and what a list of them makes of the words they are laid over.

An entry is held as plain JSON in the shape of its dataclass in `directory.vocabulary.entries`, under its kind and a key
that stays: a need's id, or what the first word of a group or of jargon was when the entry was made. Lists of words are
merged word by word, so that two people, or the files of a new version and a person, may change the same entry.

Nothing here touches the database, the clock or Flask.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

Fields = dict[str, Any]


class Kind(StrEnum):
    NEED = "need"
    JARGON = "jargon"
    SYNONYMS = "synonyms"


Sheet = Mapping[Kind, Mapping[str, Fields]]
"""Every entry that people may edit: kind -> key -> entry, in order."""


@dataclass(frozen=True)
class Edit:
    """What somebody made of an entry: `was` is what they saw (None: they added it), `now` None takes it out."""

    kind: Kind
    key: str
    was: Fields | None
    now: Fields | None
    move_to: str | None = None
    """For a need that ends: the id of the one that takes its services."""

    @property
    def at(self) -> tuple[Kind, str]:
        return self.kind, self.key

    @property
    def ends_need(self) -> bool:
        return self.kind is Kind.NEED and self.now is None

    def plain(self) -> Fields:
        return asdict(self)

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> "Edit":
        return cls(Kind(plain["kind"]), plain["key"], plain["was"], plain["now"], plain.get("move_to"))


def laid_over(sheet: Sheet, edits: Iterable[Edit]) -> dict[Kind, dict[str, Fields]]:
    """The sheet with the edits made, and jargon that pointed to a need that ended pointing to the one in its place."""
    edits = list(edits)
    made = {kind: dict(entries) for kind, entries in sheet.items()}
    for edit in edits:
        merged = merge(made[edit.kind].get(edit.key), edit.was, edit.now)
        if merged is None:
            made[edit.kind].pop(edit.key, None)
        else:
            made[edit.kind][edit.key] = merged
    moves = moved(edits)
    for key, word in made[Kind.JARGON].items():
        if moves.keys() & set(word["needs"]):
            needs = [moves.get(need, need) for need in word["needs"]]
            made[Kind.JARGON][key] = {**word, "needs": list(dict.fromkeys(needs))}
    return made


def moved(edits: Iterable[Edit]) -> dict[str, str]:
    """Need that ended -> the need that takes its services, through needs that ended later."""
    steps = {edit.key: edit.move_to for edit in edits if edit.ends_need and edit.move_to}
    return {need: _last(need, steps) for need in steps}


def _last(need: str, steps: Mapping[str, str]) -> str:
    seen = {need}
    while need in steps and steps[need] not in seen:
        need = steps[need]
        seen.add(need)
    return need


def merge(here: Fields | None, was: Fields | None, now: Fields | None) -> Fields | None:
    """What an entry becomes that is `here`, and that somebody who saw it as `was` made into `now`."""
    if now is None or here is None or here == was:
        return now
    before = was or {}
    return here | {name: _merged(here.get(name), before.get(name), value) for name, value in now.items()}


def _merged(here: Any, was: Any, now: Any) -> Any:
    if isinstance(now, list):
        return merge_lists(here or [], was or [], now)
    return here if now == was else now


def merge_lists(here: Sequence[str], was: Sequence[str], now: Sequence[str]) -> list[str]:
    """The words here without those taken out between `was` and `now`, and with those put in."""
    if list(here) == list(was):
        return list(now)
    kept = [word for word in here if word in now or word not in was]
    return kept + [word for word in now if word not in was and word not in kept]


def changes_between(before: Sheet, after: Sheet) -> tuple[Edit, ...]:
    """The edits that make one sheet of another."""
    return tuple(
        Edit(kind, key, before[kind].get(key), after[kind].get(key))
        for kind in Kind
        for key in dict.fromkeys([*before[kind], *after[kind]])
        if before[kind].get(key) != after[kind].get(key)
    )


def put_together(files: Sheet, standing: Sequence[Edit], draft: Iterable[Edit]) -> tuple[Edit, ...]:
    """One list of edits over the files that does what `standing` and then `draft` do.

    An edit that makes an entry what the files say goes out of the list.
    """
    draft = list(draft)
    before = laid_over(files, standing)
    together = {edit.at: edit for edit in standing}
    for edit in draft:
        file = files[edit.kind].get(edit.key)
        now = merge(before[edit.kind].get(edit.key), edit.was, edit.now)
        together[edit.at] = Edit(edit.kind, edit.key, file, now, edit.move_to)
    return tuple(edit for edit in together.values() if edit.now != edit.was or edit.move_to)


def out_of_step(sheet: Sheet, draft: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits whose entry somebody else has changed since it was seen, and not to the same."""
    return tuple(edit for edit in draft if (here := sheet[edit.kind].get(edit.key)) != edit.was and here != edit.now)


def brought_up(sheet: Sheet, edit: Edit) -> Edit:
    """The same edit, as if its author had seen what stands now and kept both."""
    here = sheet[edit.kind].get(edit.key)
    return Edit(edit.kind, edit.key, here, merge(here, edit.was, edit.now), edit.move_to)
