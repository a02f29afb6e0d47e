"""Publish content, or bring an earlier edition back: by one lead where nothing is lowered, by two leads otherwise.

The rules are in `verdict.py`, and are asked again here, in the transaction that publishes, on evidence brought up to
that moment: evidence is worked out from the texts by `examiner.py` and never comes from a form. Nothing here commits.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from matching.content import version_of
from matching.editions.current import CurrentContent
from matching.editions.drafts import Who, draft_files, draft_to_change
from matching.editions.errors import (
    DraftMoved,
    EditionMoved,
    NothingChanged,
    NotYours,
    ProposalGone,
    PublishingBlocked,
    ReasonNeeded,
    SecondLeadNeeded,
    WordsNeeded,
)
from matching.editions.evidence import Evidence, caught_up
from matching.editions.models import ContentDraft, ContentEdition, ContentProposal, ProposalState
from matching.editions.queries import get_draft, get_edition, keep, newest_number
from matching.errors import ContentError


@dataclass(frozen=True)
class Offer:
    """What is to be published: whose work, over which edition, and in what words."""

    files: Mapping[str, str]
    based_on: int
    drafters: Mapping[str, str]
    what: str
    back_to: int | None = None


def draft_offer(session: Session, contents: CurrentContent, what: str = "") -> Offer:
    """The draft as it is now. Raises NoDraft."""
    draft = draft_to_change(session, contents.area_name)
    files = draft_files(session, contents, draft)
    return Offer(files, draft.based_on, draft.drafters, what.strip() or draft.what)


def back_offer(session: Session, contents: CurrentContent, number: int, what: str, *, seen: int) -> Offer:
    """An earlier edition once more; 0 is the files of this version of Right Door. Raises EditionNotFound.

    `seen` is the edition that was in force when somebody decided on this.
    """
    if number == 0:
        files: Mapping[str, str] = contents.shipped_files
    else:
        files = contents.files(session, get_edition(session, contents.area_name, number).version)
    return Offer(files, seen, {}, what.strip(), number)


def publish(
    session: Session,
    contents: CurrentContent,
    offer: Offer,
    evidence: Evidence,
    *,
    who: Who,
    now: datetime,
    needs: Collection[str] | None = None,
) -> ContentEdition:
    """Make it the edition in force, by one lead.

    Raises NothingChanged, EditionMoved, DraftMoved, WordsNeeded, PublishingBlocked, SecondLeadNeeded, and ContentError
    where a need that it points to has ended meanwhile.
    """
    fresh = _judged(session, contents, offer, evidence, needs)
    if fresh.verdict.needs_second_lead:
        raise SecondLeadNeeded(fresh.verdict.reasons)
    return _published(session, contents, offer, fresh, now=now, first=who)


def propose(
    session: Session,
    contents: CurrentContent,
    offer: Offer,
    evidence: Evidence,
    *,
    who: Who,
    reason: str,
    now: datetime,
    needs: Collection[str] | None = None,
) -> ContentProposal:
    """Ask a second lead to confirm it, just as it is now. Raises as `publish` short of SecondLeadNeeded, and
    ReasonNeeded.
    """
    _judged(session, contents, offer, evidence, needs)
    if not reason.strip():
        raise ReasonNeeded()
    proposal = ContentProposal(
        area=contents.area_name,
        version=keep(session, offer.files, area=contents.area_name, now=now),
        based_on=offer.based_on,
        back_to=offer.back_to,
        what=offer.what,
        reason=reason.strip(),
        drafters=dict(offer.drafters),
        asked_at=now,
        account_id=who.id,
        account_name=who.name,
    )
    session.add(proposal)
    session.flush()
    return proposal


def confirm(
    session: Session,
    contents: CurrentContent,
    proposal_id: str,
    evidence: Evidence,
    *,
    who: Who,
    now: datetime,
    needs: Collection[str] | None = None,
) -> ContentEdition:
    """Publish what waits, as the second lead, who neither asked for it nor wrote any of it.

    Raises ProposalGone, NotYours, and as `publish` short of SecondLeadNeeded.
    """
    proposal = _waiting(session, contents.area_name, proposal_id)
    if not may_confirm(proposal, who.id):
        raise NotYours()
    files = contents.files(session, proposal.version)
    offer = Offer(files, proposal.based_on, proposal.drafters, proposal.what, proposal.back_to)
    fresh = _judged(session, contents, offer, evidence, needs)
    first = Who(proposal.account_id, proposal.account_name)
    edition = _published(session, contents, offer, fresh, now=now, first=first, second=who, reason=proposal.reason)
    _close(session, proposal, ProposalState.PUBLISHED, who, now)
    return edition


def may_confirm(proposal: ContentProposal, account_id: str) -> bool:
    """Whether this account may be the second lead: it neither asked for it nor wrote any of it."""
    return account_id not in (proposal.account_id, *proposal.drafters)


def end_proposal(session: Session, area: str, proposal_id: str, *, who: Who, now: datetime) -> ContentProposal:
    """Take it back, by whoever asked; turn it down, by anybody else. Raises ProposalGone."""
    proposal = _waiting(session, area, proposal_id)
    own = proposal.account_id == who.id
    return _close(session, proposal, ProposalState.TAKEN_BACK if own else ProposalState.TURNED_DOWN, who, now)


def _waiting(session: Session, area: str, proposal_id: str) -> ContentProposal:
    proposal = session.get(ContentProposal, proposal_id, with_for_update=True)
    if proposal is None or proposal.area != area or proposal.state != ProposalState.WAITING:
        raise ProposalGone()
    return proposal


def _close(
    session: Session, proposal: ContentProposal, state: ProposalState, who: Who, now: datetime
) -> ContentProposal:
    proposal.state, proposal.closed_at, proposal.closed_by = state, now, who.name
    session.add(proposal)
    session.flush()
    return proposal


def _judged(
    session: Session, contents: CurrentContent, offer: Offer, evidence: Evidence, needs: Collection[str] | None
) -> Evidence:
    """The evidence at this moment, where it is about this offer and nothing forbids it outright."""
    newest = newest_number(session, contents.area_name)
    if offer.based_on != newest or evidence.over != newest:
        raise EditionMoved(offer.based_on, newest)
    version = version_of(offer.files)
    if version != evidence.new.version:
        raise DraftMoved()
    if version == evidence.old.version:
        raise NothingChanged()
    if not offer.what:
        raise WordsNeeded()
    ended = sorted(evidence.new.needs - set(needs)) if needs is not None else []
    if ended:
        raise ContentError([f"the need '{need}' has ended. Point to another." for need in ended])
    fresh = caught_up(session, contents, evidence)
    if fresh.verdict.blocked:
        raise PublishingBlocked(fresh.verdict.blocked)
    return fresh


def _published(
    session: Session,
    contents: CurrentContent,
    offer: Offer,
    evidence: Evidence,
    *,
    now: datetime,
    first: Who,
    second: Who | None = None,
    reason: str | None = None,
) -> ContentEdition:
    area = contents.area_name
    edition = ContentEdition(
        area=area,
        number=offer.based_on + 1,
        version=keep(session, offer.files, area=area, now=now),
        based_on=offer.based_on,
        back_to=offer.back_to,
        shipped=contents.shipped.version,
        what=offer.what,
        reason=reason,
        drafters=dict(offer.drafters),
        published_at=now,
        account_id=first.id,
        account_name=first.name,
        second_id=second.id if second else None,
        second_name=second.name if second else None,
        evidence=evidence.plain(),
    )
    keep(session, contents.shipped_files, area=area, now=now)
    session.add(edition)
    try:
        session.flush()
    except IntegrityError as error:
        raise EditionMoved(offer.based_on, edition.number) from error
    _end_draft(session, contents, get_draft(session, area, to_change=True), edition.version)
    return edition


def _end_draft(session: Session, contents: CurrentContent, draft: ContentDraft | None, version: str) -> None:
    """The draft ends when it is what was published; one that went on meanwhile stays, to be brought up to date."""
    if draft is not None and version_of(draft_files(session, contents, draft)) == version:
        session.delete(draft)
        session.flush()
