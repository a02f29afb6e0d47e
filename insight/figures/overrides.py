"""Where people judged otherwise than the guide, which way, and what followed."""

from collections.abc import Mapping, Sequence

from directory.wording import words
from insight.charts import lines
from insight.figure import Column, Figure, Value
from insight.figures.shares import (
    ENQUIRIES,
    MONTH,
    MONTH_TITLE,
    PER_CENT,
    PERIOD,
    WITHHELD_ALL,
    added,
    along,
    axis,
    count_column,
    empty,
    number,
    per_cent,
    share_column,
    shown,
)
from insight.halves import title_of
from insight.measures.overrides import FOLLOWED, LABELS, Followed, Judged
from insight.periods import Period
from insight.sources import Sources
from insight.suppression import Cell
from matching.entries import PathwayId

Halves = Sequence[Period]
SAID = (Judged.HIGHER, Judged.SAME, Judged.LOWER)
DEFINITION = (
    words(
        "What an officer advised, held against what the guide recommended. Where no officer advised, whether the "
        "referrer said that they agree. Where neither is known: “nobody said”. Shares are of those said."
    ),
)


def by_pathway(sources: Sources, halves: Halves) -> Figure:
    title = words("Judged otherwise than the guide")
    found = sources.enquiries
    if found is None or not halves:
        return empty("overrides", title)
    rows: list[tuple[Value, ...]] = []
    for half in halves:
        for pathway in map(str, PathwayId):
            cells = along(found, ("month.half", "pathway", "judged"), half.id, pathway)
            counts = (shown(cells[one]) for one in (*SAID, Judged.NOT_SAID))
            rows.append((half.id, pathway, sources.pathway(pathway), *counts, *_shares(cells)))
    last = along(found, ("month.half", "judged"), halves[-1].id)
    up, down = _shares(last)
    return Figure(
        id="overrides",
        title=title,
        finding=words(
            "%(when)s: %(up)s per cent were judged more serious than the guide said, %(down)s per cent less, of "
            "those where anybody said.",
            when=title_of(halves[-1]),
            up=f"{up:g}",
            down=f"{down:g}",
        )
        if isinstance(up, float) and isinstance(down, float)
        else WITHHELD_ALL,
        definition=DEFINITION,
        unit=ENQUIRIES,
        columns=(
            PERIOD,
            Column("pathway", words("Pathway id"), only_in_files=True),
            Column("pathway_name", words("The guide recommended")),
            *(count_column(one.replace(" ", "_"), LABELS[one]) for one in (*SAID, Judged.NOT_SAID)),
            share_column("higher_share", words("More serious, of those said")),
            share_column("lower_share", words("Less serious, of those said")),
        ),
        rows=tuple(rows),
    )


def by_month(sources: Sources, halves: Halves) -> Figure:
    title = words("Judged otherwise, month by month")
    found = sources.enquiries
    if found is None:
        return empty("overrides-months", title)
    months = sources.offer.months
    cells = [along(found, ("month", "judged"), month.id) for month in months]
    shares = [_shares(one) for one in cells]
    rows = tuple(
        (month.id, title_of(month), *(shown(one[judged]) for judged in Judged), *pair)
        for month, one, pair in zip(months, cells, shares, strict=True)
    )
    series = [(LABELS[judged], [number(pair[at]) for pair in shares]) for at, judged in enumerate((SAID[0], SAID[-1]))]
    return Figure(
        id="overrides-months",
        title=title,
        finding=words("The share of each month judged more serious, and less serious, than the guide said."),
        definition=DEFINITION,
        unit=ENQUIRIES,
        columns=(
            MONTH,
            MONTH_TITLE,
            *(count_column(one.replace(" ", "_"), LABELS[one]) for one in Judged),
            share_column("higher_share", words("More serious, of those said")),
            share_column("lower_share", words("Less serious, of those said")),
        ),
        rows=rows,
        chart=lines(axis(months), series, unit=PER_CENT),
    )


def what_followed(sources: Sources, halves: Halves) -> Figure:
    title = words("What followed, where people judged otherwise")
    found = sources.enquiries
    if found is None or not halves:
        return empty("overrides-followed", title)
    rows: list[tuple[Value, ...]] = []
    for half in halves:
        for judged in Judged:
            cells = along(found, ("month.half", "judged", "followed"), half.id, str(judged))
            right = per_cent(cells[Followed.RIGHT], cells[Followed.PARTLY], cells[Followed.NOT])
            rows.append((half.id, str(judged), LABELS[judged], *(shown(cells[one]) for one in Followed), right))
    return Figure(
        id="overrides-followed",
        title=title,
        finding=words("Whether the help came and was right, by whether anybody judged otherwise than the guide."),
        definition=(*DEFINITION, words("What followed is what the referrer told us later.")),
        unit=ENQUIRIES,
        columns=(
            PERIOD,
            Column("judged", words("Id"), only_in_files=True),
            Column("judged_name", words("Judged")),
            *(count_column(one.replace(" ", "_"), FOLLOWED[one]) for one in Followed),
            share_column("right_share", words("Right, of those known")),
        ),
        rows=tuple(rows),
    )


def _shares(cells: Mapping[str, Cell]) -> tuple[Value, Value]:
    """Judged more serious, and less, of those where anybody said."""
    up, same, down = (cells[one] for one in SAID)
    return per_cent(up, same, down), per_cent(down, added(same, up))
