"""Where a person judged otherwise than the guide, and which way. Pure."""

from enum import StrEnum

from directory.wording import Words, words
from matching.entries import PathwayId
from matching.following.models import Right
from matching.models import Agree


class Judged(StrEnum):
    """What a person made of the guide's recommendation."""

    SAME = "as recommended"
    HIGHER = "higher"
    LOWER = "lower"
    NOT_SAID = "not said"
    NO_GUIDE = "without the guide"


LABELS: dict[str, Words] = {
    Judged.SAME: words("As recommended"),
    Judged.HIGHER: words("▲ Judged more serious"),
    Judged.LOWER: words("▼ Judged less serious"),
    Judged.NOT_SAID: words("Nobody said"),
    Judged.NO_GUIDE: words("Advised without the guide"),
}
AGREES = {Agree.YES: Judged.SAME, Agree.HIGHER: Judged.HIGHER, Agree.LOWER: Judged.LOWER}
NOT_RECOMMENDED = "none"
"""Stands for the guide's pathway where the guide was not followed to its end."""


def judged(pathway: str | None, advised: str | None, agree: str | None) -> Judged:
    """The officer's advice held against the guide's; where no officer advised, what the referrer said of it."""
    if pathway is None:
        return Judged.NO_GUIDE
    if advised is not None:
        difference = PathwayId(advised).rank - PathwayId(pathway).rank
        return Judged.HIGHER if difference > 0 else Judged.LOWER if difference < 0 else Judged.SAME
    return AGREES[Agree(agree)] if agree else Judged.NOT_SAID


class Followed(StrEnum):
    """What followed, as the referrer told later."""

    RIGHT = "right"
    PARTLY = "partly"
    NOT = "not right"
    NOT_KNOWN = "not known"


FOLLOWED: dict[str, Words] = {
    Followed.RIGHT: words("The help came and was right"),
    Followed.PARTLY: words("It came in part, or was partly right"),
    Followed.NOT: words("It did not come, or was not right"),
    Followed.NOT_KNOWN: words("Not known"),
}


def followed(came: str | None, was_right: str | None) -> Followed:
    """Whether the help came and was right; "too early to say" and "not yet" are not known."""
    if came == "no" or was_right == Right.NO:
        return Followed.NOT
    if came == "partly" or was_right == Right.PARTLY:
        return Followed.PARTLY
    return Followed.RIGHT if came == "yes" and was_right == Right.YES else Followed.NOT_KNOWN
