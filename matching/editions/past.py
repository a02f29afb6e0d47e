"""What past outcomes rest on: how many finished enquiries go by which version of the content."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import Session, col, select

from matching.editions.models import ContentEdition
from matching.models import Enquiry


@dataclass(frozen=True)
class Resting:
    version: str
    enquiries: int
    editions: tuple[int, ...]
    """The editions that published this version; none where it is that of files that came with Right Door."""
    in_force: bool


def resting_on(session: Session, area: str, in_force: str) -> Sequence[Resting]:
    """The versions that finished enquiries of an area are explained by, the most used first."""
    counted = select(Enquiry.content_version, func.count()).where(
        Enquiry.area == area, col(Enquiry.completed_at).is_not(None), col(Enquiry.anonymised_on).is_(None)
    )
    numbers: dict[str, list[int]] = {}
    for version, number in session.exec(
        select(ContentEdition.version, ContentEdition.number).where(ContentEdition.area == area)
    ):
        numbers.setdefault(version, []).append(number)
    rows = session.exec(counted.group_by(col(Enquiry.content_version)).order_by(func.count().desc())).all()
    return [
        Resting(version, count, tuple(sorted(numbers.get(version, ()))), version == in_force) for version, count in rows
    ]
