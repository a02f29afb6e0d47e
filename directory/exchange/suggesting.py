"""A mapping for a file of a shape that nobody has described yet, suggested from the names of its columns.

A person looks at it before anything is done; what a column is called is a table (`aliases.toml`), not code.
Nothing here touches the database, the clock or Flask.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from directory.exchange.detecting import columns_that_say
from directory.exchange.files import SentFile
from directory.exchange.mapping import FieldMapping
from directory.exchange.targets import TARGETS

CLOSE_ENOUGH = 92
"""Of 100, by rapidfuzz: "telephone nr" is 92 from "telephone no"."""
JOINED = {
    "schedules": " ",
    "description": "\n\n",
    "fees": "\n",
    "application_process": "\n\n",
    "address_1": ", ",
    "excludes": "\n",
}
"""Facts for which all columns are taken together; of others the first that says something."""
SEVERAL = {"phones", "contacts", "needs", "areas", "languages", "referral_methods", "referral_roles", "accessibility"}
NUMBERS = dict.fromkeys(("number", "phone", "telephone", "tel", "mobile"), "service.phones")
CONTACT = NUMBERS | {"email": "service.email", "name": "service.contacts"}
CONTACTS = {"contacts": CONTACT, "contact": CONTACT, "phones": NUMBERS, "phone": NUMBERS}
"""Object -> its field -> what it holds: a contact's name is never the service's."""
NOT_THE_PLACE_ITSELF = {"address", "addresses", "physical addresses", "service at locations", "geo"}
"""Their ids are those of other rows."""
THE_SERVICE_ITSELF = {"", "service", "properties", "fields", "attributes"}
"""A record's own object: GeoJSON keeps everything in "properties", other exports in "fields"."""
ELSEWHERE = "elsewhere"
TELLING = ("places.", "service.url", "service.email", "service.phones", "service.schedules", "organization.name")
"""A list of services says of them where they are or how they are reached; a list of anything else does not."""
NAME = "service.name"
NAMED_AFTER = ("organization.name", "places.name")
Choices = dict[str, str]
"""Column -> "service.name", "organization.name", "places.postal_code"."""


@cache
def aliases() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((Path(__file__).parent / "aliases.toml").read_text(encoding="utf-8"))


def suggest(file: SentFile) -> Choices:
    """What each column that says something seems to hold; a column that seems to be nothing of ours is left out."""
    found: dict[str, tuple[str, float]] = {}
    for column in columns_that_say(file):
        best = _best(column)
        if best:
            found[column] = best
    choices = {column: target for column, (target, score) in found.items() if _is_the_one(column, target, score, found)}
    return choices if NAME in choices.values() else _named_by_another(file, choices)


def _named_by_another(file: SentFile, choices: Choices) -> Choices:
    """Where no column is a service's name, as in lists of childminders and groups, whoever or whatever is named is it:
    the one column called a name of something, else the provider, else the venue.
    """
    names = [column for column in columns_that_say(file) if _plain(column).split()[-1:] == ["name"]]
    of_others = [column for wanted in NAMED_AFTER for column, target in choices.items() if target == wanted]
    unclaimed = [column for column in names if column not in choices and "[]" not in column]
    best = unclaimed if len(unclaimed) == 1 else of_others
    return choices | {best[0]: NAME} if best else choices


def seems_to_be_services(file: SentFile, choices: Choices) -> bool:
    """Whether these look like services, and not like organisations or words of a taxonomy."""
    held = set(choices.values())
    about_organizations = any(
        column.startswith(("organization_identifiers", "parent_organization_id", "services[]"))
        for column in file.columns
    )
    if about_organizations and "organization.name" not in held:
        return False
    return NAME in held and any(target.startswith(TELLING) for target in held)


def choices_there_are() -> list[str]:
    """Everything that a column may be said to hold."""
    return [f"{part}.{name}" for part in ("service", "organization", "places") for name in TARGETS[part]]


def mapping_of(choices: Choices, *, name: str, title: str, source: str) -> FieldMapping:
    """The mapping in which each column holds what was chosen for it. Raises ValueError where no column is the name."""
    service: dict[str, Any] = {}
    organization: dict[str, Any] = {}
    places: dict[str, dict[str, Any]] = {}
    for column, target in choices.items():
        part, field = target.split(".", 1)
        if part == "places":
            each, path = _each(column)
            _add(places.setdefault(each, {}), field, path)
        else:
            _add(service if part == "service" else organization, field, column)
    if "name" not in service:
        raise ValueError("name")
    if "name" not in organization and _is_a_provider(service["name"]["from"][0]):
        organization["name"] = service["name"]
    groups = [{"each": each, "take": take} for each, take in places.items()]
    return FieldMapping.model_validate(
        {
            "name": name,
            "title": title,
            "source": source,
            "service": service,
            "organization": organization,
            "fits": list(choices),
            "groups": {"places": groups} if groups else {},
        }
    )


def _is_a_provider(column: str) -> bool:
    best = _best(column)
    return best is not None and best[0] == "organization.name"


def _add(takes: dict[str, Any], field: str, column: str) -> None:
    take = takes.setdefault(field, {"from": []})
    take["from"].append(column)
    if field in JOINED:
        take["join"] = JOINED[field]


def _each(column: str) -> tuple[str, str]:
    """The list that a column is in, and the path within one item of it; of lists within it, the first item."""
    if "[]" not in column:
        return "", column
    each, _, path = column.partition("[]")
    return f"{each}[]", path.lstrip(".").replace("[]", "[0]")


def _best(column: str) -> tuple[str, float] | None:
    steps = [_plain(step) for step in re.split(r"[.\[\]]+", column) if step]
    parent = steps[-2] if len(steps) > 1 else ""
    if parent in CONTACTS:
        target = CONTACTS[parent].get(steps[-1])
        return (target, 99.0) if target else None
    part = _part_around(parent)
    if part == ELSEWHERE or (steps[-1] == "id" and parent in NOT_THE_PLACE_ITSELF):
        return None
    scored = [
        (f"{of}.{field}", _score(steps[-1], names))
        for of, fields in _fields(part).items()
        for field, names in fields.items()
    ]
    target, score = max(scored, key=lambda each: each[1])
    return (target, score) if score >= CLOSE_ENOUGH else None


def _part_around(parent: str) -> str | None:
    """The part of our record that the object around a column is about; None: the service itself."""
    if parent in THE_SERVICE_ITSELF:
        return None
    return next((part for part, names in aliases()["around"].items() if parent in names), ELSEWHERE)


def _fields(part: str | None) -> Mapping[str, dict[str, list[str]]]:
    known = aliases()
    if part is None:
        return {name: known[name] for name in ("service", "organization", "places")}
    own = {field: [*names, *_as_of_its_own(field)] for field, names in known[part].items()}
    return {part: own}


def _as_of_its_own(field: str) -> list[str]:
    """Inside an object the name of the object is not said again: "organization.name"."""
    general = {"website": ["url", "website", "web"], "id": ["id"], "name": ["name", "title"]}
    return general.get(field, [field.replace("_", " ")])


def _score(heading: str, names: list[str]) -> float:
    if heading in names:
        return 100 - names.index(heading) / 100
    return max(fuzz.ratio(heading, name) for name in names) - 1


def _plain(heading: str) -> str:
    """Small letters and single spaces: "postalCode" and "Postal_Code" are alike."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    return " ".join(re.sub(r"[^a-z0-9]+", " ", apart.casefold()).split())


def _is_the_one(column: str, target: str, score: float, found: dict[str, tuple[str, float]]) -> bool:
    """Of several columns for a fact that has one place, the one whose name says it best."""
    field = target.split(".", 1)[1]
    if field in JOINED or field in SEVERAL:
        return True
    return not any(other != column and it == target and s > score for other, (it, s) in found.items())
