"""What the answers of "Should I refer?" rest on."""

from collections.abc import Callable, Sequence

from directory.wording import Words, words
from insight.charts import bars
from insight.figure import Column, Figure, Value
from insight.figures.shares import (
    PERIOD,
    WITHHELD_ALL,
    along,
    count_column,
    empty,
    largest,
    listed,
    per_cent,
    share_column,
    shown,
    size,
)
from insight.halves import title_of
from insight.measures.answers import BASES, Basis
from insight.periods import Period
from insight.published.answers import GONE, KEPT, SAMPLE
from insight.sources import Sources
from insight.suppression import Protected
from matching.answers import SIGNS

Halves = Sequence[Period]
Text = Words | str
OUTCOMES = words("outcomes")
MOST_BARS = 20
NAMED = 3
KEPT_ONLY = words(
    "Counted: outcomes of the guide asked for in this period whose answers are still kept. Answers are let go a year "
    "after the last thing that happened to an enquiry."
)


def bases(sources: Sources, halves: Halves) -> Figure:
    title = words("What the gravest worry of an outcome rests on")
    if not halves:
        return empty("answers-basis", title, OUTCOMES)
    rows: list[tuple[Value, ...]] = []
    for half in halves:
        cells = along(sources.answers(half).bases, ("basis",))
        for one in Basis:
            others = (cell for other, cell in cells.items() if other != one)
            rows.append((half.id, str(one), BASES[one], shown(cells[one]), per_cent(cells[one], *others)))
    last = [row for row in rows if row[0] == halves[-1].id]
    talk = next(row[-1] for row in last if row[1] == Basis.TALK)
    return Figure(
        id="answers-basis",
        title=title,
        finding=words(
            "%(when)s: %(share)s per cent of the outcomes said “talk it through”, because something was not sure.",
            when=title_of(halves[-1]),
            share=f"{talk:g}",
        )
        if isinstance(talk, float)
        else WITHHELD_ALL,
        definition=(
            KEPT_ONLY,
            words(
                "Of each half, up to %(most)s outcomes drawn by lot are worked out again as the guide reads them now. "
                "Each counts once: by the gravest worry that was found.",
                most=SAMPLE,
            ),
        ),
        unit=OUTCOMES,
        columns=(
            PERIOD,
            Column("basis", words("Id"), only_in_files=True),
            Column("basis_name", words("It rests on")),
            count_column("outcomes", words("Outcomes")),
            share_column("share", words("Of those drawn")),
        ),
        rows=tuple(rows),
        chart=bars([row[2] for row in last], [row[3] for row in last], unit=OUTCOMES),  # type: ignore[misc]
    )


def kept(sources: Sources, halves: Halves) -> Figure:
    """Of how many outcomes the answers are still there."""
    title = words("Of how many outcomes the answers are kept")
    if not halves:
        return empty("answers-kept", title, OUTCOMES)
    rows = []
    for half in halves:
        cells = along(sources.answers(half).kept, ("answers",))
        rows.append((half.id, title_of(half), shown(cells[KEPT]), shown(cells[GONE])))
    return Figure(
        id="answers-kept",
        title=title,
        finding=words("The figures on this page count the outcomes whose answers are still kept, and no others."),
        definition=(KEPT_ONLY,),
        unit=OUTCOMES,
        columns=(
            PERIOD,
            Column("period_name", words("Period")),
            count_column("kept", words("Answers kept")),
            count_column("gone", words("Answers let go")),
        ),
        rows=tuple(rows),
    )


def topics(sources: Sources, halves: Halves) -> Figure:
    named = {one.id: one.name for one in sources.content.topics.values()}
    found = [sources.answers(half).topics for half in halves]
    return _mentioned(
        halves, found, "answers-topics", words("Worries chosen"), "topic", lambda one: named.get(one, one)
    )


def signs(sources: Sources, halves: Halves) -> Figure:
    named = {one.id: one.words for one in sources.content.indicators.values()}
    found = [sources.answers(half).signs for half in halves]
    return _mentioned(halves, found, "answers-signs", words("Signs ticked"), "sign", lambda one: named.get(one, one))


def not_sure(sources: Sources, halves: Halves) -> Figure:
    found = [sources.answers(half).doubted for half in halves]
    title = words("Questions answered “not sure”")
    return _mentioned(halves, found, "answers-not-sure", title, "question", lambda one: _question(sources, one))


def left_out(sources: Sources, halves: Halves) -> Figure:
    found = [sources.answers(half).left_out for half in halves]
    title = words("Questions left out")
    return _mentioned(halves, found, "answers-left-out", title, "question", lambda one: _question(sources, one))


def _mentioned(
    halves: Halves, found: Sequence[Protected], id_: str, title: Text, name: str, called: Callable[[str], Text]
) -> Figure:
    """How many outcomes name each thing. `found`: what may be shown of each half."""
    if not halves:
        return empty(id_, title, OUTCOMES)
    rows: list[tuple[Value, ...]] = []
    for half, of_half in zip(halves, found, strict=True):
        cells = along(of_half, (name,))
        ordered = sorted(cells.items(), key=lambda pair: (-size(pair[1]), pair[0]))
        rows += [(half.id, one, called(one), shown(cell)) for one, cell in ordered if size(cell)]
    last = {row[1]: row for row in rows if row[0] == halves[-1].id}
    cells = along(found[-1], (name,))
    most = [words("“%(name)s” (%(n)s)", name=called(one), n=size(cells[one])) for one in largest(cells, NAMED)]
    drawn = list(last.values())[:MOST_BARS]
    return Figure(
        id=id_,
        title=title,
        finding=words("%(when)s: most often %(most)s.", when=title_of(halves[-1]), most=listed(most))
        if most
        else WITHHELD_ALL,
        definition=(KEPT_ONLY, words("An outcome counts under each thing it names, so they must not be added up.")),
        unit=OUTCOMES,
        columns=(
            PERIOD,
            Column(name, words("Id"), only_in_files=True),
            Column(f"{name}_name", words("Which")),
            count_column("outcomes", words("Outcomes")),
        ),
        rows=tuple(rows),
        chart=bars([row[2] for row in drawn], [row[3] for row in drawn], unit=OUTCOMES) if drawn else None,  # type: ignore[misc]
    )


def _question(sources: Sources, key: str) -> Text:
    """The words of a question; a checklist is called by its worry."""
    if key.startswith(SIGNS):
        topic = sources.content.topics.get(key.removeprefix(SIGNS))
        return words("Signs of: %(topic)s", topic=topic.name) if topic else key
    question = sources.content.questions.get(key)
    if question is None:
        return key
    page = next((page for page in sources.content.pages.values() if question in page.questions), None)
    return question.words or (page.title if page else key)
