"""Which reasons go with which outcome when an enquiry is closed. Pure.

A pair that says two things at once ("the right help was given, because no service fits") would make every figure that
rests on it worthless, so it is refused with what to choose instead.
"""

from directory.wording import Words, words
from matching.desk.labels import CLOSING_REASONS, CLOSINGS
from matching.following.models import Closing, ClosingReason

REASONS: dict[Closing, tuple[ClosingReason, ...]] = {
    Closing.HELPED: (ClosingReason.STARTED, ClosingReason.STATUTORY, ClosingReason.OTHER),
    Closing.PARTLY: (
        ClosingReason.STARTED,
        ClosingReason.NO_SERVICE,
        ClosingReason.FULL,
        ClosingReason.NO_CONSENT,
        ClosingReason.NO_LONGER,
        ClosingReason.OTHER,
    ),
    Closing.INFORMATION: (
        ClosingReason.ANSWERED,
        ClosingReason.NO_CONSENT,
        ClosingReason.NO_LONGER,
        ClosingReason.DUPLICATE,
        ClosingReason.OTHER,
    ),
    Closing.PASSED_ON: (ClosingReason.STATUTORY, ClosingReason.DUPLICATE, ClosingReason.OTHER),
    Closing.NO_HELP: (
        ClosingReason.NO_SERVICE,
        ClosingReason.FULL,
        ClosingReason.NO_CONSENT,
        ClosingReason.NOT_REACHED,
        ClosingReason.NO_LONGER,
        ClosingReason.DUPLICATE,
        ClosingReason.OTHER,
    ),
    Closing.NOT_KNOWN: (ClosingReason.NOT_REACHED, ClosingReason.DUPLICATE, ClosingReason.OTHER),
}
"""Outcome -> the reasons that can stand beside it, the likeliest first."""


def fit_together(closing: Closing, reason: ClosingReason) -> bool:
    return reason in REASONS[closing]


def refusal(closing: Closing, reason: ClosingReason) -> Words | None:
    """Why this outcome and this reason contradict each other, and what would do; None where they go together."""
    if fit_together(closing, reason):
        return None
    fitting = [one for one in REASONS[closing] if one != ClosingReason.OTHER]
    said = words("“%(one)s”", one=CLOSING_REASONS[fitting[0]])
    if len(fitting) > 1:
        said = words("“%(one)s” or “%(other)s”", one=CLOSING_REASONS[fitting[0]], other=CLOSING_REASONS[fitting[1]])
    return words(
        "“%(closing)s” and “%(reason)s” do not go together. Choose another outcome, or a reason such as %(such)s",
        closing=CLOSINGS[closing],
        reason=CLOSING_REASONS[reason],
        such=said,
    )
