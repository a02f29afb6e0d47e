"""Is the record still right? Somebody here looks it over, or its provider answers by a link. Nothing here commits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from accounts.tokens import hash_of
from directory.additions import Revision
from directory.curation.approvals.proposals import add_proposal
from directory.curation.models import ReviewAnswer, ReviewLetter, ReviewRequest
from directory.curation.reviews.checking import mark_checked
from directory.curation.reviews.rules import Asked, LinkState, link_state
from directory.errors import DirectoryError
from directory.history import say_who
from directory.models import Contact, Organization, Service
from directory.queries import SHOWN
from directory.snapshots import ServiceSnapshot, service_snapshot
from directory.snapshots.problems import is_email
from directory.snapshots.queries import whole_service
from directory.wording import words

PROVIDER = "provider, by link"
"""Who changed it, where somebody answered a letter: the link is all that is known of them."""
CHECKED = "Checked, nothing changed"
NOT_UNDONE = words("This was changed again since, so it was not undone. Its history shows both")


class LinkUsedUp(DirectoryError):
    """The link does nothing any more; `state` says why."""

    def __init__(self, state: LinkState) -> None:
        self.state = state
        super().__init__(words("This link has been used, or a newer one was sent. Nothing was changed"))


@dataclass(frozen=True)
class Linked:
    """What a link from a letter leads to."""

    letter: ReviewLetter
    request: ReviewRequest
    service: Service
    state: LinkState


def check_many(session: Session, ids: Iterable[str], *, by: str, by_email: str | None, today: date) -> list[str]:
    """Say of each that it was checked today; the ids of those of which that was not said already."""
    say_who(session, changed_by=by, reason=CHECKED)
    new = []
    for service_id in sorted(set(ids)):
        before = session.get_one(Service, service_id)
        was = (before.assured_date, before.unconfirmed_since)
        mark_checked(session, service_id, by_email=by_email, today=today)
        new += [service_id] if was != (today, None) else []
    return new


def undo_check(session: Session, change_id: str, ids: Iterable[str], *, by: str, today: date) -> list[str]:
    """Put back what a check changed on these services, where nobody changed it again since; the ids of those."""
    say_who(session, changed_by=by, reason="Undone: " + CHECKED.lower())
    wanted = select(Revision).where(Revision.change_id == change_id, Revision.table_name == "service")
    revisions = {revision.row_id: revision for revision in session.exec(wanted)}
    return [each for each in sorted(set(ids)) if each in revisions and _undo(session, revisions[each], today)]


def _undo(session: Session, revision: Revision, today: date) -> bool:
    service = whole_service(session, revision.row_id, to_change=True)
    checks = {
        name: revision.changes[name]
        for name in ("assured_date", "assurer_email", "unconfirmed_since")
        if name in revision.changes
    }
    if "assured_date" not in checks or str(service.assured_date) != checks["assured_date"][1]:
        return False
    for name, (before, _) in checks.items():
        setattr(service, name, before if name == "assurer_email" or before is None else date.fromisoformat(before))
    session.add(service)
    session.flush()
    withdrawn = (col(ReviewRequest.withdrawn_on) == today, col(ReviewRequest.answered_on).is_(None))
    session.execute(
        update(ReviewRequest).where(col(ReviewRequest.service_id) == service.id, *withdrawn).values(withdrawn_on=None)
    )
    return True


def provider_address(service: Service, contacts: Iterable[Contact], organization: Organization) -> str | None:
    """Whom to write to: the service, else somebody there, else its organisation; None: nobody, so ring."""
    known = (service.email, *(contact.email for contact in contacts), organization.email)
    return next((address.strip() for address in known if address and is_email(address.strip())), None)


def asked_about(session: Session, service_ids: Iterable[str] | None = None) -> dict[str, Asked]:
    """Service id -> its newest request and that one's letters, for the services that were ever asked about."""
    wanted = select(ReviewRequest).order_by(col(ReviewRequest.asked_on), ReviewRequest.id)
    if service_ids is not None:
        wanted = wanted.where(col(ReviewRequest.service_id).in_(list(service_ids)))
    fresh = wanted.execution_options(populate_existing=True)
    newest = {request.service_id: request for request in session.exec(fresh)}
    letters: dict[str, list[ReviewLetter]] = {request.id: [] for request in newest.values()}
    sent = select(ReviewLetter).order_by(col(ReviewLetter.made_at)).execution_options(populate_existing=True)
    for letter in session.exec(sent):
        letters.get(letter.request_id, []).append(letter)
    return {each: Asked(request, tuple(letters[request.id])) for each, request in newest.items()}


def find_link(session: Session, token: str, today: date, *, to_change: bool = False) -> Linked | None:
    """What the link with this token leads to; None for a token that we never sent.

    With `to_change` its service is locked, so that two answers come one after the other.
    """
    letter = session.get(ReviewLetter, hash_of(token), populate_existing=True)
    if letter is None:
        return None
    request = session.get_one(ReviewRequest, letter.request_id)
    service = whole_service(session, request.service_id, to_change=to_change)
    session.refresh(request)
    others = session.exec(select(ReviewLetter).where(ReviewLetter.request_id == request.id)).all()
    asked = Asked(request, tuple(others))
    state = link_state(asked, letter, shown=service.status in SHOWN, today=today)
    return Linked(letter, request, service, state)


def answer_correct(
    session: Session, token: str, *, now: datetime, waiting_weeks: float | None = None, reply_to: str | None = None
) -> Linked:
    """The provider says that the record is still right, perhaps but for the waiting time, which waits for approval.

    Raises LinkUsedUp.
    """
    linked = _to_answer(session, token, now.date())
    live = service_snapshot(linked.service)
    told = live.model_copy(update={"waiting_weeks": waiting_weeks, "told_on": now.date()})
    differs = waiting_weeks is not None and waiting_weeks != live.waiting_weeks
    note = f"Still correct, but waiting time is now {waiting_weeks:g} weeks" if differs else None
    _close(session, linked, ReviewAnswer.CORRECT, note, now.date())
    say_who(session, changed_by=PROVIDER, reason="Still correct")
    service = mark_checked(session, linked.service.id, by_email=linked.request.sent_to, today=now.date())
    if differs:
        add_proposal(session, service.id, base=live, wanted=told, note=note, by=PROVIDER, now=now, reply_to=reply_to)
    elif service.availability is not None:
        service.availability.told_on = now.date()
        session.flush()
    return linked


def answer_change(
    session: Session,
    token: str,
    *,
    base: ServiceSnapshot,
    wanted: ServiceSnapshot,
    note: str | None,
    now: datetime,
    reply_to: str | None = None,
) -> Linked:
    """What the provider says is different waits for approval. Raises LinkUsedUp and NothingSuggested."""
    linked = _to_answer(session, token, now.date())
    add_proposal(
        session, linked.service.id, base=base, wanted=wanted, note=note, by=PROVIDER, now=now, reply_to=reply_to
    )
    _close(session, linked, ReviewAnswer.CHANGE, note, now.date())
    return linked


def answer_closed(session: Session, token: str, *, note: str | None, now: datetime) -> Linked:
    """The provider says that the service has closed: first on the work list, and nothing disappears by itself.

    Raises LinkUsedUp.
    """
    linked = _to_answer(session, token, now.date())
    _close(session, linked, ReviewAnswer.CLOSED, note, now.date())
    return linked


def _to_answer(session: Session, token: str, today: date) -> Linked:
    linked = find_link(session, token, today, to_change=True)
    if linked is None:
        raise LinkUsedUp(LinkState.REPLACED)
    if linked.state is not LinkState.OPEN:
        raise LinkUsedUp(linked.state)
    return linked


def _close(session: Session, linked: Linked, answer: ReviewAnswer, note: str | None, today: date) -> None:
    request = linked.request
    request.answer, request.answer_note, request.answered_on = answer, (note or "").strip()[:1000] or None, today
    session.add(request)
    session.flush()
