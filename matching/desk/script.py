"""What an officer asks while a caller is on the line: a short script of this area, read by safeguarding leads.

It is a file of its own beside the content: it changes nothing that is recommended, and a fault in it never keeps the
desk from opening. What is answered is shown and forgotten. Nothing here touches a database, the clock or Flask.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from matching.area import CONTENT
from matching.entries import Entry, Id, Ids, PathwayId, Text
from matching.errors import ContentError
from matching.reading import did_you_mean, one_in, text_of

FOLDER = "scripts"


class Said(StrEnum):
    """What a caller may answer to a prompt."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not_sure"


class Ring(StrEnum):
    """Whom an answer brings up at once."""

    EMERGENCY = "999"
    FRONT_DOOR = "front door"


class Then(Entry):
    """What to do after one answer."""

    say: Text
    ring: Ring | None = None
    label: Text | None = None
    """What the answer is called, where it is not "Yes", "No" or "Not sure"."""


class Prompt(Entry):
    """One question to the caller, and when it is asked."""

    id: Id
    words: Text
    when: Literal["always", "needs", "pathway"]
    needs: Ids = ()
    pathways: tuple[PathwayId, ...] = ()
    yes: Then | None = None
    no: Then | None = None
    not_sure: Then | None = None

    @model_validator(mode="after")
    def _says_when(self) -> Self:
        for name, listed in (("needs", self.needs), ("pathway", self.pathways)):
            field = "needs" if name == "needs" else "pathways"
            if self.when == name and not listed:
                raise ValueError(f'when = "{name}" needs a list beside it: {field} = [...]')
            if self.when != name and listed:
                raise ValueError(f'{field} counts only where when = "{name}". Take it out, or change `when`')
        return self

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        if not any(self.after(said) for said in Said):
            raise ValueError("no answer leads to anything. Add yes, no or not_sure")
        return self

    def after(self, said: Said) -> Then | None:
        """What to do when this is answered; None where nothing follows."""
        then: Then | None = getattr(self, said.value)
        return then

    def asked(self, needs: Collection[str], pathway: PathwayId) -> bool:
        """Whether it is asked now, by the needs that are ticked and where the ticked signs would lead."""
        if self.when == "needs":
            return not set(self.needs).isdisjoint(needs)
        return self.when == "always" or pathway in self.pathways


class Interpreter(Entry):
    """How to get an interpreter for a call here."""

    name: Text
    phone: Text
    say: Text | None = None


class Script(Entry):
    interpreter: Interpreter | None = None
    prompts: tuple[Prompt, ...] = Field(default=(), alias="prompt")

    @model_validator(mode="after")
    def _ids_once(self) -> Self:
        ids = [prompt.id for prompt in self.prompts]
        twice = sorted({name for name in ids if ids.count(name) > 1})
        if twice:
            raise ValueError(f"two prompts have the id '{twice[0]}'. Give each its own")
        return self

    def asked(self, needs: Collection[str], pathway: PathwayId) -> list[Prompt]:
        """The prompts to show now, in the order of the file."""
        return [prompt for prompt in self.prompts if prompt.asked(needs, pathway)]

    def numbers_for(self, said: Mapping[str, Said]) -> set[Ring]:
        """Whom the answers so far bring up, by the ids of the prompts."""
        after = (prompt.after(said[prompt.id]) for prompt in self.prompts if prompt.id in said)
        return {then.ring for then in after if then and then.ring}


@dataclass(frozen=True)
class Asked:
    """The script as it can be used now; `fault` tells safeguarding leads why it cannot."""

    script: Script
    fault: str = ""


def load_script(area: str, known_needs: Iterable[str], folder: Path = CONTENT) -> Script:
    """An area's script; an empty one where it has none. Raises ContentError naming file, prompt and mend."""
    name = f"{FOLDER}/{area}.toml"
    text = text_of(folder / name, name)
    if text is None:
        return Script()
    script, known = one_in(text, name, Script), sorted(known_needs)
    unknown = [(prompt, need) for prompt in script.prompts for need in prompt.needs if need not in known]
    if unknown:
        raise ContentError(
            f"{name}, prompt '{prompt.id}': there is no need '{need}'.{did_you_mean(need, known)}"
            for prompt, need in unknown
        )
    return script


@cache
def script_of(area: str, known_needs: frozenset[str], folder: Path = CONTENT) -> Asked:
    """As `load_script`, once for the process, and without failing: the desk opens whatever the file holds."""
    try:
        return Asked(load_script(area, known_needs, folder))
    except ContentError as error:
        return Asked(Script(), str(error))
