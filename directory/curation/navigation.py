"""The places of curation that whoever is at the page may open: one row of links on every page."""

from dataclasses import dataclass

from flask import current_app, url_for

from accounts import permission
from accounts.current import may
from directory.wording import Words, words

PLACES: dict[str, Words] = {
    "curation.home": words("To do"),
    "curation.services": words("Records"),
    "curation.proposals": words("Suggested changes"),
    "curation.contracts": words("Contracts"),
    "curation.imports": words("Files in and out"),
    "curation.duplicates": words("Duplicates"),
    "curation.audits": words("Audits"),
    "words.needs": words("Words"),
    "accounts.accounts": words("People"),
}
"""Endpoint -> what the link says, in the order of the row."""


@dataclass(frozen=True)
class Link:
    endpoint: str
    address: str
    label: Words


def curation_links() -> list[Link]:
    """The links that lead somewhere for this person: each page's own permission says so."""
    views = current_app.view_functions
    return [
        Link(endpoint, url_for(endpoint), label)
        for endpoint, label in PLACES.items()
        if endpoint in views and may(permission.declared(views[endpoint]) or "")
    ]


def has_view(endpoint: str) -> bool:
    return endpoint in current_app.view_functions
