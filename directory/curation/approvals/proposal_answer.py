"""The answer to whoever suggested something: sent to their account's address, or to the one they left."""

from flask import g
from flask_babel import gettext

from directory.curation.approvals.proposals import address_of_account, forget_address
from directory.curation.approvals.replies import Letter, NotSent, write_answer, write_letter
from directory.curation.models import Proposal
from directory.queries import get_service


def answer(proposal: Proposal) -> str:
    """Commit the decision, send it, and forget an address that was left; what to say of it.

    No transaction is open while the mail goes out, and whatever happens to it, the decision stands.
    """
    proposal_id, left = proposal.id, proposal.reply_to is not None
    letter = _letter(proposal)
    g.session.commit()
    if letter is None:
        return gettext("Decided.")
    try:
        letter.post()
    except NotSent:
        return gettext("Decided, but the answer could not be sent. Open the suggestion to send it again.")
    if left:
        forget_address(g.session, proposal_id)
        g.session.commit()
    return gettext("Decided. The answer is sent.")


def _letter(proposal: Proposal) -> Letter | None:
    service = get_service(g.session, proposal.record_id).name
    subject = gettext("What became of your suggestion about %(name)s", name=service)
    about = {"proposal": proposal, "service": service}
    own = address_of_account(g.session, proposal.account_id)
    if own:
        return write_letter(own, subject=subject, letter="proposal", **about)
    return write_answer(proposal.reply_to, subject=subject, letter="proposal", **about)
