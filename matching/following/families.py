"""What families say by a link of their own. Nothing here commits or knows Flask.

An answer holds the month, the weightiest need and the district. Nothing leads back: answering deletes the link.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete
from sqlmodel import Session, col, select

from accounts.tokens import hash_of, new_token
from matching.following.dates import LINK_STANDS, link_stands
from matching.following.errors import LinkOver
from matching.following.models import Enough, FamilyLink, FamilyWord
from matching.models import Enquiry

MOST_LINKS = 5
"""One family has more than one grown-up; more links than these and the oldest ends."""


@dataclass(frozen=True)
class FamilyAnswers:
    in_time: Enough | None = None
    helped: Enough | None = None
    told_once: Enough | None = None

    @property
    def empty(self) -> bool:
        return self == FamilyAnswers()


def make_family_link(session: Session, enquiry: Enquiry, *, today: date) -> str:
    """The token of a new link, told this once: only its hash is kept."""
    links = select(FamilyLink).where(FamilyLink.enquiry_id == enquiry.id)
    kept = list(session.exec(links.order_by(col(FamilyLink.made_on), FamilyLink.token_hash)))
    for old in kept[: max(0, len(kept) + 1 - MOST_LINKS)]:
        session.delete(old)
    token = new_token()
    session.add(FamilyLink(token_hash=hash_of(token), enquiry_id=enquiry.id, made_on=today))
    session.flush()
    return token


def is_family_link(session: Session, token: str, today: date) -> bool:
    link = session.get(FamilyLink, hash_of(token))
    return link is not None and link_stands(link.made_on, today)


def add_family_word(session: Session, token: str, answers: FamilyAnswers, *, today: date) -> None:
    """Keep what a family says and delete the link. Raises LinkOver, also where it was used a moment ago."""
    link = session.get(FamilyLink, hash_of(token))
    if link is None:
        raise LinkOver
    enquiry = session.get_one(Enquiry, link.enquiry_id)
    mine = (col(FamilyLink.token_hash) == hash_of(token), col(FamilyLink.made_on) >= today - LINK_STANDS)
    used = session.execute(delete(FamilyLink).where(*mine).returning(col(FamilyLink.token_hash))).all()
    if not used:
        raise LinkOver
    session.add(
        FamilyWord(
            month=today.replace(day=1),
            need=next(iter(enquiry.needs), None),
            district_code=enquiry.district_code,
            in_time=answers.in_time,
            helped=answers.helped,
            told_once=answers.told_once,
        )
    )
    session.flush()
