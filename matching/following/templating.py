"""What templates may call to show how an enquiry stands."""

from flask import Blueprint

from matching.following.codes import code_of
from matching.following.words import PLACES, SIGNS
from matching.models import Enquiry


def register(bp: Blueprint) -> None:
    bp.app_template_global("code_of")(code_shown)
    bp.app_context_processor(lambda: {"signs_of_steps": SIGNS, "words_of_steps": PLACES})


def code_shown(enquiry: Enquiry) -> str:
    """The code that goes with its reference, for whoever may see the enquiry."""
    return code_of(enquiry.id)
