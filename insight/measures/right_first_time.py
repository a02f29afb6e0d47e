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
        "Not right: any one of these failed. Not known: the referrer has not told us, or it was too early to say. "
        "Where nobody asked whether the family was known, we count it as not known before."
    ),
)


def first_time(
    asked_before: bool | None, declined: bool, came: str | None, was_right: str | None, people_told: int | None
) -> FirstTime:
    """Where an enquiry stands, from what is known of it: None is not known."""
    if asked_before:
        return FirstTime.ASKED_BEFORE
    if declined:
        return FirstTime.DECLINED
    if came == Came.NO:
        return FirstTime.DID_NOT_COME
    if came == Came.PARTLY or was_right in (Right.PARTLY, Right.NO):
        return FirstTime.NOT_RIGHT
    if people_told is not None and people_told > ONCE:
        return FirstTime.TOLD_AGAIN
    if came == Came.YES and was_right == Right.YES and people_told is not None:
        return FirstTime.RIGHT
    return FirstTime.NOT_KNOWN
