"""How many services each choice of a filter would leave."""

import numpy as np

from directory.search.case import Case
from directory.search.columns import PROVISIONS, Mask
from directory.search.conditions import DOES_NOT, MEETS
from directory.search.question import Facet


def count_facets(case: Case) -> dict[str, tuple[Facet, ...]]:
    """Filter name -> its values with counts, most first; a value that no found service is known to have is left out."""
    columns = case.view.columns
    facets = {
        "needs": _of_counts(columns.needs.counts(_without(case, "needs"))),
        "levels": _levels(case),
        "language": _languages(case),
        "provision": _provision(case),
        "free": _free(case),
        "open_now": _open_now(case),
    }
    return {name: values for name, values in facets.items() if values}


def _without(case: Case, condition: str) -> Mask:
    """What would be found if this condition were not asked for."""
    others = case.verdicts.failing() - case.verdicts.fails(condition)
    left: Mask = np.logical_and(case.relevant, others == 0)
    return left


def _of_counts(known: dict[str, int], unknown: int = 0) -> tuple[Facet, ...]:
    """Facets by how many are known to have each value; those that do not say would be left too."""
    ranked = sorted(known.items(), key=lambda item: (-item[1], str(item[0])))
    return tuple(Facet(str(value), count + unknown, count) for value, count in ranked)


def _levels(case: Case) -> tuple[Facet, ...]:
    column, mask = case.view.columns.levels, _without(case, "level")
    return _of_counts(column.counts(mask), int(np.count_nonzero(mask & ~column.known())))


def _languages(case: Case) -> tuple[Facet, ...]:
    """As `conditions.language`, for every language at once: an interpreter speaks each that is named."""
    columns, mask = case.view.columns, _without(case, "language")
    interpreted, unsaid = mask & (columns.interpreters == 1), mask & (columns.interpreters < 0)
    silent = mask & (columns.interpreters == 0) & ~columns.languages.known()
    spoken = columns.languages.counts(mask)
    besides, maybe = columns.languages.counts(mask & ~interpreted), columns.languages.counts(unsaid)
    everyone, unknown = (int(np.count_nonzero(rows)) for rows in (interpreted, unsaid | silent))
    facets = []
    for language in spoken:
        known = everyone + besides.get(language, 0)
        facets.append(Facet(language, known + unknown - maybe.get(language, 0), known))
    return tuple(sorted(facets, key=lambda facet: (-facet.known, facet.value)))


def _provision(case: Case) -> tuple[Facet, ...]:
    column, mask = case.view.columns.provision, _without(case, "provision")
    counts = np.bincount(column[mask & (column >= 0)], minlength=len(PROVISIONS))
    known = {str(name): int(count) for name, count in zip(PROVISIONS, counts, strict=True) if count}
    return _of_counts(known, int(np.count_nonzero(mask & (column < 0))))


def _free(case: Case) -> tuple[Facet, ...]:
    column, mask = case.view.columns.free, _without(case, "cost")
    known, unknown = (int(np.count_nonzero(mask & (column == value))) for value in (1, -1))
    return _of_counts({"yes": known}, unknown) if known else ()


def _open_now(case: Case) -> tuple[Facet, ...]:
    if "open" not in case.verdicts.by_condition:
        return ()
    column, mask = case.verdicts.by_condition["open"], _without(case, "open")
    known = int(np.count_nonzero(mask & (column == MEETS)))
    left = int(np.count_nonzero(mask & (column != DOES_NOT)))
    return (Facet("yes", left, known),) if known else ()
