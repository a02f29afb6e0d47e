"""The fact-check table as rows of text: for a spreadsheet. Pure."""

from collections.abc import Callable, Iterable, Iterator

from directory.wording import Words, words
from matching.content import Content
from matching.entries import Source
from matching.facts.row import FactRow
from matching.recommend import Reason

Say = Callable[[Words | str | None], str]
HEADINGS = (
    words("Topic"),
    words("What was said"),
    words("Where it leads"),
    words("Level of need"),
    words("Why"),
    words("Where published documents differ"),
    words("Sources"),
    words("Agreed (tick and sign by hand)"),
)


def sheet(content: Content, topic: str, rows: Iterable[FactRow], say: Say = str) -> Iterator[list[str]]:
    """The headings, then one line for each row; `say` puts words into the reader's language."""
    yield [say(heading) for heading in HEADINGS]
    for row in rows:
        reasons = row.deciding
        yield [
            content.topics[topic].name,
            " + ".join(say(part) for part in row.said),
            content.pathways[row.pathway].name,
            str(row.level),
            " / ".join(_why(reason, say) for reason in reasons),
            " / ".join(dict.fromkeys(reason.disputed for reason in reasons if reason.disputed)),
            "; ".join(dict.fromkeys(source_said(source) for reason in reasons for source in reason.sources)),
            "",
        ]


def _why(reason: Reason, say: Say) -> str:
    together = f" ({' + '.join(reason.members)})" if len(reason.members) > 1 else ""
    return f"{reason.words}{together}" + (f". {say(reason.why)}" if reason.why else "")


def source_said(source: Source) -> str:
    """Document, area and year; what is general knowledge and not yet checked says so."""
    parts = ", ".join(str(part) for part in (source.document, source.area, source.year) if part)
    return parts if source.status == "seen" else f"{parts} (known)"
