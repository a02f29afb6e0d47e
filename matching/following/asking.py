"""What a service is told of an enquiry: what it needs to know to answer, and nothing that identifies a family."""

import re
from dataclasses import dataclass

from flask import g, render_template

from accounts import mail
from directory.curation.reviews.queries import provider_address
from directory.labels import ROLES
from directory.places import gazetteer
from directory.snapshots.queries import whole_service
from directory.wording import Words
from matching.desk.labels import AGE_BANDS
from matching.following.codes import token_of
from matching.following.links_shown import whole_address
from matching.following.models import Referral
from matching.models import Enquiry
from matching.reader import house

PURPOSE = "answer"


@dataclass(frozen=True)
class Told:
    reference: str
    needs: tuple[str, ...]
    age_band: Words | None
    district: str | None
    asks: Words | None


def told_of(enquiry: Enquiry) -> Told:
    names = {need.id: need.name for need in house().vocabulary.needs}
    return Told(
        reference=enquiry.reference,
        needs=tuple(names.get(need, need) for need in enquiry.needs),
        age_band=AGE_BANDS.get(enquiry.age_band or ""),
        district=gazetteer.district_name(enquiry.district_code) if enquiry.district_code else None,
        asks=ROLES.get(enquiry.caller_role or ""),
    )


def link_to_answer(referral: Referral) -> str:
    """The whole address of the page that the service answers on, to copy or read out."""
    return whole_address("following.answer", token=token_of(PURPOSE, referral.id))


@dataclass(frozen=True)
class Letter:
    """Written, and ready to go when no transaction is open: a mail server may take its time."""

    address: str
    subject: str
    body: str

    def post(self) -> bool:
        try:
            mail.send(to=self.address, subject=self.subject, body=self.body)
        except mail.MailNotSent:
            return False
        return True


def letter_to_service(referral: Referral, enquiry: Enquiry) -> Letter | None:
    """None where the directory knows no address of the service: then somebody rings and reads out the link."""
    service = whole_service(g.session, referral.service_id)
    address = provider_address(service, service.contacts, service.organization)
    if address is None:
        return None
    about = {"told": told_of(enquiry), "service": service.name, "link": link_to_answer(referral)}
    subject, body = written("referral", doors=house().area.front_doors, **about)
    return Letter(address, subject, body)


def written(letter: str, **about: object) -> tuple[str, str]:
    """The subject, which is the first line of `letters/<letter>.txt`, and the body."""
    lines = [line.rstrip() for line in render_template(f"following/letters/{letter}.txt", **about).strip().splitlines()]
    body = re.sub(r"\n{3,}", "\n\n", "\n".join(lines[1:]).strip())
    return lines[0], body + "\n"
