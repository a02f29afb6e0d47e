"""An area's own made-up cases: added by one lead, signed off by another, and run at every publication.

Nothing here commits.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from matching.editions.current import CurrentContent
from matching.editions.drafts import Who
from matching.editions.errors import NotYours, VignetteGone
from matching.editions.models import ContentVignette, VignetteState
from matching.vignettes import Vignette, vignette_from


def add_vignette(session: Session, area: str, vignette: Vignette, *, who: Who, now: datetime) -> ContentVignette:
    """Add a case that waits for somebody else to sign it off; its id is given anew. Run, but not yet held to."""
    row = ContentVignette(
        area=area,
        title=vignette.title,
        sheet=vignette.plain(),
        at_least=vignette.at_least,
        at_most=vignette.at_most,
        account_id=who.id,
        account_name=who.name,
        added_at=now,
    )
    session.add(row)
    session.flush()
    return row


def sign_off(session: Session, area: str, vignette_id: str, *, who: Who, now: datetime) -> ContentVignette:
    """Agree that this is where the case must end. Raises VignetteGone, and NotYours for whoever added it."""
    row = _there(session, area, vignette_id)
    if row.account_id == who.id:
        raise NotYours()
    row.signed_id, row.signed_name, row.signed_at, row.state = who.id, who.name, now, VignetteState.SIGNED_OFF
    return _save(session, row)


def withdraw(session: Session, area: str, vignette_id: str, *, who: Who) -> ContentVignette:
    """Run it no more; it is kept. Raises VignetteGone, and NotYours where `may_withdraw` says no."""
    row = _there(session, area, vignette_id)
    if not may_withdraw(row, who.id):
        raise NotYours()
    row.state = VignetteState.WITHDRAWN
    return _save(session, row)


def may_withdraw(row: ContentVignette, account_id: str) -> bool:
    """Whoever added a case may take it back until it is signed off; then only somebody else may."""
    return row.state == VignetteState.PROPOSED or account_id != row.account_id


def own_vignettes(session: Session, area: str, *, withdrawn: bool = False) -> Sequence[ContentVignette]:
    """The area's own, the oldest first."""
    own = select(ContentVignette).where(ContentVignette.area == area)
    if not withdrawn:
        own = own.where(ContentVignette.state != VignetteState.WITHDRAWN)
    return session.exec(own.order_by(col(ContentVignette.added_at), col(ContentVignette.id))).all()


def vignettes_of(session: Session, contents: CurrentContent) -> tuple[Vignette, ...]:
    """Those that come with the files, then the area's own that were not withdrawn."""
    return (*contents.vignettes, *map(as_vignette, own_vignettes(session, contents.area_name)))


def as_vignette(row: ContentVignette) -> Vignette:
    about = {"id": row.id, "title": row.title, "at_least": row.at_least, "at_most": row.at_most}
    return vignette_from({**row.sheet, **about})


def signed_off(session: Session, contents: CurrentContent) -> frozenset[str]:
    """The ids of the vignettes that content is held to: those that come with the files, and the area's signed off."""
    own = own_vignettes(session, contents.area_name)
    signed = {row.id for row in own if row.state == VignetteState.SIGNED_OFF}
    return frozenset(signed | {vignette.id for vignette in contents.vignettes})


def _there(session: Session, area: str, vignette_id: str) -> ContentVignette:
    row = session.get(ContentVignette, vignette_id, with_for_update=True)
    if row is None or row.area != area or row.state == VignetteState.WITHDRAWN:
        raise VignetteGone()
    return row


def _save(session: Session, row: ContentVignette) -> ContentVignette:
    session.add(row)
    session.flush()
    return row
