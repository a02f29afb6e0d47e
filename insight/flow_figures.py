"""The figures of the flow model: five years, and what moves the last of them most."""

from collections.abc import Sequence

from directory.wording import Words, words
from insight.charts import Swing, lines, tornado
from insight.figure import Column, Figure
from insight.flow_model import (
    PUBLISHED,
    PUBLISHED_CASE,
    STAGES,
    Assumptions,
    Moved,
    Year,
    differences,
    flow,
    sensitivity,
)
from insight.flow_words import ASSUMED, LABELS, STAGE_LABELS, derived

CHILDREN = words("children or cases in a year, rounded")
MOVED_BY = 20
PARTS = (
    words("Repeats are the repeat rate of the cases closed the year before; every referral is a case that is closed. "
          "So a change in practice shows in repeats a year later. First referrals stay as many as in the base year."),
    words("Assessments are the same share of referrals in every year. Conferences are the base year's rate of "
          "assessments, a repeat counting for less than a first referral, and the children kept from direct care. "
          "Plans are the same share of conferences in every year."),
    words("Entries to care are those after a plan (a share of plans) and direct ones (a share of assessments, a repeat "
          "counting for less), without the children kept from direct care, who are among the first referrals."),
    words("Nothing is stored: the years are worked out each time from the assumptions below."),
)  # fmt: skip


def flow_figure(assumptions: Assumptions) -> Figure:
    """The five years, a row each; rounded as they are published."""
    years = flow(assumptions)
    names = [words("Year %(year)s", year=year.year) for year in years]
    rows = [year.rounded() for year in years]
    return Figure(
        id="flow",
        title=words("Five years, from referral to care"),
        finding=_finding(years),
        definition=PARTS,
        unit=CHILDREN,
        columns=(
            Column("year", words("Year")),
            *(Column(stage, STAGE_LABELS[stage], numeric=True) for stage in STAGES),
        ),
        rows=tuple((row["year"], *(row[stage] for stage in STAGES)) for row in rows),
        chart=lines(
            names,
            [(STAGE_LABELS[stage], [row[stage] for row in rows]) for stage in STAGES],
            unit=CHILDREN,
            each_alone=True,
        ),
        notes=(_checked(assumptions, years),),
    )


def assumptions_figure(assumptions: Assumptions) -> Figure:
    """Everything the years rest on, each with where its value comes from."""
    rows = tuple(
        (one.name, one.label, getattr(assumptions, one.name), one.unit, _source(assumptions, one.name))
        for one in ASSUMED
    )
    return Figure(
        id="flow-assumptions",
        title=words("What this rests on"),
        finding=words("Every number below can be changed above. None of them is known to hold here."),
        definition=(
            *(words("%(name)s: %(hint)s", name=one.label, hint=one.hint) for one in ASSUMED),
            *(
                words("%(name)s: %(value)s. It follows.", name=name, value=value)
                for name, value in derived(assumptions)
            ),
        ),
        unit=words("as each row says"),
        columns=(
            Column("name", words("Name in files and addresses"), only_in_files=True),
            Column("assumption", words("Assumption")),
            Column("value", words("Value"), numeric=True, places=2, trimmed=True),
            Column("unit", words("Unit")),
            Column("source", words("Source")),
        ),
        rows=rows,
    )


def sensitivity_figure(assumptions: Assumptions, stage: str) -> Figure:
    """By how much one stage of year 5 moves when each rate is a fifth lower or higher."""
    base = getattr(flow(assumptions)[-1], stage)
    moved = sorted(sensitivity(assumptions, by=MOVED_BY), key=lambda one: -_span(one, stage))
    moving = [one for one in moved if _span(one, stage) >= 0.5]
    return Figure(
        id=f"flow-what-moves-{stage}",
        title=words("What moves “%(stage)s” in year 5 most", stage=STAGE_LABELS[stage]),
        finding=_strongest(moving, stage),
        definition=(
            words("Each rate is made %(by)s%% lower and higher than it is assumed to be, one at a time, never above "
                  "100%%. What moves nothing by as much as one is left out of the picture.", by=MOVED_BY),
        ),
        unit=CHILDREN,
        columns=(
            Column("assumption", words("Assumption")),
            Column("low", words("Lower"), numeric=True, unit=words("%"), places=2, trimmed=True),
            Column("at_low", words("In year 5 then"), numeric=True),
            Column("high", words("Higher"), numeric=True, unit=words("%"), places=2, trimmed=True),
            Column("at_high", words("In year 5 then"), numeric=True),
        ),
        rows=tuple(
            (LABELS[one.field], one.low, getattr(one.at_low, stage), one.high, getattr(one.at_high, stage))
            for one in moved
        ),
        chart=tornado(base, [_swing(one, stage) for one in moving], unit=STAGE_LABELS[stage]) if moving else None,
    )  # fmt: skip


def flow_figures(assumptions: Assumptions) -> tuple[Figure, ...]:
    """All of the page, in its order."""
    return (
        flow_figure(assumptions),
        sensitivity_figure(assumptions, "care"),
        sensitivity_figure(assumptions, "referrals"),
        assumptions_figure(assumptions),
    )


def _finding(years: Sequence[Year]) -> Words:
    first, last = years[0].rounded(), years[-1].rounded()
    return words(
        "From year 1 to year 5, referrals go from %(referrals)s to %(referrals_then)s and entries to care from "
        "%(care)s to %(care_then)s.",
        referrals=f"{first['referrals']:,}",
        referrals_then=f"{last['referrals']:,}",
        care=f"{first['care']:,}",
        care_then=f"{last['care']:,}",
    )


def _checked(assumptions: Assumptions, years: Sequence[Year]) -> Words:
    """How the years compare with the published table, which they are meant to give for the published case only."""
    if assumptions != PUBLISHED_CASE:
        return words("The assumptions are not those of the published table, so neither are the numbers.")
    wrong = sum(difference != 0 for stage in differences(years).values() for difference in stage)
    return words(
        "With these assumptions a table was published. Of its %(n)s numbers, %(same)s are the same here to the unit.",
        n=len(PUBLISHED) * len(years),
        same=len(PUBLISHED) * len(years) - wrong,
    )


def _source(assumptions: Assumptions, name: str) -> Words:
    if getattr(assumptions, name) != getattr(PUBLISHED_CASE, name):
        return words("changed by you")
    return next(one.source for one in ASSUMED if one.name == name)


def _span(moved: Moved, stage: str) -> float:
    return abs(float(getattr(moved.at_high, stage) - getattr(moved.at_low, stage)))


def _strongest(moving: Sequence[Moved], stage: str) -> Words:
    if not moving:
        return words("None of the rates moves it by as much as one.")
    return words(
        "It depends most on “%(name)s”: a fifth more or less of that moves it by %(by)s in all.",
        name=LABELS[moving[0].field],
        by=f"{_span(moving[0], stage):,.0f}",
    )


def _swing(moved: Moved, stage: str) -> Swing:
    low, high = (f"{value:.4g}%" for value in (moved.low, moved.high))
    return Swing(LABELS[moved.field], low, high, getattr(moved.at_low, stage), getattr(moved.at_high, stage))
