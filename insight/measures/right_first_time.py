"""Whether a family got the right help the first time, from their side (needs.md C4).

Pure. An enquiry falls under the first of these that holds, so the parts add up to the whole. What nobody told us is
"not known", never "yes" and never left out.
"""

from enum import StrEnum

from directory.wording import Words, words
from matching.following.models import Came, Right

ONCE = 1


class FirstTime(StrEnum):
    """Where an enquiry stands."""

    RIGHT = "right"
    ASKED_BEFORE = "asked before"
    DECLINED = "declined"
    DID_NOT_COME = "did not come"
    NOT_RIGHT = "not right"
    TOLD_AGAIN = "told again"
    NOT_KNOWN = "not known"

    @property
    def sort(self) -> str:
        """ "right", "not right" or "not known"."""
        return str(self) if self in (FirstTime.RIGHT, FirstTime.NOT_KNOWN) else "not right"


SORTS: dict[str, Words] = {
    "right": words("Right first time"),
    "not right": words("Not right first time"),
    "not known": words("Not known"),
}
LABELS: dict[str, Words] = {
    FirstTime.RIGHT: words("Right first time"),
    FirstTime.ASKED_BEFORE: words("Somebody had asked about this family in the 12 months before"),
    FirstTime.DECLINED: words("A service said no first"),
    FirstTime.DID_NOT_COME: words("The help did not come"),
    FirstTime.NOT_RIGHT: words("The help came in part, or was not quite right"),
    FirstTime.TOLD_AGAIN: words("The family had to tell their story more than once"),
    FirstTime.NOT_KNOWN: words("Not known: nobody has told us yet"),
}
DEFINITION = (
    words(
        "Right first time: the referrer told us that the help came, that it was right, and that the family told their "
        "story to one person. Nobody had asked about the family in the 12 months before, and no service said no."
    ),
    words(
        "Known: the referrer told us that no help came; or that it came, whether it was right, and how many people the "
        "family told. All else is not known, also where a service said no or the family was known before: we see those "
        "failures without being told, never a success, so counting them would make the share too low."
    ),
    words("Where nobody asked whether the family was known before, we count it as not known before."),
)
ANSWERED = (Right.YES, Right.PARTLY, Right.NO)


def first_time(
    asked_before: bool | None, declined: bool, came: str | None, was_right: str | None, people_told: int | None
) -> FirstTime:
    """Where an enquiry stands, from what is known of it: None is not known."""
    if not _told(came, was_right, people_told):
        return FirstTime.NOT_KNOWN
    if asked_before:
        return FirstTime.ASKED_BEFORE
    if declined:
        return FirstTime.DECLINED
    if came == Came.NO:
        return FirstTime.DID_NOT_COME
    if came == Came.PARTLY or was_right != Right.YES:
        return FirstTime.NOT_RIGHT
    return FirstTime.TOLD_AGAIN if people_told is None or people_told > ONCE else FirstTime.RIGHT


def _told(came: str | None, was_right: str | None, people_told: int | None) -> bool:
    """Whether the referrer told enough to say: "not yet" and "too early" are no answers yet."""
    if came == Came.NO:
        return True
    return came in (Came.YES, Came.PARTLY) and was_right in ANSWERED and people_told is not None
