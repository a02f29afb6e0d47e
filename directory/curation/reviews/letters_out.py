"""Letters to providers: whom to write to now, one letter for each address, each written down before it is sent.

A letter is kept with the hash of its link (and committed), then sent, and only then counted. Where the program is
killed in between, the link in the letter works, and the letter may be sent once more an hour later: at least once. The
other way round, at most once, a provider might never be asked, and its page would say all the same that nobody
confirmed it. Nothing here sends or commits.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Session, col, select

from accounts.tokens import hash_of, new_token
from directory.curation.history.undoing import utc
from directory.curation.models import Kind, Proposal, ProposalState, ReviewLetter, ReviewRequest
from directory.curation.reviews.queries import PROVIDER, asked_about, provider_address
from directory.curation.reviews.rules import Asked, has_run_out, is_unconfirmed, letter_due
from directory.history import say_who
from directory.models import Contact, Organization, Phone, Service
from directory.queries import SHOWN
from directory.snapshots.queries import whole_service

CLAIM = timedelta(hours=1)
"""A letter written down and not counted is being sent now, perhaps by another run; older, it is sent again."""
SYSTEM = "Right Door"


@dataclass(frozen=True)
class Ask:
    """One service that its provider is to be asked about."""

    service_id: str
    name: str
    number: int
    """0 the first letter, 1 to 3 a chaser."""


@dataclass(frozen=True)
class Made:
    """One service in a letter that is written down, with the token of its link."""

    ask: Ask
    token: str
    request_id: str


@dataclass(frozen=True)
class Nobody:
    """A service that is to be looked over, and has nobody to write to."""

    service_id: str
    name: str
    phone: str | None


@dataclass(frozen=True)
class Round:
    """What one day's run has to do."""

    letters: dict[str, tuple[Ask, ...]]
    """Address -> the services to ask about in one letter."""
    nobody: tuple[Nobody, ...]
    unconfirmed: tuple[Ask, ...]
    """Services whose pages are to say from now on that nobody has confirmed them."""


def plan_round(session: Session, now: datetime) -> Round:
    """What is to be sent and marked on this day (local time)."""
    asked, waiting = asked_about(session), _with_waiting_answer(session)
    letters: dict[str, list[Ask]] = defaultdict(list)
    nobody, unconfirmed = [], []
    for service, address, phone in _live_services(session):
        known = asked.get(service.id, Asked())
        number = None if service.id in waiting else due_now(known, service, now)
        if number is not None and address:
            letters[address].append(Ask(service.id, service.name, number))
        elif number == 0:
            nobody.append(Nobody(service.id, service.name, phone))
        if service.unconfirmed_since is None and is_unconfirmed(known, now.date()):
            unconfirmed.append(Ask(service.id, service.name, known.request.reminders if known.request else 0))
    return Round({each: tuple(letters[each]) for each in sorted(letters)}, tuple(nobody), tuple(unconfirmed))


def due_now(asked: Asked, service: Service, now: datetime) -> int | None:
    """Which letter is due now; None also while one is being sent."""
    if any(not letter.sent_on and utc(now) - letter.made_at < CLAIM for letter in asked.letters):
        return None
    return letter_due(asked, service.assured_date, now.date())


def write_down(
    session: Session, address: str, asks: Iterable[Ask], now: datetime, *, anyway: bool = False
) -> list[Made]:
    """Keep the links of one letter, for those of its services that are still to be asked about; each is locked.

    `anyway`: somebody presses the button, whatever is due.
    """
    made = []
    for ask in sorted(asks, key=lambda one: one.service_id):
        service = whole_service(session, ask.service_id, to_change=True)
        asked = asked_about(session, [ask.service_id]).get(ask.service_id, Asked())
        if anyway or due_now(asked, service, now) == ask.number:
            request = _request(session, asked, ask.service_id, address, now.date())
            token = new_token()
            session.add(ReviewLetter(token_hash=hash_of(token), request_id=request.id, made_at=_after(asked, now)))
            made.append(Made(ask, token, request.id))
    session.flush()
    return sorted(made, key=lambda one: one.ask.name)


def note_sent(session: Session, address: str, made: Iterable[Made], today: date) -> None:
    """The letter is out: it counts."""
    for each in made:
        letter = session.get_one(ReviewLetter, hash_of(each.token), populate_existing=True)
        request = session.get_one(ReviewRequest, each.request_id, populate_existing=True)
        letter.sent_on, request.last_sent_on, request.sent_to = today, today, address
        if each.ask.number == 0 and request.reminders == 0:
            request.asked_on = min(request.asked_on, today) if _sent_before(session, each) else today
        request.reminders = max(request.reminders, each.ask.number)
        session.add_all([letter, request])
    session.flush()


def forget_letter(session: Session, made: Iterable[Made]) -> None:
    """The letter could not be sent: as if it had never been written, so that tomorrow's run tries again."""
    for each in made:
        session.execute(delete(ReviewLetter).where(col(ReviewLetter.token_hash) == hash_of(each.token)))
        left = session.exec(select(ReviewLetter).where(ReviewLetter.request_id == each.request_id)).first()
        if left is None:
            session.execute(delete(ReviewRequest).where(col(ReviewRequest.id) == each.request_id))


def mark_unconfirmed(session: Session, ask: Ask, today: date) -> bool:
    """Let the page say that nobody has confirmed it, unless somebody has by now."""
    service = whole_service(session, ask.service_id, to_change=True)
    asked = asked_about(session, [ask.service_id]).get(ask.service_id, Asked())
    if service.unconfirmed_since is not None or not is_unconfirmed(asked, today):
        return False
    say_who(session, changed_by=SYSTEM, reason="We asked the provider, and three times again, and nobody answered")
    service.unconfirmed_since = today
    session.add(service)
    session.flush()
    return True


def _after(asked: Asked, now: datetime) -> datetime:
    """Now, or just after the letter before: the newest is known by this."""
    last = max((letter.made_at for letter in asked.letters), default=utc(now) - timedelta(1))
    return max(utc(now), last + timedelta(microseconds=1))


def _request(session: Session, asked: Asked, service_id: str, address: str, today: date) -> ReviewRequest:
    """The open request, or a new one; one that has run out is given up."""
    request = asked.request
    if request is not None and asked.is_open:
        if not has_run_out(request, today):
            return request
        request.withdrawn_on = today
        session.add(request)
    new = ReviewRequest(service_id=service_id, sent_to=address, asked_on=today, last_sent_on=today)
    session.add(new)
    session.flush()
    return new


def _sent_before(session: Session, made: Made) -> bool:
    others = select(ReviewLetter).where(
        ReviewLetter.request_id == made.request_id,
        ReviewLetter.token_hash != hash_of(made.token),
        col(ReviewLetter.sent_on).is_not(None),
    )
    return session.exec(others).first() is not None


def _with_waiting_answer(session: Session) -> set[str]:
    """Services whose provider answered by link, and the answer waits for somebody here."""
    waiting = select(Proposal.record_id).where(
        Proposal.kind == Kind.SERVICE, Proposal.state == ProposalState.WAITING, Proposal.proposed_by == PROVIDER
    )
    return set(session.exec(waiting))


def _live_services(session: Session) -> list[tuple[Service, str | None, str | None]]:
    """Each live service with its provider's address and its first phone number, by name."""
    contacts: dict[str, list[Contact]] = defaultdict(list)
    for contact in session.exec(select(Contact).order_by(col(Contact.position), Contact.id)):
        contacts[contact.service_id].append(contact)
    phones: dict[str | None, str] = {}
    for phone in session.exec(select(Phone).order_by(col(Phone.position), Phone.id)):
        phones.setdefault(phone.service_id, phone.number)
    wanted = select(Service, Organization).join(Organization).where(col(Service.status).in_(SHOWN))
    rows = session.exec(wanted.order_by(Service.name, Service.id)).all()
    return [
        (service, provider_address(service, contacts[service.id], organization), phones.get(service.id))
        for service, organization in rows
    ]
