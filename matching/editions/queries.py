"""Read and write the tables of the content's editions. Nothing here commits."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, col, select

from matching.content import version_of
from matching.editions.errors import EditionNotFound
from matching.editions.models import (
    ContentDraft,
    ContentEdition,
    ContentProposal,
    ContentText,
    ContentVersion,
    ProposalState,
)


def text_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def keep(session: Session, files: Mapping[str, str], *, area: str, now: datetime) -> str:
    """Keep these files as a version, each text once; the version. What is kept already is left alone."""
    version = version_of(files)
    if session.get(ContentVersion, version) is not None:
        return version
    hashes = {name: text_hash(text) for name, text in files.items()}
    known = session.exec(select(ContentText.hash).where(col(ContentText.hash).in_(hashes.values()))).all()
    texts = {hashes[name]: text for name, text in files.items()}
    for digest in texts.keys() - set(known):
        _add_once(session, ContentText(hash=digest, text=texts[digest]))
    _add_once(session, ContentVersion(version=version, area=area, files=hashes, kept_at=now))
    return version


def _add_once(session: Session, row: SQLModel) -> None:
    """Add a row that another process may be adding at this moment: then it is there, which is all that is wanted."""
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError:
        pass


def files_of(session: Session, version: str) -> dict[str, str] | None:
    """The files of a version that was kept, by name; None where it never was."""
    kept = session.get(ContentVersion, version)
    if kept is None:
        return None
    rows = session.exec(select(ContentText).where(col(ContentText.hash).in_(kept.files.values()))).all()
    texts = {row.hash: row.text for row in rows}
    return {name: texts[digest] for name, digest in kept.files.items()}


def newest_edition(session: Session, area: str) -> ContentEdition | None:
    """The edition in force; None while the files that came with Right Door stand alone."""
    newest = select(ContentEdition).where(ContentEdition.area == area).order_by(col(ContentEdition.number).desc())
    return session.exec(newest.limit(1)).one_or_none()


def newest_place(session: Session, area: str) -> tuple[int, str | None]:
    """Number and version of the edition in force; 0 and None while there is none."""
    numbered = select(ContentEdition.number, ContentEdition.version).where(ContentEdition.area == area)
    row = session.exec(numbered.order_by(col(ContentEdition.number).desc()).limit(1)).one_or_none()
    return (row[0], row[1]) if row else (0, None)


def newest_number(session: Session, area: str) -> int:
    return newest_place(session, area)[0]


def editions(session: Session, area: str) -> Sequence[ContentEdition]:
    """Every edition of an area, the newest first."""
    every = select(ContentEdition).where(ContentEdition.area == area)
    return session.exec(every.order_by(col(ContentEdition.number).desc())).all()


def get_edition(session: Session, area: str, number: int) -> ContentEdition:
    """Raises EditionNotFound."""
    edition = session.get(ContentEdition, (area, number))
    if edition is None:
        raise EditionNotFound(number)
    return edition


def get_draft(session: Session, area: str, *, to_change: bool = False) -> ContentDraft | None:
    """The one draft of an area. `to_change`: whoever else would change it waits until this transaction is over."""
    return session.get(ContentDraft, area, with_for_update=True if to_change else None)


def proposals_waiting(session: Session, area: str) -> Sequence[ContentProposal]:
    """What waits for a second lead, the oldest first."""
    waiting = select(ContentProposal).where(
        ContentProposal.area == area, ContentProposal.state == ProposalState.WAITING
    )
    return session.exec(waiting.order_by(col(ContentProposal.asked_at))).all()
