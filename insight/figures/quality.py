"""How good the directory is: today, and day by day since somebody began to write it down."""

from collections.abc import Sequence

from directory.wording import words
from insight.charts import lines
from insight.figure import Column, Figure, Value
from insight.figures.shares import NOTHING_YET
from insight.periods import Period
from insight.quality import MEASURES, measure
from insight.sources import Sources

Halves = Sequence[Period]
SERVICES = words("services")
DEFINITION = (
    words(
        "Each record has a score from 0 to 100, by what it tells, how lately a person checked it, and whether its "
        "numbers and links work. These are figures of services, not of people: nothing is withheld."
    ),
)
MOST_POINTS = 24
"""Days that a picture shows; the file has them all."""


def today(sources: Sources, halves: Halves) -> Figure:
    """The directory as it is now."""
    found = measure(sources.session, sources.now.date())
    whole = found["services"]
    rows = tuple(
        (name, said, found[name], _share(found[name], whole) if name not in ("services", "score") else None)
        for name, said in MEASURES.items()
    )
    return Figure(
        id="quality-now",
        title=words("The directory today"),
        finding=words(
            "Running services: %(whole)s. With a good record: %(good)s. With a poor one: %(poor)s.",
            whole=f"{whole:g}",
            good=f"{found['good']:g}",
            poor=f"{found['poor']:g}",
        ),
        definition=DEFINITION,
        unit=SERVICES,
        columns=(
            Column("measure", words("Id"), only_in_files=True),
            Column("measure_name", words("What")),
            Column("value", words("Today"), numeric=True, places=1),
            Column("share", words("Of all services"), numeric=True, unit=words("per cent"), places=1),
        ),
        rows=rows,
    )


def days(sources: Sources, halves: Halves) -> Figure:
    """Day by day."""
    kept = sources.quality_days
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (one.day, *(one.figures.get(name) for name in MEASURES)) for one in kept
    )
    drawn = kept[:: max(1, -(-len(kept) // MOST_POINTS))]
    names = ("score", "good", "checked")
    return Figure(
        id="quality-days",
        title=words("The directory's quality over time"),
        finding=words(
            "On %(first)s the mean was %(from_)s of 100, on %(last)s it was %(to)s.",
            first=kept[0].day.isoformat(),
            from_=f"{kept[0].figures.get('score', 0):g}",
            last=kept[-1].day.isoformat(),
            to=f"{kept[-1].figures.get('score', 0):g}",
        )
        if kept
        else NOTHING_YET,
        definition=(*DEFINITION, words("Written down once a day. Days on which nothing was written down are missing.")),
        unit=SERVICES,
        columns=(
            Column("day", words("Day")),
            *(Column(name, said, numeric=True, places=1) for name, said in MEASURES.items()),
        ),
        rows=rows,
        chart=lines(
            [f"{one.day:%d/%m/%y}" for one in drawn],
            [(MEASURES[name], [one.figures.get(name) for one in drawn]) for name in names],
            unit=SERVICES,
            each_alone=True,
        )
        if len(drawn) > 1
        else None,
    )


def _share(part: float, whole: float) -> float | None:
    return round(100 * part / whole, 1) if whole else None
