"""Value demand and failure demand: why people get in touch with the front door (needs.md C3). Pure."""

from directory.wording import Words, words
from matching.following.models import DemandKind

NOT_SAID = "not said"
NOT_AT_DESK = "not at the desk"
ANY = "none given"
"""Stands for the reason where an officer gave the kind alone."""
SEPARATOR = "/"
KINDS: dict[str, Words] = {
    DemandKind.VALUE: words("Value: new, and for us"),
    DemandKind.REPEAT: words("Repeat"),
    DemandKind.CHASING: words("Chasing"),
    DemandKind.MISDIRECTED: words("Misdirected"),
    DemandKind.PREVENTABLE: words("Preventable"),
    NOT_SAID: words("Not said"),
    NOT_AT_DESK: words("Guide used online"),
}
VALUE, FAILURE = "value", "failure"
SORTS: dict[str, Words] = {
    VALUE: words("Value"),
    FAILURE: words("Failure"),
    NOT_SAID: words("Not said"),
    NOT_AT_DESK: words("Guide used online"),
}
DEFINITION = (
    words(
        "Value demand is what the front door is there for. Failure demand is there because something was not done, or "
        "not done right: a repeat, chasing what was asked before, a call for somebody else, or one that better "
        "information would have saved."
    ),
    words(
        "Counted: enquiries that somebody at the front door logged, by the month they were asked in. The officer chose "
        "the kind; where none was chosen it is not said. The guide used online without anybody here is neither, and "
        "stands in its own column."
    ),
)


def reason_category(at_desk: bool, demand: str | None, reason_id: str | None) -> str:
    """One category for each enquiry: "chasing/<id of the reason>"."""
    if not at_desk:
        return NOT_AT_DESK
    return f"{demand}{SEPARATOR}{reason_id or ANY}" if demand else NOT_SAID


def kind_of(category: str) -> str:
    return category.partition(SEPARATOR)[0]


def sort_of(category: str) -> str:
    """Value, failure, or neither."""
    kind = kind_of(category)
    if kind in (NOT_SAID, NOT_AT_DESK):
        return kind
    return FAILURE if DemandKind(kind).failure else VALUE


def reason_of(category: str) -> str | None:
    """The reason's id; None where no reason was given."""
    reason = category.partition(SEPARATOR)[2]
    return None if reason in ("", ANY) else reason
