"""What can go wrong while words are edited."""

from directory.errors import DirectoryError
from directory.wording import words


class EditionNotFound(DirectoryError):
    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(words("There is no edition %(number)s of the words.", number=number))


class EntryNotFound(DirectoryError):
    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(words("We could not find those words. Somebody may have taken them out."))


class EditionMoved(DirectoryError):
    """Somebody else published since the page was shown: nothing was changed, and the draft is kept."""

    def __init__(self, seen: int, newest: int) -> None:
        self.seen, self.newest = seen, newest
        super().__init__(
            words("Somebody published edition %(newest)s while you were looking. Look at both first.", newest=newest)
        )


class NeedStillUsed(DirectoryError):
    """A need would go although services are tagged with it."""

    def __init__(self, need: str, services: int) -> None:
        self.need, self.services = need, services
        super().__init__(
            words(
                "“%(need)s” is the need of %(services)s services. End it and say which need takes them.",
                need=need,
                services=services,
            )
        )
