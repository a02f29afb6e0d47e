"""What can be refused while following what becomes of an enquiry, each with what it is about as an attribute."""

from matching.errors import MatchingError


class FollowingError(MatchingError):
    """Any refusal by this package."""


class MoveNotPossible(FollowingError):
    """An enquiry does not go from this state to that one; see `moves.py`."""

    def __init__(self, before: str | None, after: str) -> None:
        self.before, self.after = before, after
        super().__init__(f"An enquiry does not go from '{before or 'no state'}' to '{after}'.")


class ReasonMissing(FollowingError):
    """Help that is not possible needs a reason, and nothing else has one."""

    def __init__(self, state: str) -> None:
        self.state = state
        super().__init__(f"'{state}' was given without the reason it needs, or with one that it cannot have.")


class EnquiryClosed(FollowingError):
    """A closed enquiry stays as it was when it was closed."""

    def __init__(self, enquiry_id: str) -> None:
        self.enquiry_id = enquiry_id
        super().__init__("This enquiry is closed.")


class AlreadyReferred(FollowingError):
    """The enquiry was passed to this service before."""

    def __init__(self, service_id: str) -> None:
        self.service_id = service_id
        super().__init__("This enquiry was passed to that service before.")


class ServiceGone(FollowingError):
    """No service with this id takes anybody any more."""

    def __init__(self, service_id: str) -> None:
        self.service_id = service_id
        super().__init__("There is no such service in the directory now.")


class LinkOver(FollowingError):
    """The link of a provider or a family can be used no more."""


class NotYours(FollowingError):
    """A note that may name somebody is looked at by somebody else than its writer."""
