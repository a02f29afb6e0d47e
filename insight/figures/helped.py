"""Which help was the right help: by need and by service as referrers told, and in families' own words."""

from collections.abc import Mapping, Sequence

from directory.wording import Words, words
from insight.figure import Column, Figure, Value
from insight.figures.services import DEFINITION, NAME, REFERRALS, SERVICE, services_in_order
from insight.figures.shares import (
    PERIOD,
    WITHHELD_ALL,
    along,
    count_column,
    empty,
    per_cent,
    share_column,
    shown,
)
from insight.halves import title_of
from insight.measures.overrides import FOLLOWED, Followed
from insight.periods import Period
from insight.published.families import needs_told
from insight.published.needs import needs_counted
from insight.published.offer import NOT_KNOWN
from insight.sources import Sources
from insight.suppression import Cell
from matching.following.models import Enough

Halves = Sequence[Period]
FAMILIES = words("families")
ENOUGH: dict[str, Words] = {
    Enough.YES: words("Yes"),
    Enough.PARTLY: words("Partly"),
    Enough.NO: words("No"),
    NOT_KNOWN: words("No answer"),
}
QUESTIONS: dict[str, Words] = {
    "in_time": words("Did help come when it was needed?"),
    "helped": words("Did it help?"),
    "told_once": words("Was it enough to tell the story once?"),
}


def helped_by_need(sources: Sources, halves: Halves) -> Figure:
    """For which need the help came and was right."""
    title = words("Which needs are met with the right help")
    if not halves:
        return empty("helped-by-need", title)
    rows: list[tuple[Value, ...]] = []
    for half in halves:
        found = sources.needs(half)
        for need in needs_counted(found):
            cells = along(found, ("need", "followed"), need)
            rows.append((half.id, need, sources.need(need), *(shown(cells[one]) for one in Followed), _right(cells)))
    rows.sort(key=lambda row: (row[0], isinstance(row[-1], float), row[-1] if isinstance(row[-1], float) else 0))
    return Figure(
        id="helped-by-need",
        title=title,
        finding=_least_helped(halves[-1], rows),
        definition=(
            words("As the referrer told us later, of each enquiry with that need. Shares are of those known."),
            words("An enquiry counts under each of its needs, so needs must not be added up."),
        ),
        unit=words("enquiries"),
        columns=(
            PERIOD,
            Column("need", words("Need id"), only_in_files=True),
            Column("need_name", words("Need")),
            *(count_column(one.replace(" ", "_"), FOLLOWED[one]) for one in Followed),
            share_column("right_share", words("Right, of those known")),
        ),
        rows=tuple(rows),
    )


def helped_by_service(sources: Sources, halves: Halves) -> Figure:
    """Which services' help came and was right."""
    title = words("Which services gave the right help")
    if not halves:
        return empty("helped-by-service", title, REFERRALS)
    rows: list[tuple[Value, ...]] = []
    for half in halves:
        found = sources.referrals(half)
        for service in services_in_order(found):
            cells = along(found, ("service", "followed"), service)
            counts = (shown(cells[one]) for one in Followed)
            rows.append((half.id, service, sources.service(service), *counts, _right(cells)))
    return Figure(
        id="helped-by-service",
        title=title,
        finding=words("What referrers told us later of the families they sent to each service."),
        definition=(
            *DEFINITION,
            words("Families sent to more than one service count for each, so this alone does not say which helped."),
        ),
        unit=REFERRALS,
        columns=(
            PERIOD,
            SERVICE,
            NAME,
            *(count_column(one.replace(" ", "_"), FOLLOWED[one]) for one in Followed),
            share_column("right_share", words("Right, of those known")),
        ),
        rows=tuple(rows),
    )


def families(sources: Sources, halves: Halves) -> Figure:
    """What families said themselves."""
    title = words("What families say")
    if not halves:
        return empty("families", title, FAMILIES)
    rows: list[tuple[Value, ...]] = []
    for half in halves:
        for question, said in QUESTIONS.items():
            cells = along(sources.families(half), (question,))
            yes = per_cent(cells[Enough.YES], cells[Enough.PARTLY], cells[Enough.NO])
            rows.append((half.id, question, said, *(shown(cells[one]) for one in ENOUGH), yes))
    helped = next(row[-1] for row in rows if row[:2] == (halves[-1].id, "helped"))
    return Figure(
        id="families",
        title=title,
        finding=words(
            "%(when)s: %(share)s per cent of the families who answered say that it helped.",
            when=title_of(halves[-1]),
            share=f"{helped:g}",
        )
        if isinstance(helped, float)
        else words("No family has answered in this time.")
        if helped is None
        else WITHHELD_ALL,
        definition=(
            words("Three questions by a link that families may use once. Nobody can tell which family answered."),
        ),
        unit=FAMILIES,
        columns=(
            PERIOD,
            Column("question", words("Question id"), only_in_files=True),
            Column("question_said", words("Question")),
            *(count_column(one.replace(" ", "_"), said) for one, said in ENOUGH.items()),
            share_column("yes_share", words("Yes, of those who answered")),
        ),
        rows=tuple(rows),
    )


def families_by_need(sources: Sources, halves: Halves) -> Figure:
    """For which need families say that it helped."""
    title = words("Whether it helped, say families, by need")
    if not halves:
        return empty("families-by-need", title, FAMILIES)
    rows: list[tuple[Value, ...]] = []
    for half in halves:
        found = sources.families(half)
        for need in needs_told(found):
            cells = along(found, ("need", "helped"), need)
            yes = per_cent(cells[Enough.YES], cells[Enough.PARTLY], cells[Enough.NO])
            rows.append((half.id, need, sources.need(need), *(shown(cells[one]) for one in ENOUGH), yes))
    return Figure(
        id="families-by-need",
        title=title,
        finding=words("What families answered to “Did it help?”, by the weightiest need."),
        definition=(
            words("By the weightiest need of the enquiry. Needs with fewer than 20 answers in the half are one line."),
        ),
        unit=FAMILIES,
        columns=(
            PERIOD,
            Column("need", words("Need id"), only_in_files=True),
            Column("need_name", words("Need")),
            *(count_column(one.replace(" ", "_"), said) for one, said in ENOUGH.items()),
            share_column("yes_share", words("Yes, of those who answered")),
        ),
        rows=tuple(rows),
    )


def _right(cells: Mapping[str, Cell]) -> Value:
    return per_cent(cells[Followed.RIGHT], cells[Followed.PARTLY], cells[Followed.NOT])


def _least_helped(half: Period, rows: Sequence[tuple[Value, ...]]) -> Words:
    known = [row for row in rows if row[0] == half.id and isinstance(row[-1], float)]
    if not known:
        return WITHHELD_ALL
    least = min(known, key=lambda row: row[-1])  # type: ignore[arg-type, return-value]
    return words(
        "%(when)s: least often right for %(need)s (%(share)s per cent of those known).",
        when=title_of(half),
        need=least[2],
        share=f"{least[-1]:g}",
    )
