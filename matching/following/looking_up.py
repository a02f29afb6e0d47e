"""Reference and code, looked up together: the same answer, after the same work, whichever of them is wrong."""

from datetime import timedelta

from flask import g, request

from accounts.current import now
from accounts.delays import Rule, Watch, forgive
from accounts.keys import keyed_hash
from accounts.trying import address_watch, count
from matching.errors import EnquiryNotFound
from matching.following.codes import is_code_of
from matching.following.queries import id_by_reference
from matching.models import Enquiry
from matching.numbered import Numbered
from matching.queries import get_enquiry, tidy_reference

FOLLOWED = Numbered("followed", "last_followed")
ONE_REFERENCE = Rule(free=4, longest=timedelta(seconds=60))
"""1,440 guesses a day at most at one reference, of a million million codes."""
ONE_ADDRESS = Rule(free=5, longest=timedelta(hours=1))
"""Enquiries that one e-mail address may be left for before it takes a while: nobody is to be pestered by strangers."""
ONE_NETWORK = Rule(free=30, longest=timedelta(hours=1), shared=True)
"""As many from one office in a day, which is more than it will need."""
NOBODY = "nobody’s enquiry"


def find_by_both(reference: str, code: str) -> Enquiry:
    """Raises MustWait before anything is looked at, and EnquiryNotFound for either being wrong.

    A right pair takes its own count back; the view commits.
    """
    watches = [_reference_watch(reference), address_watch()]
    count(watches)
    found = id_by_reference(g.session, reference)
    right = is_code_of(found or NOBODY, code)
    if found is None or not right:
        raise EnquiryNotFound(reference)
    forgive(g.session, watches, now())
    return get_enquiry(g.session, found)


def followed(number: str) -> Enquiry:
    """The enquiry that this browser session follows under this number; raises EnquiryNotFound."""
    enquiry_id = FOLLOWED.id_of(number)
    if enquiry_id is None:
        raise EnquiryNotFound(number)
    return get_enquiry(g.session, enquiry_id, to_change=request.method == "POST")


def count_reminder(email: str) -> None:
    """An address is left to be reminded. Raises MustWait where that is done too often, and commits."""
    network = keyed_hash("reminders from a network", address_watch().key)
    count([Watch(keyed_hash("reminder", email.strip().lower()), ONE_ADDRESS), Watch(network, ONE_NETWORK)])


def _reference_watch(reference: str) -> Watch:
    return Watch(keyed_hash("reference and code", tidy_reference(reference) or reference), ONE_REFERENCE)
