"""The one draft of an area, which all its leads edit: begun, changed entry by entry or file by file, kept up to date.

A change goes onto the draft as it is at that moment. It is refused only where somebody else changed the same entry
since the page was shown, so nobody's change is lost and nobody waits. Nothing here commits.
"""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from matching.content import Content, content_from, table_of
from matching.editions.current import CurrentContent
from matching.editions.errors import DraftExists, EntryChanged, NoDraft
from matching.editions.merging import Conflict, merged
from matching.editions.models import ContentDraft
from matching.editions.queries import get_draft, get_edition, keep, newest_number, text_hash
from matching.editions.texts import Fields, Place, entry_at, mark_of, with_entry, with_fields, without_entry
from matching.errors import ContentError
from matching.reading import tables_in

ENDED: Mapping[str, Fields] = {"indicator": {"hidden": True}, "notice": {"in_force": False}}
"""How an entry of this table ends and is kept: a sign leaves the list, a notice is not in force."""


@dataclass(frozen=True)
class Who:
    """A lead, by account id and name."""

    id: str
    name: str


def start_draft(
    session: Session,
    contents: CurrentContent,
    who: Who,
    *,
    now: datetime,
    edition: int | None = None,
    shipped: bool = False,
) -> ContentDraft:
    """Begin the area's draft from what is in force, from an older `edition`, or from the files of this version of
    Right Door. It lies over what is in force in each case. Raises DraftExists, EditionNotFound.
    """
    area = contents.area_name
    if get_draft(session, area) is not None:
        raise DraftExists()
    base_files = contents.files(session)
    base = keep(session, base_files, area=area, now=now)
    draft = ContentDraft(
        area=area,
        based_on=newest_number(session, area),
        base=base,
        changed={},
        drafters={},
        started_at=now,
        saved_at=now,
    )
    if shipped or edition == 0:
        _put(draft, base_files, contents.shipped_files)
    elif edition is not None:
        _put(draft, base_files, contents.files(session, get_edition(session, area, edition).version))
    try:
        return _save(session, draft, who, now)
    except IntegrityError as error:
        raise DraftExists() from error


def draft_to_change(session: Session, area: str) -> ContentDraft:
    """The draft, held until this transaction is over. Raises NoDraft."""
    draft = get_draft(session, area, to_change=True)
    if draft is None:
        raise NoDraft()
    return draft


def draft_files(session: Session, contents: CurrentContent, draft: ContentDraft) -> dict[str, str]:
    """Every file as the draft has it."""
    base = contents.files(session, draft.base)
    return {name: text for name, text in {**base, **draft.changed}.items() if text is not None}


def is_stale(session: Session, draft: ContentDraft) -> bool:
    """Whether somebody has published since the draft was begun or brought up to date."""
    return newest_number(session, draft.area) != draft.based_on


def problems_of(files: Mapping[str, str], area: str, needs: Any = None) -> tuple[str, ...]:
    """What stands in the way of these files being content at all; nothing where they are."""
    try:
        content_from(files, area, needs)
    except ContentError as error:
        return error.problems
    return ()


def change_entry(
    session: Session,
    contents: CurrentContent,
    file: str,
    at: Place,
    fields: Fields,
    *,
    seen: str,
    who: Who,
    now: datetime,
) -> ContentDraft:
    """Set fields of one entry; None takes one out. `seen` is `texts.mark_of` the entry that the form showed.

    Raises NoDraft, EntryNotFound, EntryChanged, and ContentError where the entry could not be read any more.
    """

    def change(text: str) -> str:
        _check_seen(text, at, seen)
        return with_fields(text, at, fields)

    return _change(session, contents, file, change, who, now)


def add_entry(
    session: Session,
    contents: CurrentContent,
    file: str,
    table: str,
    fields: Fields,
    *,
    who: Who,
    now: datetime,
    inside: Place = (),
) -> ContentDraft:
    """Add an entry at the end of a table of the file, or of the entry `inside`. Raises as `change_entry`."""
    return _change(session, contents, file, lambda text: with_entry(text, table, fields, inside), who, now)


def remove_entry(
    session: Session, contents: CurrentContent, file: str, at: Place, *, seen: str, who: Who, now: datetime
) -> ContentDraft:
    """Take an entry out. What else names it shows as a problem of the draft. Raises as `change_entry`."""

    def change(text: str) -> str:
        _check_seen(text, at, seen)
        return without_entry(text, at)

    return _change(session, contents, file, change, who, now)


def end_entry(
    session: Session, contents: CurrentContent, file: str, at: Place, *, seen: str, who: Who, now: datetime
) -> ContentDraft:
    """Use an entry no more and keep it, where that can be (see `ENDED`). Raises KeyError for other tables."""
    return change_entry(session, contents, file, at, ENDED[at[-1][0]], seen=seen, who=who, now=now)


def replace_file(
    session: Session,
    contents: CurrentContent,
    file: str,
    text: str | None,
    *,
    seen: str | None,
    who: Who,
    now: datetime,
) -> ContentDraft:
    """Put a whole file in, or take it out with None. `seen` is `file_mark` of what was downloaded; None where the file
    is new. Raises NoDraft, EntryChanged, and ContentError with every problem of the file by itself.
    """
    draft = draft_to_change(session, contents.area_name)
    there = draft_files(session, contents, draft).get(file)
    if file_mark(there) != seen:
        raise EntryChanged(file)
    if text is not None:
        check_shape(file, text, contents.area_name)
    _put(draft, contents.files(session, draft.base), {**draft_files(session, contents, draft), file: text})
    return _save(session, draft, who, now)


def file_mark(text: str | None) -> str | None:
    """Changes with any byte of a file: a form carries it. None where there is no such file."""
    return None if text is None else text_hash(text)[:16]


def name_draft(session: Session, area: str, what: str, *, who: Who, now: datetime) -> ContentDraft:
    """Say in words what the draft changes. Raises NoDraft."""
    draft = draft_to_change(session, area)
    draft.what = what.strip()
    return _save(session, draft, who, now, wrote=False)


def throw_away(session: Session, area: str) -> None:
    """Raises NoDraft."""
    session.delete(draft_to_change(session, area))
    session.flush()


def bring_up_to_date(
    session: Session, contents: CurrentContent, *, who: Who, now: datetime
) -> tuple[ContentDraft, tuple[Conflict, ...]]:
    """Lay the draft over the newest edition; what both changed differently stays as the draft has it and is named."""
    area = contents.area_name
    draft = draft_to_change(session, area)
    newest = contents.files(session)
    both = merged(contents.files(session, draft.base), draft_files(session, contents, draft), newest)
    draft.base, draft.based_on = keep(session, newest, area=area, now=now), newest_number(session, area)
    _put(draft, newest, both.files)
    return _save(session, draft, who, now, wrote=False), both.conflicts


def named_by(content: Content, name: str) -> tuple[str, ...]:
    """The ids of the entries that name this finding, so that somebody who takes it out knows what to mend."""
    found = [one.id for one in content.indicators.values() if name in (*one.kinds, one.qualifier)]
    found += [one.id for one in content.combinations.values() if name in (*one.all_of, *one.among, one.gives)]
    found += [one.id for one in content.notices.values() if name in one.when_all]
    for question in content.questions.values():
        given = [finding for option in question.options for finding in option.findings]
        if name in (*question.asked_when, *question.if_unanswered, *given):
            found.append(question.id)
    return tuple(dict.fromkeys(found))


def check_shape(file: str, text: str, area: str) -> None:
    """Raises ContentError with what is wrong with a file by itself, whatever the other files say."""
    told = table_of(file)
    problems: Sequence[str] = ()
    if told is not None:
        problems = tables_in(text, file, {told[0]: told[1]})[1]
    else:
        problems = [problem for problem in problems_of({file: text}, area) if problem.startswith(f"{file}:")]
    if problems:
        raise ContentError(problems)


def as_zip(files: Mapping[str, str]) -> bytes:
    """All files, packed to be taken away."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return packed.getvalue()


def _check_seen(text: str, at: Place, seen: str) -> None:
    if mark_of(entry_at(text, at)) != seen:
        raise EntryChanged(at[-1][1] if at else "")


def _change(
    session: Session, contents: CurrentContent, file: str, change: Callable[[str], str], who: Who, now: datetime
) -> ContentDraft:
    draft = draft_to_change(session, contents.area_name)
    files = draft_files(session, contents, draft)
    if file not in files:
        raise ContentError([f"{file}: there is no such file."])
    text = change(files[file])
    check_shape(file, text, contents.area_name)
    _put(draft, contents.files(session, draft.base), {**files, file: text})
    return _save(session, draft, who, now)


def _put(draft: ContentDraft, base: Mapping[str, str], files: Mapping[str, str | None]) -> None:
    """Keep of the files what differs from the base."""
    every = dict.fromkeys((*base, *files))
    draft.changed = {name: files.get(name) for name in every if files.get(name) != base.get(name)}


def _save(session: Session, draft: ContentDraft, who: Who, now: datetime, *, wrote: bool = True) -> ContentDraft:
    if wrote:
        draft.drafters = {**draft.drafters, who.id: who.name}
    draft.saved_at = now
    session.add(draft)
    session.flush()
    return draft
