"""What referrers, families and services read for the codes that are kept. Pure."""

from directory.wording import Words, words
from matching.following.models import Answer, Came, Closing, Enough, NotPossible, Right, State

STATES: dict[str, Words] = {
    State.RECEIVED: words("Received"),
    State.LOOKED_AT: words("Being looked at"),
    State.DECIDED: words("Next step decided"),
    State.OFFERED: words("Help offered"),
    State.STARTED: words("Help started"),
    State.NOT_POSSIBLE: words("Not possible"),
}
MEANS: dict[str, Words] = {
    State.RECEIVED: words("The front door has it."),
    State.LOOKED_AT: words("A person at the front door is looking at it."),
    State.DECIDED: words("It is decided what kind of help to look for."),
    State.OFFERED: words("Somebody has said that they can help."),
    State.STARTED: words("The help has begun."),
    State.NOT_POSSIBLE: words("This help is not possible."),
}
NEXT: dict[str, Words] = {
    State.RECEIVED: words("A person at the front door looks at it."),
    State.LOOKED_AT: words("They decide what kind of help to look for."),
    State.DECIDED: words("The front door finds out who can help."),
    State.OFFERED: words("Whoever offered help gets in touch with the family."),
    State.STARTED: words("Nothing, unless something changes. Tell us below if it was the right help."),
    State.NOT_POSSIBLE: words(
        "Ring the front door and ask what else can be done. You may also say that you do not agree."
    ),
}
ASKED_NEXT = words("The service that was asked says if it can help.")
SIGNS: dict[str, str] = {"done": "✓", "here": "●", "ahead": "○", "not possible": "✕"}
PLACES: dict[str, Words] = {
    "done": words("done"),
    "here": words("now"),
    "ahead": words("not yet"),
    "not possible": words("not possible"),
}
WHY_NOT: dict[str, Words] = {
    NotPossible.FULL: words("The service is full."),
    NotPossible.NOT_THEIR_AREA: words("The family lives outside the area of the service."),
    NotPossible.NOT_THEIR_AGE: words("The service is for other ages."),
    NotPossible.NEEDS_MORE: words("The family needs more help than this service gives."),
    NotPossible.NEEDS_LESS: words("Less help than this is enough."),
    NotPossible.NO_CONSENT: words("The family does not want this help now."),
    NotPossible.NOT_REACHED: words("The family could not be reached."),
    NotPossible.ALREADY_HELPED: words("Somebody is helping already."),
    NotPossible.MOVED: words("The family has moved away."),
    NotPossible.CLOSED: words("The service has closed."),
    NotPossible.OTHER: words("There is another reason. Ring and ask for it."),
}
CANNOT: dict[str, Words] = {
    NotPossible.FULL: words("We are full"),
    NotPossible.NOT_THEIR_AREA: words("They live outside our area"),
    NotPossible.NOT_THEIR_AGE: words("We work with other ages"),
    NotPossible.NEEDS_MORE: words("They need more help than we give"),
    NotPossible.NEEDS_LESS: words("They need less help than we give"),
    NotPossible.NO_CONSENT: words("The family does not want it now"),
    NotPossible.NOT_REACHED: words("We could not reach the family"),
    NotPossible.ALREADY_HELPED: words("Somebody is helping them already"),
    NotPossible.MOVED: words("The family has moved away"),
    NotPossible.CLOSED: words("Our service has closed"),
    NotPossible.OTHER: words("Another reason"),
}
ANSWERS: dict[str | None, Words] = {
    None: words("asked, no answer yet"),
    Answer.ACCEPTED: words("can help"),
    Answer.DECLINED: words("cannot help"),
    Answer.DATE_OFFERED: words("offers a date"),
}
ANSWER_SIGNS: dict[str | None, str] = {
    None: "…",
    Answer.ACCEPTED: "✓",
    Answer.DECLINED: "✕",
    Answer.DATE_OFFERED: "▦",
}
CLOSINGS: dict[str, Words] = {
    Closing.HELPED: words("The right help was given."),
    Closing.PARTLY: words("Some help was given."),
    Closing.INFORMATION: words("Information was enough."),
    Closing.PASSED_ON: words("Social care has it now."),
    Closing.NO_HELP: words("No help was given."),
    Closing.NOT_KNOWN: words("Nobody could tell us what happened."),
}
CAME: dict[str, Words] = {
    Came.YES: words("Yes"),
    Came.PARTLY: words("Some of it"),
    Came.NOT_YET: words("Not yet"),
    Came.NO: words("No"),
}
RIGHT: dict[str, Words] = {
    Right.YES: words("Yes"),
    Right.PARTLY: words("Partly"),
    Right.NO: words("No"),
    Right.TOO_EARLY: words("Too early to say"),
}
ENOUGH: dict[str, Words] = {
    Enough.YES: words("Yes"),
    Enough.PARTLY: words("A bit"),
    Enough.NO: words("No"),
}
