"""The handover sheet: the outcome as a page to take away, with lines to fill in by hand.

It holds nothing that identifies a child. `sheet_of` is plain data; the PDF and the plain text are two ways to write it.
The PDF follows PDF/UA-1, so that a screen reader can read it. Its template gets the sheet as data, never as markup.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from directory.wording import Words, words
from matching.entries import Source
from matching.outcome import Outcome
from matching.planned import PlannedDoor, Unmet
from matching.typeset import accessible_pdf

Say = Callable[[Words | str], str]
TEMPLATE = Path(__file__).parent.parent / "templates" / "matching" / "handover.typ"
WIDTH = 78
MOST_SOURCES = 2
BLANK_LINE = "." * 60


@dataclass(frozen=True)
class Section:
    title: str
    lines: tuple[str, ...] = ()
    numbered: bool = False
    blanks: tuple[str, ...] = ()
    """Things to find out and write down by hand."""


@dataclass(frozen=True)
class Sheet:
    language: str
    title: str
    reference: str
    code: str
    """Goes with the reference, as a line to read: "Code: K7Q2-M9XB"."""
    made: str
    action: str
    numbers: tuple[tuple[str, str, str], ...]
    """Whom, the number, and when."""
    sections: tuple[Section, ...]
    foot: str


def sheet_of(
    outcome: Outcome,
    say: Say,
    *,
    code: str,
    language: str,
    day: str,
    look_again: str = "",
    emergency: str = "999",
    demonstration: bool = False,
) -> Sheet:
    """Everything to take away; `say` puts words into the reader's language and `day` is today as people say it.

    `code`: what opens the enquiry together with its reference.

    `look_again`: the day to look again at a plan for the time after help, as people say it.
    """
    return Sheet(
        language=language,
        title=say(words("Right Door: handover sheet")),
        reference=outcome.enquiry.reference,
        code=say(words("Code: %(code)s", code=code)),
        made=day,
        action=say(outcome.action),
        numbers=tuple(_numbers(outcome, say, emergency)),
        sections=tuple(section for section in _sections(outcome, say, look_again) if section.lines or section.blanks),
        foot=say(_foot(emergency, demonstration)),
    )


def _foot(emergency: str, demonstration: bool) -> Words:
    if demonstration:
        return words("A demonstration: the local numbers are invented. In danger, ring %(number)s.", number=emergency)
    return words("Right Door helps you think. It does not decide. In danger, ring %(number)s.", number=emergency)


def _numbers(outcome: Outcome, say: Say, emergency: str) -> Iterator[tuple[str, str, str]]:
    yield say(words("In danger now")), emergency, say(words("day and night"))
    for now in outcome.doors:
        yield now.door.name, now.door.day, now.door.day_words
        yield now.door.name, now.door.night, now.door.night_words


def _sections(outcome: Outcome, say: Say, look_again: str) -> Iterator[Section]:
    recommendation, route = outcome.recommendation, outcome.recommendation.route
    yield Section(say(words("What to do now")), route.do_now, numbered=True)
    yield Section(say(words("What not to do")), route.do_not)
    yield Section(say(words("Know this too")), tuple(f"{one.title}. {one.words}" for one in recommendation.notices))
    yield Section(say(words("Why")), tuple(_reasons(outcome, say)))
    yield Section(say(words("Agreement and the family’s view")), (recommendation.consent, *_family(outcome)))
    yield Section(say(words("Write down before you ring")), blanks=tuple(one.words for one in recommendation.gather))
    yield Section(say(words("Services that could help")), tuple(_service(door, say) for door in outcome.planned))
    yield Section(say(words("Nobody found for")), tuple(_missing(gap, say) for gap in outcome.nobody))
    yield from _ending(outcome, say, look_again)
    said_already = outcome.step_down.brings_back if outcome.step_down else ()
    watch_for = (*recommendation.watch_for, *route.safety_net)
    yield Section(say(words("Watch for")), tuple(line for line in watch_for if line not in said_already))
    yield Section(say(words("When to come back")), (route.come_back,))
    yield Section(say(words("If you are told no")), route.if_told_no)
    yield Section(
        say(words("After the call")),
        blanks=tuple(map(say, (words("Who I spoke to, day and time"), words("What they will do, and by when")))),
    )


def _ending(outcome: Outcome, say: Say, look_again: str) -> Iterator[Section]:
    """What to agree before help ends."""
    if outcome.step_down is None:
        return
    if outcome.grave:
        stop = words("Ring the front door before anything ends. A plan must not end on this.")
        yield Section(say(words("Before help ends")), (say(stop),))
    who = tuple(map(say, outcome.step_down.keeps_in_touch))
    title = say(words("Who keeps in touch: it could be"))
    yield Section(title, who, blanks=(say(words("Name, number, and how often")),))
    yield Section(say(words("What would bring them back")), outcome.step_down.brings_back)
    about = words("The day we agreed (in six weeks is %(day)s)", day=look_again)
    blanks = (say(about) if look_again else say(words("The day we agreed")), say(words("Who will be there")))
    yield Section(say(words("When we look again")), blanks=blanks)


def _reasons(outcome: Outcome, say: Say) -> Iterator[str]:
    for reason in outcome.deciding:
        said = f"{reason.words.rstrip('.')}." + (f" {say(reason.why)}" if reason.why else "")
        said = f"{said} {reason.disputed}" if reason.disputed else said
        sources = "; ".join(dict.fromkeys(map(_short, reason.sources[:MOST_SOURCES])))
        source = say(words("Source: %(where)s", where=sources))
        yield f"{said} ({source})" if sources else said
    yield from (reason.words for reason in outcome.besides)


def _short(source: Source) -> str:
    """Where a rule comes from, short enough for a sheet: the document without its parts, the area, the year."""
    document = source.document.split(",")[0].split(" (")[0]
    area = source.area if source.area and source.area not in document else None
    return ", ".join(str(part) for part in (document, area, source.year) if part)


def _missing(gap: Unmet, say: Say) -> str:
    """A need that nobody meets, and who comes nearest."""
    if not gap.near:
        return gap.need
    near = (
        f"{one.card.name} {one.card.phone or ''}".strip() + f" ({'; '.join(map(say, one.failed))})" for one in gap.near
    )
    return say(words("%(need)s. Nearest: %(near)s", need=gap.need, near="; ".join(near)))


def _family(outcome: Outcome) -> list[str]:
    return [f"{one.question.words} {', '.join(one.words)}" for one in outcome.family]


def _service(door: PlannedDoor, say: Say) -> str:
    card = door.card
    parts = [
        f"{card.name} ({card.organization})",
        say(words("For: %(needs)s", needs=", ".join(door.needs))),
        card.phone or card.email or "",
        say(card.waiting) if card.waiting else "",
        say(card.checked),
        *(say(question) for question in door.open_questions),
    ]
    return ". ".join(part for part in parts if part) + "."


def handover_pdf(sheet: Sheet) -> bytes:
    """An A4 PDF (PDF/UA-1)."""
    return accessible_pdf(TEMPLATE, sheet=json.dumps(asdict(sheet)))


def handover_text(sheet: Sheet) -> str:
    """Plain text, to paste into a message or a record."""
    lines = [sheet.title, f"{sheet.reference} · {sheet.code} · {sheet.made}", "", sheet.action.upper(), ""]
    lines += [f"{name}: {number} ({hours})" for name, number, hours in sheet.numbers]
    for section in sheet.sections:
        lines += ["", section.title.upper()]
        signs = (f"{n}. " for n in range(1, 100)) if section.numbered else iter(["- "] * len(section.lines))
        lines += [sign + line for sign, line in zip(signs, section.lines, strict=False)]
        lines += [f"[ ] {blank}: {BLANK_LINE}" for blank in section.blanks]
    return "\n".join([*lines, "", sheet.foot, ""])
