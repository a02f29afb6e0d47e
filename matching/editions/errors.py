"""What can go wrong while content is edited and published, each with what it is about as an attribute."""

from collections.abc import Iterable

from directory.wording import Words, words
from matching.errors import MatchingError


class EditionError(MatchingError):
    """Any refusal here. `words` is what to tell the lead, in their language."""

    def __init__(self, said: Words) -> None:
        self.words = said
        super().__init__(said)


class EditionNotFound(EditionError):
    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(words("There is no edition %(number)s of the content.", number=number))


class NoDraft(EditionError):
    def __init__(self) -> None:
        super().__init__(words("There is no draft. It may have been published or thrown away. Start a new one."))


class DraftExists(EditionError):
    def __init__(self) -> None:
        super().__init__(words("There is a draft already. Go on with it, or throw it away first."))


class NothingChanged(EditionError):
    def __init__(self) -> None:
        super().__init__(words("This is the same as what is published. There is nothing to publish."))


class EntryNotFound(EditionError):
    def __init__(self, sought: str) -> None:
        self.sought = sought
        super().__init__(words("“%(sought)s” is not in this file. Somebody may have taken it out.", sought=sought))


class EntryChanged(EditionError):
    """Somebody else changed the same entry since the page was shown. Nothing was saved."""

    def __init__(self, sought: str) -> None:
        self.sought = sought
        super().__init__(
            words("Somebody changed “%(sought)s” while you were writing. Look at it again first.", sought=sought)
        )


class EditionMoved(EditionError):
    """Somebody else published meanwhile. Nothing was published, and the draft is kept."""

    def __init__(self, seen: int, newest: int) -> None:
        self.seen, self.newest = seen, newest
        super().__init__(
            words("Somebody published edition %(newest)s meanwhile. Bring your draft up to date first.", newest=newest)
        )


class DraftMoved(EditionError):
    """The draft is not what was looked at. Nothing was published."""

    def __init__(self) -> None:
        super().__init__(words("The draft has changed since you looked at it. Look at it again first."))


class PublishingBlocked(EditionError):
    """A safety check fails: this cannot be published by anybody."""

    def __init__(self, faults: Iterable[Words]) -> None:
        self.faults = tuple(faults)
        super().__init__(words("A safety check fails. This cannot be published until it is mended."))


class SecondLeadNeeded(EditionError):
    """It lowers something or a check fails: a second lead must agree, with a reason written down."""

    def __init__(self, reasons: Iterable[Words]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(words("A second lead must agree to this first, and you must write down why."))


class ReasonNeeded(EditionError):
    def __init__(self) -> None:
        super().__init__(words("Write down why this should be published as it is."))


class WordsNeeded(EditionError):
    def __init__(self) -> None:
        super().__init__(words("Say in a few words what changes."))


class NotYours(EditionError):
    """Whoever wrote it, or asked for it, cannot be the second lead too."""

    def __init__(self) -> None:
        super().__init__(words("Somebody else has to confirm this. You wrote part of it, or asked for it yourself."))


class ProposalGone(EditionError):
    def __init__(self) -> None:
        super().__init__(words("This is not waiting for a second lead any more."))


class VignetteGone(EditionError):
    def __init__(self) -> None:
        super().__init__(words("That case is not there any more. Somebody may have withdrawn it."))
