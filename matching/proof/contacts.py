"""Nobody ends without a person to ring: a number by day and by night, everywhere, on every pathway."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import phonenumbers

from matching.area import FrontDoor
from matching.entries import Pathway, PathwayId
from matching.proof.states import States
from matching.proof.verdict import Faults

KNOWN_BY_ALL = {"emergency": ("999", "112"), "police": ("101",)}
MONDAY = datetime(2026, 6, 1)
HOURS_OF_A_WEEK = 168
A_PERSON = {
    PathwayId.EMERGENCY: (r"\b999\b", r"front door"),
    PathwayId.SAFEGUARDING: (r"front door", r"\b999\b", r"safeguarding lead"),
    PathwayId.EARLY_HELP: (r"front door", r"safeguarding (?:or early help )?lead"),
    PathwayId.ADVICE: (r"front door", r"safeguarding lead"),
}
"""Whom `do_now` must name, for each pathway."""


def everywhere_has_a_front_door(states: States) -> Faults:
    """Every district of the area has exactly one front door."""
    area = states.content.area
    for code in area.codes:
        doors = [door.id for door in area.front_doors if code in door.covers]
        fault = f"areas/{area.id}.toml: {code} has {len(doors)} front doors, and must have one: {', '.join(doors)}"
        yield None if len(doors) == 1 else fault


def every_door_can_be_rung(states: States) -> Faults:
    """A number that can be dialled by day and by night, and at every hour of a week one that answers then."""
    area = states.content.area
    for door in area.front_doors:
        for what, number in (("day", door.day), ("night", door.night), ("designated officer", door.lado.phone)):
            fault = f"areas/{area.id}.toml: front door '{door.id}' has no {what} number that can be rung: {number!r}"
            yield None if _can_be_rung(number) else fault
        yield from _around_the_clock(door)
    for what, number in (("emergency", area.emergency), ("police", area.police)):
        known = number in KNOWN_BY_ALL[what]
        fault = f"areas/{area.id}.toml: the {what} number is {number!r}, and must be {KNOWN_BY_ALL[what][0]}"
        yield None if known else fault


def _around_the_clock(door: FrontDoor) -> Faults:
    for hour in range(HOURS_OF_A_WEEK):
        answers = door.number_at(MONDAY + timedelta(hours=hour))
        right = answers.number == (door.day if answers.open else door.night)
        yield None if right else f"front door '{door.id}' gives {answers.number!r} at hour {hour} of the week"


def _can_be_rung(number: str) -> bool:
    """Whether it is written as a number and has the length of one here; whose it is nobody can prove."""
    if not re.fullmatch(r"\+?[\d ()]+", number):
        return False
    try:
        long_enough = phonenumbers.is_possible_number_with_reason(phonenumbers.parse(number, "GB"))
    except phonenumbers.NumberParseException:
        return False
    return long_enough == phonenumbers.ValidationResult.IS_POSSIBLE


def every_pathway_names_a_person(states: States) -> Faults:
    """What to do now says whom to ring; the lower pathways say it too, for whoever is still worried."""
    for pathway in states.content.pathways.values():
        said = " ".join((pathway.short, *pathway.do_now)).casefold()
        for wanted in A_PERSON[pathway.id]:
            fault = f"pathways.toml, pathway '{pathway.id}': do_now does not say '{_plain(wanted)}'"
            yield None if re.search(wanted, said) else fault
        yield from _when_it_gets_worse(pathway)
        yield from _without_agreement(pathway)


def _when_it_gets_worse(pathway: Pathway) -> Iterator[str | None]:
    said = " ".join(pathway.safety_net)
    fault = f"pathways.toml, pathway '{pathway.id}': safety_net does not say 999"
    yield None if re.search(r"\b999\b", said) else fault


def _without_agreement(pathway: Pathway) -> Iterator[str | None]:
    """Where a child may be in danger, nobody's agreement is waited for, and a no is not the end."""
    if pathway.id not in {PathwayId.EMERGENCY, PathwayId.SAFEGUARDING}:
        return
    said = f"pathways.toml, pathway '{pathway.id}'"
    fault = f"{said}: consent does not say that no agreement is needed: 'You do not need'"
    yield None if re.search(r"\bdo not need\b[^.]*\bagreement\b", pathway.consent) else fault
    if pathway.id is PathwayId.SAFEGUARDING:
        yield None if pathway.if_told_no else f"{said}: if_told_no is empty"
        yield None if pathway.no_names else f"{said}: no_names is empty"


def _plain(pattern: str) -> str:
    return pattern.replace(r"\b", "").replace("(?:or early help )?", "")
