"""What can go wrong in the directory, each with what it is about as an attribute.

`str(error)` is the sentence to show; `error.words` is the same sentence, ready to be translated.
"""

from directory.wording import Words, words


class DirectoryError(Exception):
    """Any refusal by this package."""

    def __init__(self, said: Words) -> None:
        self.words = said
        super().__init__(str(said))


class PlaceNotFound(DirectoryError):
    """No place we know is meant, or several are; `suggestions` are texts that will each be found."""

    def __init__(self, text: str, suggestions: tuple[str, ...] = (), said: Words | None = None) -> None:
        self.text, self.suggestions = text, suggestions
        super().__init__(said or words("We could not find “%(text)s”. Check the spelling.", text=text))


class PlaceOutsideArea(DirectoryError):
    """A real place that this directory does not cover.

    `where` names it ("Bolsover, Derbyshire"), or is None where we do not know; `area_codes` are its GSS codes.
    """

    def __init__(
        self, text: str, where: str | None, said: Words | None = None, area_codes: frozenset[str] = frozenset()
    ) -> None:
        self.text, self.where, self.area_codes = text, where, area_codes
        super().__init__(said or words("“%(text)s” is outside the area this directory covers.", text=text))


class ServiceNotFound(DirectoryError):
    """No service is kept under this id, or it may not be shown."""

    def __init__(self, service_id: str) -> None:
        self.service_id = service_id
        super().__init__(words("We could not find that service. It may have been taken out of the directory."))


class OrganizationNotFound(DirectoryError):
    """No organisation is kept under this id."""

    def __init__(self, organization_id: str) -> None:
        self.organization_id = organization_id
        super().__init__(words("We could not find that organisation."))


class LocationNotFound(DirectoryError):
    """No location is kept under this id."""

    def __init__(self, location_id: str) -> None:
        self.location_id = location_id
        super().__init__(words("We could not find that place."))


class InvalidRecord(DirectoryError):
    """A record that cannot be kept; the message names the table, the row, the field and what is wrong."""

    def __init__(self, table: str, row: str, field: str, reason: str) -> None:
        self.table, self.row, self.field, self.reason = table, row, field, reason
        said = words("%(table)s, %(row)s, %(field)s: %(reason)s", table=table, row=row, field=field, reason=reason)
        super().__init__(said)
