"""The taxonomy as a sheet of entries that people may edit, and back, with every check that the files go through."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError

from directory.vocabulary import Group, Need, NeedsFile, Taxonomy, VocabularyError, Word, check
from directory.vocabulary.phrases import words_of
from directory.words.edits import Edit, Fields, Kind, Sheet, laid_over, moved

SHAPES: dict[Kind, Any] = {
    Kind.NEED: TypeAdapter(Need),
    Kind.JARGON: TypeAdapter(Word),
    Kind.SYNONYMS: TypeAdapter(Group),
}
FEWEST_ALIKE = 2
"""A group of words that mean the same needs another word to mean the same as."""


def sheet_of(taxonomy: Taxonomy) -> dict[Kind, dict[str, Fields]]:
    """Every entry of the files under its key."""
    return {
        Kind.NEED: {need.id: plain(Kind.NEED, need) for need in taxonomy.needs.need},
        Kind.JARGON: _keyed(Kind.JARGON, ((word.say + word.capitals, word) for word in taxonomy.words.word)),
        Kind.SYNONYMS: _keyed(Kind.SYNONYMS, ((group.words, group) for group in taxonomy.words.synonyms)),
    }


def _keyed(kind: Kind, entries: Iterable[tuple[tuple[str, ...], Any]]) -> dict[str, Fields]:
    keyed: dict[str, Fields] = {}
    for said, entry in entries:
        keyed[free_key(said, keyed)] = plain(kind, entry)
    return keyed


def free_key(said: Iterable[str], taken: Collection[str]) -> str:
    """A short key made of the first of these words: "black-mamba", "ta-2" where there is a "ta" already."""
    wanted = key = "-".join(words_of(next(iter(said), ""))) or "entry"
    number = 1
    while key in taken:
        number += 1
        key = f"{wanted}-{number}"
    return key


def plain(kind: Kind, entry: Any) -> Fields:
    fields: Fields = SHAPES[kind].dump_python(entry, mode="json")
    return fields


def taxonomy_of(sheet: Sheet, files: Taxonomy) -> Taxonomy:
    """The taxonomy with these entries in place of its own. Raises VocabularyError where one is out of shape."""
    needs = [_shaped(Kind.NEED, key, fields) for key, fields in sheet[Kind.NEED].items()]
    groups = list(dict.fromkeys(need.group for need in needs))
    needs.sort(key=lambda need: groups.index(need.group))
    words = files.words
    return Taxonomy(
        needs=NeedsFile(need=tuple(needs)),
        words=type(words)(
            small_words=words.small_words,
            not_slips=words.not_slips,
            first_doors=words.first_doors,
            languages=words.languages,
            word=tuple(_shaped(Kind.JARGON, key, fields) for key, fields in sheet[Kind.JARGON].items()),
            synonyms=tuple(_shaped(Kind.SYNONYMS, key, fields) for key, fields in sheet[Kind.SYNONYMS].items()),
            spellings=words.spellings,
        ),
        danger=files.danger,
    )


def _shaped(kind: Kind, key: str, fields: Fields) -> Any:
    try:
        return SHAPES[kind].validate_python(fields)
    except ValidationError as error:
        field = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise VocabularyError("an edit", f"{kind} {key}", f"`{field}` is not of the right kind") from error


def checked(files: Taxonomy, edits: Iterable[Edit], relied_on: Collection[str]) -> Taxonomy:
    """The files with the edits made. Raises VocabularyError, which names the entry and the mend.

    `relied_on` are needs that "Should I refer?" points to: they cannot end.
    """
    edits = list(edits)
    taxonomy = taxonomy_of(laid_over(sheet_of(files), edits), files)
    _check_ends(edits, {need.id for need in taxonomy.needs.need}, relied_on)
    for group in taxonomy.words.synonyms:
        if len(group.words) < FEWEST_ALIKE:
            raise VocabularyError("an edit", f"synonyms {group.words}", "give another word that means the same")
    check(taxonomy)
    return taxonomy


def _check_ends(edits: Iterable[Edit], known: Collection[str], relied_on: Collection[str]) -> None:
    for edit in (edit for edit in edits if edit.ends_need):
        if edit.key in relied_on:
            raise VocabularyError("an edit", f"need {edit.key}", "“Should I refer?” points to it, so it cannot end")
    for need, place in moved(edits).items():
        if place not in known:
            raise VocabularyError("an edit", f"need {need}", f"there is no need `{place}` to take its services")


def that_fit(files: Taxonomy, edits: Iterable[Edit], relied_on: Collection[str]) -> tuple[list[Edit], list[Edit]]:
    """The edits that still fit the files, and those that do not: files may have changed under them since."""
    edits = sorted(edits, key=lambda edit: list(Kind).index(edit.kind))
    try:
        checked(files, edits, relied_on)
    except VocabularyError:
        fitting: list[Edit] = []
        for edit in edits:
            try:
                checked(files, [*fitting, edit], relied_on)
            except VocabularyError:
                continue
            fitting.append(edit)
        return fitting, [edit for edit in edits if edit not in fitting]
    return edits, []


def labels(sheet: Sheet) -> Mapping[str, str]:
    """Need id -> name."""
    return {key: fields["name"] for key, fields in sheet[Kind.NEED].items()}
