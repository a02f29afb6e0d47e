"""What a lead has in front of them: what is in force, the draft laid over it, and every entry of both."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from flask import g

from matching.content import Content, content_from
from matching.editions.blueprint import house, who
from matching.editions.book import Book, Held, book_of
from matching.editions.current import needs_of
from matching.editions.drafts import draft_files, is_stale, start_draft
from matching.editions.errors import EntryNotFound
from matching.editions.fields import Choices
from matching.editions.models import ContentDraft
from matching.editions.queries import get_draft
from matching.editions.sheets import choices_of
from matching.errors import ContentError


@dataclass(frozen=True)
class Desk:
    draft: ContentDraft | None
    base: Mapping[str, str]
    """The files that the draft lies over; those in force while there is none."""
    files: Mapping[str, str]
    """The files as the draft has them."""
    stale: bool

    @cached_property
    def book(self) -> Book:
        return book_of(self.files)

    @cached_property
    def before(self) -> Book:
        return book_of(self.base)

    @cached_property
    def problems(self) -> tuple[str, ...]:
        """What stands in the way of the draft being content."""
        return _read(self.files, house().contents.area_name, needs())[1] if self.draft else ()

    @cached_property
    def content(self) -> Content | None:
        """The draft as content; None while it is none."""
        if self.draft is None:
            known: Content = house().contents.known
            return known
        return _read(self.files, house().contents.area_name, needs())[0]

    @cached_property
    def changed(self) -> list[tuple[Held | None, Held | None]]:
        """Each entry that differs: as it was and as it is, None where it is not there."""
        return changed_between(self.before, self.book)

    @cached_property
    def choices(self) -> Choices:
        return choices_of(self.book, {need.id: need.name for need in house().vocabulary.needs})

    def entry(self, kind: str, id_: str) -> Held:
        """Raises EntryNotFound."""
        held = self.book.get(kind, id_)
        if held is None:
            raise EntryNotFound(id_)
        return held


def _read(files: Mapping[str, str], area: str, known: frozenset[str]) -> tuple[Content | None, tuple[str, ...]]:
    return _read_once(tuple(sorted(files.items())), area, known)


@lru_cache(maxsize=4)
def _read_once(
    files: tuple[tuple[str, str], ...], area: str, known: frozenset[str]
) -> tuple[Content | None, tuple[str, ...]]:
    """The files as content, or what is wrong with them. Kept, as a draft is looked at page after page."""
    try:
        return content_from(dict(files), area, known), ()
    except ContentError as error:
        return None, error.problems


def needs() -> frozenset[str]:
    return needs_of(house().vocabulary)


def my_desk() -> Desk:
    contents = house().contents
    draft = get_draft(g.session, contents.area_name)
    if draft is None:
        files = contents.files(g.session)
        return Desk(None, files, files, False)
    base = contents.files(g.session, draft.base)
    return Desk(draft, base, draft_files(g.session, contents, draft), is_stale(g.session, draft))


def draft_begun() -> Desk:
    """The desk with a draft, begun now where there was none. Only in a POST."""
    desk = my_desk()
    if desk.draft is None:
        start_draft(g.session, house().contents, who(), now=house().now())
        desk = my_desk()
    return desk


def changed_between(before: Book, after: Book) -> list[tuple[Held | None, Held | None]]:
    """Each entry that differs between two books: as it was and as it is, None where it is not there."""
    places = dict.fromkeys((*before.held, *after.held))
    pairs = [(before.held.get(place), after.held.get(place)) for place in places]
    return [(old, new) for old, new in pairs if own_fields(old) != own_fields(new)]


def own_fields(held: Held | None) -> Any:
    """An entry's own fields, without what stands inside it as an entry of its own."""
    if held is None:
        return None
    inside = {"page": ("question",), "question": ("option",), "asked": ("option",)}
    left = inside.get(held.kind, ("front_door", "level", "national", "escalation") if held.kind == "area" else ())
    return {name: value for name, value in held.fields.items() if name not in left}
