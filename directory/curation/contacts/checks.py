"""Look whether the directory's web addresses open and its numbers can be rung, and remember what was found.

A link counts as broken only once it has failed on two different days. Where not one address answers, we are cut off
ourselves, and nothing is held against any of them. Nothing here commits.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import func, select
from sqlmodel import Session, col

from directory.curation.contacts.link_fetch import Fetched, Reached, fetch
from directory.curation.models import ContactCheck
from directory.models import Contact, Organization, Phone, Service
from directory.quality import is_odd_email, is_odd_phone
from directory.queries import SHOWN
from directory.snapshots.problems import is_web_address

AT_ONCE = 8
"""Hosts that are asked at the same time; each is asked for one page at a time."""
Key = tuple[str, str]
"""(kind, value): ("link", "https://…"), ("phone", "0115 …"), ("email", "…")."""
Tick = Callable[[int, int], None]
OUTCOMES = {
    Reached.OPENS: "works",
    Reached.GONE: "broken",
    Reached.SILENT: "broken",
    Reached.ODD: "odd",
    Reached.UNSURE: "unsure",
}
ANSWERED = (Reached.OPENS, Reached.GONE, Reached.UNSURE)


@dataclass(frozen=True)
class Found:
    outcome: str
    """ "works", "broken", "odd" or "unsure", as `ContactCheck`; "broken" means: failed today."""
    detail: str | None = None


def contacts_in_use(session: Session) -> set[Key]:
    """Every number, e-mail address and web address that a live service shows."""
    live = col(Service.status).in_(SHOWN)
    services, runs = select(Service.email, Service.url).where(live), select(Service.organization_id).where(live)  # type: ignore[call-overload]
    found: set[Key] = set()
    for email, url in session.execute(services):
        found |= {("email", email), ("link", url)}
    phones = select(Phone.number).join(Service, col(Service.id) == col(Phone.service_id)).where(live)  # type: ignore[call-overload]
    contacts = select(Contact.email).join(Service, col(Service.id) == col(Contact.service_id)).where(live)  # type: ignore[call-overload]
    websites = select(Organization.website).where(col(Organization.id).in_(runs))  # type: ignore[call-overload]
    found |= {("phone", number) for number in session.scalars(phones)}
    found |= {("email", email) for email in session.scalars(contacts)}
    found |= {("link", url) for url in session.scalars(websites)}
    return {(kind, value) for kind, value in found if value}


def links_last_tried(session: Session) -> datetime | None:
    """When a web address was last opened; none has been where this is None, and then none counts as broken."""
    tried = select(func.max(ContactCheck.checked_at)).where(col(ContactCheck.kind) == "link")
    return session.scalar(tried)


def look_at(contacts: Iterable[Key]) -> dict[Key, Found]:
    """What can be told without the network: the numbers and e-mail addresses, and links that are none."""
    found: dict[Key, Found] = {}
    for kind, value in contacts:
        if kind == "phone":
            found[kind, value] = Found("odd", "no number that can be rung") if is_odd_phone(value) else Found("works")
        elif kind == "email":
            found[kind, value] = Found("odd", "not an e-mail address") if is_odd_email(value) else Found("works")
        elif not is_web_address(value):
            found[kind, value] = Found("odd", "not a web address")
    return found


def try_links(links: Iterable[str], tick: Tick, fetching: Callable[[str], Fetched] = fetch) -> dict[Key, Found]:
    """Open each web address: a few hosts at once, each asked for one page at a time. `tick(done, of)` after each."""
    by_host: dict[str, list[str]] = defaultdict(list)
    for link in links:
        by_host[urlsplit(link).hostname or ""].append(link)
    fetched: dict[str, Fetched] = {}
    total = sum(map(len, by_host.values()))
    tick(0, total)

    def one_host(several: list[str]) -> None:
        for link in several:
            fetched[link] = fetching(link)

    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        for _ in as_completed([pool.submit(one_host, several) for several in by_host.values()]):
            tick(len(fetched), total)
    cut_off = not any(each.reached in ANSWERED for each in fetched.values())
    return {("link", link): _found(each, cut_off) for link, each in fetched.items()}


def _found(fetched: Fetched, cut_off: bool) -> Found:
    if cut_off:
        return Found("unsure", "not one website answered: are we cut off?")
    return Found(OUTCOMES[fetched.reached], fetched.detail)


def keep_checks(session: Session, found: Mapping[Key, Found], in_use: set[Key], now: datetime) -> Counter[str]:
    """Remember what was found, and forget what the directory holds no more. Counts by outcome, of all that is kept."""
    kept = {(row.kind, row.value): row for row in session.scalars(select(ContactCheck))}
    for key, row in kept.items():
        if key not in in_use:
            session.delete(row)
    for key, each in found.items():
        row = kept.get(key) or ContactCheck(kind=key[0], value=key[1], outcome="unsure")
        _note(row, each, now)
        session.add(row)
    session.flush()
    return Counter(row.outcome for row in session.scalars(select(ContactCheck)))


def _note(row: ContactCheck, found: Found, now: datetime) -> None:
    """A failure counts from its second day on; a working link is forgiven; not knowing changes neither."""
    today = now.date()
    row.outcome = found.outcome
    if found.outcome == "works":
        row.failing_since, row.times_failed = None, 0
    elif found.outcome == "broken":
        row.failing_since = row.failing_since or today
        row.times_failed += 1
        row.outcome = "broken" if row.failing_since < today else "unsure"
    row.detail, row.checked_at = found.detail, now
