"""What services answer to referrals, how soon, and why they say no."""

from collections.abc import Sequence

from directory.wording import Words, words
from insight.charts import bars
from insight.figure import Column, Figure, Value
from insight.figures.shares import (
    PER_CENT,
    PERIOD,
    WITHHELD_ALL,
    added,
    along,
    count_column,
    empty,
    per_cent,
    share_column,
    shown,
    size,
)
from insight.halves import title_of
from insight.measures.times import TO_ANSWER
from insight.periods import Period
from insight.published.referrals import NO_ANSWER, SEPARATOR, YES
from insight.sources import Sources
from insight.suppression import Cell, Protected, Shown
from matching.following.models import Answer, NotPossible

Halves = Sequence[Period]
Text = Words | str
REFERRALS = words("referrals")
ANSWERS: dict[str, Words] = {
    YES: words("Accepted, or offered a date"),
    Answer.DECLINED: words("Said no"),
    NO_ANSWER: words("No answer yet"),
}
REASONS: dict[str, Words] = {
    NotPossible.FULL: words("The service is full"),
    NotPossible.NOT_THEIR_AREA: words("Outside the area it covers"),
    NotPossible.NOT_THEIR_AGE: words("Outside the ages it takes"),
    NotPossible.NEEDS_MORE: words("The child needs more than it gives"),
    NotPossible.NEEDS_LESS: words("Less help is enough"),
    NotPossible.NO_CONSENT: words("The family does not want it"),
    NotPossible.NOT_REACHED: words("The family could not be reached"),
    NotPossible.ALREADY_HELPED: words("Help is already there"),
    NotPossible.MOVED: words("The family moved away"),
    NotPossible.CLOSED: words("The service has closed"),
    NotPossible.OTHER: words("Another reason"),
}
DEFINITION = (
    words(
        "A referral is an enquiry passed to one service; it counts in the half in which it was made. The answer is "
        "what the service said by its link, or the front door wrote down."
    ),
    words("Services with fewer than 20 referrals in the half stand in one line."),
)
NAME, SERVICE = Column("service_name", words("Service")), Column("service", words("Service id"), only_in_files=True)
MOST_BARS = 15


def answers(sources: Sources, halves: Halves) -> Figure:
    """What each service answered."""
    title = words("What services answer")
    if not halves:
        return empty("referral-answers", title, REFERRALS)
    rows: list[tuple[Value, ...]] = []
    for half in halves:
        found = sources.referrals(half)
        for service, whole in services_in_order(found).items():
            cells = along(found, ("service", "reply.yes_no"), service)
            parts = [cells[one] for one in ANSWERS]
            no = per_cent(cells[Answer.DECLINED], cells[YES])
            rows.append((half.id, service, sources.service(service), shown(whole), *map(shown, parts), no))
    last = [row for row in rows if row[0] == halves[-1].id][:MOST_BARS]
    return Figure(
        id="referral-answers",
        title=title,
        finding=_answers_said(sources, halves[-1]),
        definition=(
            *DEFINITION,
            words("The picture has the share of answers that were no, of the services with most referrals."),
        ),
        unit=REFERRALS,
        columns=(
            PERIOD,
            SERVICE,
            NAME,
            count_column("referrals", words("Referrals")),
            *(count_column(one.replace(" ", "_"), said) for one, said in ANSWERS.items()),
            share_column("declined_share", words("Said no, of those answered")),
        ),
        rows=tuple(rows),
        chart=bars([row[2] for row in last], [row[-1] for row in last], unit=PER_CENT) if last else None,  # type: ignore[misc]
    )


def reasons(sources: Sources, halves: Halves) -> Figure:
    """Why services said no."""
    title = words("Why services say no")
    if not halves:
        return empty("referral-reasons", title, REFERRALS)
    rows: list[tuple[Value, ...]] = []
    for half in halves:
        cells = along(sources.referrals(half), ("reply",))
        no = {one.partition(SEPARATOR)[2]: cell for one, cell in cells.items() if SEPARATOR in one}
        ordered = sorted(no.items(), key=lambda pair: (-size(pair[1]), pair[0]))
        rows += [(half.id, one, REASONS[one], shown(cell)) for one, cell in ordered]
    last = [row for row in rows if row[0] == halves[-1].id]
    most = last[0] if last and isinstance(last[0][3], int) and last[0][3] else None
    return Figure(
        id="referral-reasons",
        title=title,
        finding=words("%(when)s: most often “%(what)s” (%(n)s).", when=title_of(halves[-1]), what=most[2], n=most[3])
        if most
        else WITHHELD_ALL,
        definition=DEFINITION,
        unit=REFERRALS,
        columns=(
            PERIOD,
            Column("reason", words("Reason id"), only_in_files=True),
            Column("reason_name", words("Reason")),
            count_column("referrals", words("Referrals")),
        ),
        rows=tuple(rows),
        chart=bars([row[2] for row in last], [row[3] for row in last], unit=REFERRALS) if last else None,  # type: ignore[misc]
    )


def waits(sources: Sources, halves: Halves) -> Figure:
    """How long services take to answer."""
    title = words("How long services take to answer")
    if not halves:
        return empty("referral-waits", title, REFERRALS)
    said: dict[str, Words] = {one.id: one.words for one in TO_ANSWER} | {NO_ANSWER: words("no answer yet")}
    rows: list[tuple[Value, ...]] = []
    for half in halves:
        cells = along(sources.referrals(half), ("wait",))
        rows += [(half.id, one, said[one], shown(cell)) for one, cell in cells.items()]
    last = along(sources.referrals(halves[-1]), ("wait",))
    quick = added(*(last[one.id] for one in TO_ANSWER if one.last is not None and one.last < 7))
    share = per_cent(quick, *(last[one.id] for one in TO_ANSWER if one.last is None or one.last >= 7))
    return Figure(
        id="referral-waits",
        title=title,
        finding=words(
            "%(when)s: %(share)s per cent of the answers came within a week.",
            when=title_of(halves[-1]),
            share=f"{share:g}",
        )
        if isinstance(share, float)
        else WITHHELD_ALL,
        definition=(*DEFINITION, words("From the day the referral was made to the day of the answer.")),
        unit=REFERRALS,
        columns=(
            PERIOD,
            Column("days", words("Days"), only_in_files=True),
            Column("days_said", words("Answered after")),
            count_column("referrals", words("Referrals")),
        ),
        rows=tuple(rows),
        chart=bars(list(said.values()), [shown(last[one]) for one in said], unit=REFERRALS),
    )


def services_in_order(found: Protected) -> dict[str, Cell]:
    """Services with their referrals, the most first."""
    cells = along(found, ("service",))
    there = {service: cell for service, cell in cells.items() if cell != Shown(0)}
    return dict(sorted(there.items(), key=lambda pair: (-size(pair[1]), pair[0])))


def _answers_said(sources: Sources, half: Period) -> Words:
    found = sources.referrals(half)
    cells, whole = along(found, ("reply.yes_no",)), found.cell({})
    no, waiting = (
        per_cent(cells[Answer.DECLINED], cells[YES]),
        per_cent(cells[NO_ANSWER], cells[YES], cells[Answer.DECLINED]),
    )
    if isinstance(no, float) and isinstance(waiting, float):
        return words(
            "%(when)s: %(no)s per cent of the answers were no. %(waiting)s per cent of referrals have no answer yet.",
            when=title_of(half),
            no=f"{no:g}",
            waiting=f"{waiting:g}",
        )
    if isinstance(whole, Shown) and isinstance(cells[YES], Shown) and whole.count:
        return words(
            "%(when)s: of %(whole)s referrals, %(yes)s were accepted or offered a date.",
            when=title_of(half),
            whole=whole.count,
            yes=size(cells[YES]),
        )
    return WITHHELD_ALL
