"""What can go wrong in "Should I refer?", each with what it is about as an attribute."""

from collections.abc import Iterable


class MatchingError(Exception):
    """Any refusal by this package."""


class ContentError(MatchingError):
    """The reviewed content cannot be used; `problems` holds every one found, each naming file, entry and mend."""

    def __init__(self, problems: Iterable[str]):
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class InvalidAnswer(MatchingError):
    """An answer that a question does not offer."""

    def __init__(self, question: str, found: str, would_do: str, hint: str = ""):
        self.question, self.found, self.would_do = question, found, would_do
        super().__init__(f"The question '{question}' was answered with {found}. Instead, give {would_do}.{hint}")


class EnquiryNotFound(MatchingError):
    """No enquiry is kept under this id or reference."""

    def __init__(self, sought: str):
        self.sought = sought
        super().__init__("We could not find those answers. Answers that were not finished are kept for a week.")


class EnquiryChanged(MatchingError):
    """The enquiry was changed elsewhere, such as in a second tab, since this page was opened."""

    def __init__(self, enquiry_id: str):
        self.enquiry_id = enquiry_id
        super().__init__(
            "These answers were changed in another window. Open the page again to see them as they are now."
        )


class UnknownId(MatchingError):
    """An id that names nothing in the content."""

    def __init__(self, sought: str, suggestions: Iterable[str] = ()):
        self.sought, self.suggestions = sought, tuple(suggestions)
        hint = f" Did you mean {' or '.join(repr(name) for name in self.suggestions)}?" if self.suggestions else ""
        super().__init__(f"Nothing in the content is called '{sought}'.{hint}")
