"""A shortlist given to a caller: kept as the services and the moment, so that it can be shown again as it was.

Nothing here commits.
"""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import UUID

import segno
from flask import g
from flask_babel import gettext
from sqlmodel import Session

from accounts.keys import keyed_hash
from accounts.mail import MailNotSent, address_of
from directory.models import Service
from directory.pages.templating import day, said
from matching.desk.handing_sheet import Sheet, sheet_of
from matching.desk.then_and_now import then_and_now
from matching.following.codes import code_of, token_of
from matching.following.models import HandedBy, Handover
from matching.models import Enquiry
from matching.reader import house, language

SHORTLIST = "shortlist"
"""The purpose of the link, as `codes.token_of` wants it."""
HARM = frozenset(
    {
        *("domestic-abuse", "sexual-exploitation", "criminal-exploitation", "neglect", "physical-abuse"),
        *("sexual-abuse", "emotional-abuse", "fgm", "forced-marriage", "honour-based-abuse", "radicalisation"),
        *("modern-slavery", "fabricated-illness", "harmful-sexual-behaviour"),
    }
)
"""Needs whose services it can be dangerous to be seen with: their mail holds the link alone unless the officer says
otherwise."""


def handover_id(account_id: str, once: str) -> str:
    """The same id for the same press of the same button, so that a second click gives nothing twice."""
    return str(UUID(keyed_hash("shortlist given", f"{account_id} {once}")[:32]))


def give(
    session: Session, enquiry: Enquiry, *, id_: str, how: HandedBy, service_ids: Sequence[str], now: datetime
) -> Handover:
    """Keep that these services were given, in this order, at this moment."""
    handover = Handover(id=id_, enquiry_id=enquiry.id, given_at=now, how=how, service_ids=list(service_ids))
    session.add(handover)
    session.flush()
    return handover


def link_of(handover: Handover) -> str:
    """The whole address of the page that shows the list as it was given; blank where BASE_URL is not set."""
    return _address("following.shortlist", token=token_of(SHORTLIST, handover.id))


def _address(endpoint: str, **values: str) -> str:
    try:
        return address_of(endpoint, **values)
    except MailNotSent:
        return ""


def sheet_for(enquiry: Enquiry, handover: Handover) -> Sheet:
    """What was given, with the services as the directory had them at that moment."""
    house_now: Any = house()
    found = then_and_now(g.session, handover.service_ids, handover.given_at)
    return sheet_of(
        [shown for one in found if (shown := one.shown)],
        house_now.area,
        said,
        language=language(),
        made=day(handover.given_at.astimezone(house_now.now().tzinfo)),
        reference=enquiry.reference,
        code=code_of(enquiry.id),
        look=_address("following.look"),
        link=link_of(handover),
    )


def qr_code(link: str) -> str:
    """The link as a picture for a phone's camera: SVG to stand in a page, without any style of its own."""
    return _picture(link).svg_inline(
        scale=4, border=4, light="#fff", omitsize=False, title=gettext("The list as a QR code")
    )


def qr_file(link: str) -> str:
    """The same picture as a file of its own."""
    kept = BytesIO()
    _picture(link).save(kept, kind="svg", scale=4, border=2, light="#fff", omitsize=False)
    return kept.getvalue().decode()


def _picture(link: str) -> Any:
    return segno.make(link, error="m")


def is_delicate(needs: Sequence[str], services: Sequence[Service]) -> bool:
    """Whether a mail that names these services could put somebody in danger."""
    private = any(row.location.sensitive for one in services for row in one.service_at_locations)
    return private or bool(HARM & set(needs))
