"""What services cost beside what they are known to do: for those who may see costs."""

from collections.abc import Sequence

from directory.wording import words
from insight.figure import Column, Figure, Value
from insight.figures.shares import PERIOD, added, along, count_column, empty, per_cent, share_column, shown
from insight.measures.overrides import Followed
from insight.measures.supplier import Costs
from insight.periods import Period
from insight.published.referrals import services_counted
from insight.sources import Sources
from insight.suppression import Shown

Halves = Sequence[Period]
NO_COSTS = Costs()


def costs(sources: Sources, halves: Halves) -> Figure:
    """Evidence, unit cost and outcomes of the services that were referred to."""
    title = words("What services cost, and whether the help was right")
    if not halves:
        return empty("costs", title, words("referrals"))
    rows: list[tuple[Value, ...]] = []
    for half in halves:
        found = sources.referrals(half)
        for service in services_counted(found):
            if service not in sources.costs:
                continue
            held = sources.costs[service]
            cells = along(found, ("service", "followed"), service)
            right = per_cent(cells[Followed.RIGHT], cells[Followed.PARTLY], cells[Followed.NOT])
            known = added(*(cells[one] for one in Followed if one is not Followed.NOT_KNOWN))
            whole = found.cell({"service": service})
            about = (held.evidence_base, held.unit_cost, held.funded_places)
            if whole != Shown(0):
                rows.append((half.id, service, sources.service(service), *about, shown(whole), shown(known), right))
    rows.sort(key=lambda row: (row[0], str(row[2])))
    return Figure(
        id="costs",
        title=title,
        finding=words("Evidence and cost for each child stand beside what referrers told us of the help."),
        definition=(
            words(
                "Cost for each child, evidence and places are what the commissioner holds in the directory now. Shares "
                "are of the referrals of which we know what followed."
            ),
            words("A share says nothing of families that another service would have helped better."),
        ),
        unit=words("referrals"),
        columns=(
            PERIOD,
            Column("service", words("Service id"), only_in_files=True),
            Column("service_name", words("Service")),
            Column("evidence_base", words("Evidence")),
            Column("unit_cost", words("Cost for each child"), numeric=True, unit=words("pounds"), places=2),
            Column("funded_places", words("Places paid for"), numeric=True),
            count_column("referrals", words("Referrals")),
            count_column("known", words("Of them known what followed")),
            share_column("right_share", words("Right, of those known")),
        ),
        rows=tuple(rows),
    )
