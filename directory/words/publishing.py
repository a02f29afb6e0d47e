"""Publish an edition of the words, or bring an earlier one back, in one transaction with everything that follows from
it: the names of needs in the directory's tables, the tags of services, and the marks for the search index.

Nothing here commits.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from directory.history import mark_dirty, say_who
from directory.models import Attribute, Service, TaxonomyTerm
from directory.search.entry import FOUND
from directory.terms import NEED_LINK, load_terms
from directory.vocabulary import Taxonomy
from directory.words.edits import Edit, Kind, changes_between, laid_over, moved, put_together
from directory.words.errors import EditionMoved, NeedStillUsed
from directory.words.models import WordsEdition
from directory.words.queries import (
    all_service_ids,
    edits_of_edition,
    empty_draft,
    newest_number,
    services_with_need,
    tags_of_need,
)
from directory.words.sheets import checked, sheet_of, that_fit

MARKED_AT_ONCE = 500


@dataclass(frozen=True)
class Author:
    """Who publishes, when and why."""

    account_id: str
    name: str
    reason: str
    at: datetime


@dataclass(frozen=True)
class Rules:
    """What an edition lies over, and the needs that cannot end because "Should I refer?" points to them."""

    files: Taxonomy
    relied_on: Collection[str]

    def standing(self, edits: Iterable[Edit]) -> list[Edit]:
        """The edits of an edition without those that no longer fit the files, which may be newer."""
        return that_fit(self.files, edits, self.relied_on)[0]


def publish(session: Session, rules: Rules, draft: Collection[Edit], author: Author, *, seen: int) -> WordsEdition:
    """Make the draft the next edition and empty it.

    Raises EditionMoved where `seen` is no longer the newest, NeedStillUsed, and VocabularyError, which names the mend.
    """
    _check_newest(session, seen)
    standing = rules.standing(edits_of_edition(session, seen))
    edits = put_together(sheet_of(rules.files), standing, draft)
    edition = _edition(session, rules, edits, author, number=seen + 1, changes=draft)
    empty_draft(session, account_id=author.account_id)
    return edition


def bring_back(session: Session, rules: Rules, number: int, author: Author, *, seen: int) -> WordsEdition:
    """Make the words of an earlier edition the next one; 0 is the files alone. Services whose need comes back are
    tagged with it again, and keep the tag they were given instead.

    Raises as `publish`, and EditionNotFound.
    """
    _check_newest(session, seen)
    files = sheet_of(rules.files)
    standing, earlier = (rules.standing(edits_of_edition(session, edition)) for edition in (seen, number))
    before, after = laid_over(files, standing), laid_over(files, earlier)
    changes = changes_between(before, after)
    edition = _edition(session, rules, earlier, author, number=seen + 1, changes=changes, back_to=number)
    _tag_again(session, after[Kind.NEED].keys() - before[Kind.NEED].keys())
    return edition


def _check_newest(session: Session, seen: int) -> None:
    newest = newest_number(session)
    if newest != seen:
        raise EditionMoved(seen, newest)


def _edition(
    session: Session,
    rules: Rules,
    edits: Collection[Edit],
    author: Author,
    *,
    number: int,
    changes: Collection[Edit],
    back_to: int | None = None,
) -> WordsEdition:
    taxonomy = checked(rules.files, edits, rules.relied_on)
    say_who(session, changed_by=author.name, reason=author.reason)
    edition = WordsEdition(
        number=number,
        published_at=author.at,
        account_id=author.account_id,
        account_name=author.name,
        reason=author.reason,
        edits=[edit.plain() for edit in edits],
        changes=[edit.plain() for edit in changes],
        moves=[],
        back_to=back_to,
    )
    _add(session, edition)
    terms = load_terms(session, taxonomy.needs.need)
    places = moved(edits)
    edition.moves = [_move(session, edit.key, places.get(edit.key), terms) for edit in changes if edit.ends_need]
    session.add(edition)
    session.flush()
    _mark_every_service(session)
    return edition


def _add(session: Session, edition: WordsEdition) -> None:
    """Take the number before anything else is written. Raises EditionMoved where somebody has just taken it."""
    session.add(edition)
    try:
        session.flush()
    except IntegrityError as error:
        raise EditionMoved(edition.number - 1, edition.number) from error


def _move(session: Session, need: str, place: str | None, terms: dict[str, str]) -> dict[str, Any]:
    """Tag the services of a need that ends with the one in its place. Raises NeedStillUsed where none is named."""
    services = services_with_need(session, need)
    if services and place is None:
        raise NeedStillUsed(need, len(services))
    has_it = {tag.service_id for tag in tags_of_need(session, place)} if place else set()
    for tag in tags_of_need(session, need):
        if tag.service_id in has_it or place is None:
            session.delete(tag)
        else:
            tag.taxonomy_term_id = terms[place]
            session.add(tag)
    session.flush()
    return {"need": need, "to": place, "services": [service.id for service in services]}


def _tag_again(session: Session, needs: Iterable[str]) -> None:
    """Give needs that come back the services they had when they ended, where these are still there."""
    for need in needs:
        had: list[str] = next((move["services"] for move in _moves(session) if move["need"] == need), [])
        term = session.exec(select(TaxonomyTerm).where(TaxonomyTerm.code == need)).one()
        has_it = {tag.service_id for tag in tags_of_need(session, need)}
        there = session.exec(select(Service.id).where(col(Service.id).in_(had))).all()
        session.add_all(
            Attribute(service_id=service, taxonomy_term_id=term.id, link_type=NEED_LINK)
            for service in there
            if service not in has_it
        )
    session.flush()


def _moves(session: Session) -> list[dict[str, Any]]:
    """Every move of services from a need that ended, the latest first."""
    kept = session.exec(select(WordsEdition.moves).order_by(col(WordsEdition.number).desc())).all()
    return [move for moves in kept for move in moves]


def _mark_every_service(session: Session) -> None:
    """Ask for every search entry anew: what a service is mostly about is worked out with everybody's words."""
    ids = all_service_ids(session, FOUND)
    for start in range(0, len(ids), MARKED_AT_ONCE):
        mark_dirty(session, set(ids[start : start + MARKED_AT_ONCE]))
