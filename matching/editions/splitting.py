"""Split one sign by a question: each answer leads to a sign there is, or to a new one of its own. Pure.

"Not sure" and no answer take the most careful view of the answers, short of danger this minute.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from directory.curation.editing.fields import tidy
from directory.wording import Words, words
from matching.answers import NOT_SURE
from matching.editions.book import Book, Held
from matching.editions.fields import Choices, NotUnderstood, Sent, picked
from matching.entries import PathwayId, pathway_for
from matching.questionnaire import NOT_SURE_WORDS

ROWS = 5
LONGEST_ANSWER = 120
LEADS: Mapping[str, Words] = {
    "1": words("a new sign at level 1"),
    "2": words("a new sign at level 2"),
    "3": words("a new sign at level 3"),
    "4": words("a new sign at level 4 (safeguarding)"),
    "999": words("a new sign: 999 now"),
}
PASSED_ON = ("topic", "needs", "kinds", "reason", "sources")
"""What a new sign has of the one that is split."""


@dataclass(frozen=True)
class Row:
    """One answer as it was typed."""

    words: str = ""
    sign: str = ""
    """A sign there is."""
    lead: str = ""
    """Or a key of `LEADS`."""


@dataclass(frozen=True)
class Split:
    """What is to be written: a question, its answers, and the new signs that they lead to."""

    question: Mapping[str, Any]
    signs: tuple[Mapping[str, Any], ...]


def rows_sent(sent: Sent) -> list[Row]:
    parts = [sent.getlist(name) for name in ("answer", "sign", "lead")]
    found = [Row(*map(tidy, row)) for row in zip(*parts, strict=False)][:ROWS]
    return [*found, *[Row()] * (ROWS - len(found))]


def split(
    book: Book, sign: Held, asked: str, rows: Sequence[Row], choices: Choices, free: Any
) -> tuple[Split | None, list[tuple[str, Words]]]:
    """The split, or what is wrong with it by the id of the box. `free` makes an id of words that none has yet."""
    errors: list[tuple[str, Words]] = [] if asked else [("asked", words("Write the question"))]
    options: list[dict[str, Any]] = []
    signs: list[dict[str, Any]] = []
    weights: list[tuple[PathwayId, int, str]] = []
    for place, row in enumerate(rows):
        if not (row.words or row.sign or row.lead):
            continue
        try:
            finding = _finding(book, sign, row, place, choices, signs, free)
        except NotUnderstood as error:
            errors.append((error.at, error.said))
            continue
        options.append({"id": free(row.words, [one["id"] for one in options]), "words": row.words})
        options[-1]["findings"] = [finding]
        weights.append((*_weight(book, signs, finding), finding))
    if not errors and len(options) < 2:
        errors.append(("answer-0", words("Give at least two answers")))
    if errors:
        return None, errors
    careful = [weight for weight in weights if weight[0] is not PathwayId.EMERGENCY] or weights
    gravest = max(careful, key=lambda weight: (weight[0].rank, weight[1]))[2]
    options.append({"id": NOT_SURE, "words": NOT_SURE_WORDS, "findings": [gravest]})
    question = {"words": asked, "kind": "one", "if_unanswered": [gravest], "option": options}
    return Split(question, tuple(signs)), []


def _finding(
    book: Book, sign: Held, row: Row, place: int, choices: Choices, signs: list[dict[str, Any]], free: Any
) -> str:
    if not row.words:
        raise NotUnderstood(f"answer-{place}", words("Write the answer"))
    if len(row.words) > LONGEST_ANSWER:
        raise NotUnderstood(f"answer-{place}", words("Keep this to %(most)s letters", most=LONGEST_ANSWER))
    if row.sign:
        return picked(row.sign, choices["findings"], f"sign-{place}")
    if row.lead not in LEADS:
        raise NotUnderstood(f"lead-{place}", words("Say what this answer leads to"))
    taken = [*book.findings, *(one["id"] for one in signs)]
    made = {name: sign.fields[name] for name in PASSED_ON if name in sign.fields}
    made |= {"id": free(f"{sign.id} {row.words}", taken), "words": row.words, "hidden": True}
    made.setdefault("reason", f"{sign.title}: {row.words}.")
    made["level"] = 4 if row.lead == "999" else int(row.lead)
    if row.lead in ("4", "999"):
        made["flags"] = ["emergency" if row.lead == "999" else "safeguarding"]
    signs.append(made)
    return str(made["id"])


def _weight(book: Book, signs: Sequence[Mapping[str, Any]], finding: str) -> tuple[PathwayId, int]:
    held = book.finding(finding)
    fields = next((one for one in signs if one["id"] == finding), held.fields if held else {})
    level = int(fields.get("level", 1))
    return pathway_for(level, tuple(fields.get("flags", ()))), level
