"""Read and write editions and drafts of the words. Nothing here commits."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func
from sqlmodel import Session, col, select

from directory.models import Attribute, Service, Taxonomy, TaxonomyTerm
from directory.terms import NEED_LINK, NEEDS
from directory.words.edits import Edit
from directory.words.errors import EditionNotFound
from directory.words.models import WordsDraft, WordsEdition


def newest_number(session: Session) -> int:
    """The number of the edition in use; 0 while the files stand alone."""
    return session.exec(select(func.max(WordsEdition.number))).one() or 0


def edits_of_edition(session: Session, number: int) -> tuple[Edit, ...]:
    """All that lies over the files in this edition; nothing in edition 0. Raises EditionNotFound."""
    return tuple(map(Edit.of, get_edition(session, number).edits)) if number else ()


def get_edition(session: Session, number: int) -> WordsEdition:
    """Raises EditionNotFound."""
    edition = session.get(WordsEdition, number)
    if edition is None:
        raise EditionNotFound(number)
    return edition


def editions(session: Session) -> Sequence[WordsEdition]:
    """Every edition, the newest first."""
    return session.exec(select(WordsEdition).order_by(col(WordsEdition.number).desc())).all()


def editions_after(session: Session, number: int) -> Sequence[WordsEdition]:
    """The editions published since this one, the first first."""
    later = select(WordsEdition).where(WordsEdition.number > number).order_by(col(WordsEdition.number))
    return session.exec(later).all()


def draft_of(session: Session, account_id: str) -> tuple[Edit, ...]:
    """What this account has changed and not yet published."""
    draft = session.get(WordsDraft, account_id)
    return tuple(map(Edit.of, draft.edits)) if draft else ()


def put_in_draft(session: Session, edit: Edit, *, account_id: str, now: datetime) -> None:
    """Keep one edit in the account's draft, in place of an earlier one of the same entry.

    An edit that changes nothing takes the entry out of the draft.
    """
    draft = session.get(WordsDraft, account_id, with_for_update=True)
    draft = draft or WordsDraft(account_id=account_id, edits=[], saved_at=now)
    others = [plain for plain in draft.edits if (plain["kind"], plain["key"]) != edit.at]
    draft.edits = others + ([edit.plain()] if edit.now != edit.was else [])
    draft.saved_at = now
    session.add(draft)
    session.flush()


def take_out_of_draft(session: Session, *, account_id: str, kind: str, key: str) -> None:
    draft = session.get(WordsDraft, account_id, with_for_update=True)
    if draft is not None:
        draft.edits = [plain for plain in draft.edits if (plain["kind"], plain["key"]) != (kind, key)]
        session.add(draft)
        session.flush()


def empty_draft(session: Session, *, account_id: str) -> None:
    draft = session.get(WordsDraft, account_id)
    if draft is not None:
        session.delete(draft)
        session.flush()


def services_with_need(session: Session, need: str) -> list[Service]:
    """The services of any status that are tagged with this need, by name."""
    tagged = select(Attribute.service_id).where(_tagged(need))
    return list(session.exec(select(Service).where(col(Service.id).in_(tagged)).order_by(Service.name)))


def tags_of_need(session: Session, need: str) -> Sequence[Attribute]:
    return session.exec(select(Attribute).where(_tagged(need))).all()


def _tagged(need: str) -> ColumnElement[bool]:
    terms = select(TaxonomyTerm.id).join(Taxonomy).where(Taxonomy.name == NEEDS, TaxonomyTerm.code == need)
    return and_(col(Attribute.link_type) == NEED_LINK, col(Attribute.taxonomy_term_id).in_(terms))


def known_codes(session: Session) -> set[str]:
    """The id of every need that ever was, so that none is used twice."""
    return {code for code in session.exec(select(TaxonomyTerm.code)) if code}


def all_service_ids(session: Session, statuses: Iterable[str]) -> list[str]:
    return list(session.exec(select(Service.id).where(col(Service.status).in_(statuses))))
