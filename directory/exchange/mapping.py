"""How a source's fields become ours. A mapping is data (TOML), so that a new source needs no code: docs/importing.md.

Nothing here touches the database, the clock or Flask.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import tomli_w
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator

from directory.errors import DirectoryError
from directory.exchange.paths import full_path
from directory.exchange.targets import GROUPS, TARGETS
from directory.wording import words

FOLDER = Path(__file__).parent / "mappings"


class MappingRefused(DirectoryError):
    """A mapping that cannot be used; the sentence names the field and what would do."""

    def __init__(self, name: str, reason: str) -> None:
        self.name, self.reason = name, reason
        super().__init__(words("The mapping “%(name)s” cannot be used. %(reason)s", name=name, reason=reason))


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class Take(BaseModel):
    """Where one fact comes from: the first of these places that says something, or all of them joined."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
    source: Annotated[tuple[str, ...], BeforeValidator(_as_list)] = Field(default=(), alias="from")
    reader: str | None = Field(default=None, alias="as")
    join: str | None = None
    """Put between the texts of all places; without it the first that is not blank is taken."""
    values: dict[str, Any] = {}
    """What the source writes (small letters) -> what we keep; "" leaves it out without a word."""
    constant: Any = None


def _as_take(value: Any) -> Any:
    return {"from": value} if isinstance(value, str | list) else value


Taken = Annotated[Take, BeforeValidator(_as_take)]


class Group(BaseModel):
    """Parts of which a record may have several, such as places: one for each item of a list."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    each: str = ""
    """The list's path; "Place {n}" for numbered groups of columns; blank where the record itself is the one item."""
    take: dict[str, Taken]


class FieldMapping(BaseModel):
    """A mapping as its file holds it."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str = Field(min_length=1, max_length=60, pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str
    source: str = Field(min_length=1, max_length=60)
    """Whose records these are, unless the person who sends them says otherwise."""
    kinds: tuple[str, ...] = ("csv", "xlsx", "json", "ndjson")
    fits: tuple[str, ...] = ()
    """Columns or paths that tell this shape from others; all must be there for the mapping to be chosen unasked."""
    own: bool = False
    """Our own layout: ids are ours, and a cell that cannot be read refuses its row, for whoever sent it can mend it."""
    ignores: tuple[str, ...] = ()
    """Columns left out on purpose."""
    service: dict[str, Taken]
    organization: dict[str, Taken] = {}
    groups: dict[str, tuple[Group, ...]] = {}
    """Name of a list of ours ("places", "phones", ...) -> where its parts come from."""

    @field_validator("service")
    @classmethod
    def _needs_a_name(cls, service: dict[str, Take]) -> dict[str, Take]:
        if "name" not in service:
            raise ValueError("[service] must say where the name comes from")
        return _known(service, "service")

    @field_validator("organization")
    @classmethod
    def _organization_known(cls, organization: dict[str, Take]) -> dict[str, Take]:
        return _known(organization, "organization")

    @field_validator("groups")
    @classmethod
    def _groups_known(cls, groups: dict[str, tuple[Group, ...]]) -> dict[str, tuple[Group, ...]]:
        for name, several in groups.items():
            if name not in GROUPS:
                raise ValueError(f"there is no list called {name}; the lists are {', '.join(GROUPS)}")
            for group in several:
                _known(group.take, name)
        return groups

    def paths(self) -> Iterator[str]:
        """Every place in a record that this mapping reads."""
        for take in (*self.service.values(), *self.organization.values()):
            yield from take.source
        for group in (group for several in self.groups.values() for group in several):
            for take in group.take.values():
                yield from (full_path(group.each, path) for path in take.source)

    def as_toml(self) -> str:
        return tomli_w.dumps(self.model_dump(mode="json", by_alias=True, exclude_defaults=True))


def _known(takes: dict[str, Take], where: str) -> dict[str, Take]:
    from_here = TARGETS[where]
    for name, take in takes.items():
        if name not in from_here:
            raise ValueError(f"[{where}] has no field {name}; its fields are {', '.join(from_here)}")
        if not take.source and take.constant is None:
            raise ValueError(f"[{where}] {name} needs `from` or `constant`")
    return takes


def read_mapping(text: str, name: str = "mapping") -> FieldMapping:
    """A mapping from its TOML. Raises MappingRefused naming what is wrong."""
    try:
        return FieldMapping.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise MappingRefused(name, f"It is not TOML: {error}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        raise MappingRefused(name, f"{where}: {first['msg']}.") from error


@cache
def built_in() -> dict[str, FieldMapping]:
    """The mappings that come with Right Door, by name."""
    found = [read_mapping(file.read_text(encoding="utf-8"), file.stem) for file in sorted(FOLDER.glob("*.toml"))]
    return {mapping.name: mapping for mapping in found}


def saved_in(folder: Path) -> dict[str, FieldMapping]:
    """Mappings that people saved in this folder; a file that cannot be read as one is left out."""
    found: dict[str, FieldMapping] = {}
    for file in sorted(folder.glob("*.toml")):
        try:
            mapping = read_mapping(file.read_text(encoding="utf-8"), file.stem)
        except (MappingRefused, OSError, UnicodeDecodeError):
            continue
        found[mapping.name] = mapping
    return found


def save_in(folder: Path, mapping: FieldMapping) -> None:
    """Keep a mapping under its name, in place of an older one of that name. Raises MappingRefused for ours."""
    if mapping.name in built_in():
        raise MappingRefused(mapping.name, "This name is one of Right Door's own. Choose another.")
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / f".{mapping.name}.partial"
    partial.write_text(mapping.as_toml(), encoding="utf-8")
    partial.replace(folder / f"{mapping.name}.toml")


def told(record: Mapping[str, Any], paths: tuple[str, ...]) -> bool:
    """Whether a record of ours has any of these places at all, blank or not."""
    return any(path in record or path.split(".")[0].split("[")[0] in record for path in paths)
