"""Whom to ring at once during a call, and why. Nothing here touches a database or the clock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from directory.vocabulary import CrisisKind
from directory.wording import Words, words
from matching.content import Content
from matching.desk.script import Prompt, Ring, Said, Script
from matching.entries import PathwayId
from matching.suggesting import Reading


@dataclass(frozen=True)
class Alert:
    urgent: bool
    """999 first."""
    title: Words | str
    because: tuple[str, ...]
    """The parts of the text that call for it, as typed."""
    said: tuple[str, ...]
    """What was ticked or answered that calls for it."""
    crisis: CrisisKind | None
    """Who listens, where somebody may be at their own end."""


def alert_for(
    content: Content,
    read: Reading,
    signs: Iterable[str],
    script: Script,
    answered: Mapping[str, Said],
    crisis: CrisisKind | None,
) -> Alert | None:
    """The words of the text, a red flag that is ticked, or an answer to a prompt: each is enough by itself."""
    red = [one for one in map(content.indicators.__getitem__, signs) if one.red_flag]
    rings = script.numbers_for(answered)
    if not (read.danger or red or rings or crisis):
        return None
    urgent = read.urgent or Ring.EMERGENCY in rings or any(one.pathway is PathwayId.EMERGENCY for one in red)
    asked = [prompt.words for prompt in script.prompts if _rings(prompt, answered.get(prompt.id))]
    return Alert(
        urgent=urgent,
        title=_title(crisis, urgent=urgent, likely=read.danger, outright=read.outright or bool(red or rings)),
        because=read.danger_words,
        said=(*(one.words for one in red), *asked),
        crisis=crisis,
    )


def _title(crisis: CrisisKind | None, *, urgent: bool, likely: bool, outright: bool) -> Words | str:
    if urgent:
        return words("Is this happening now, or soon? Ring 999")
    if outright:
        return words("A child may not be safe")
    if likely or crisis is None:
        return words("If a child may not be safe, put the call through")
    return crisis.title


def _rings(prompt: Prompt, said: Said | None) -> bool:
    then = prompt.after(said) if said else None
    return bool(then and then.ring)
