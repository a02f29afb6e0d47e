"""The steps of a planned import as the preview shows them: plain values, kept with the run."""

from collections.abc import Mapping
from typing import Any, cast

from sqlmodel import Session

from directory.curation.editing.safety import safety_changes
from directory.curation.record_names import names_for
from directory.exchange.plan import Change, Plan
from directory.snapshots import COSTS, ServiceSnapshot, differences
from directory.snapshots.saying import say
from directory.vocabulary import Need

LONGEST_LINE = 300
MOST_LINES = 12


def steps_of(session: Session, plan: Plan, needs: Mapping[str, Need]) -> list[dict[str, Any]]:
    """Every record that is added, changed or retired, or in which the source and we differ; unchanged ones are not.

    `needs`: those of the vocabulary, to tell which services people in danger may be ringing.
    """
    shown = [change for change in plan.changes() if change.writes or change.conflicts]
    names = _names(session, plan, shown)
    return [_step(change, names) | {"safety": _is_about_safety(change, needs)} for change in shown]


def _names(session: Session, plan: Plan, shown: list[Change]) -> dict[str, str]:
    """What ids stand for, in the directory and among the records that the import brings."""
    changed = [each for change in shown if change.before for each in (change.before, change.after)]
    names = names_for(session, *changed)
    new = (change for change in (*plan.organizations, *plan.locations) if change.before is None)
    return names | {change.record_id: change.name or change.record_id for change in new}


def _step(change: Change, names: dict[str, str]) -> dict[str, Any]:
    found = differences(change.before, change.after, names, hidden=COSTS) if change.before else ()
    return {
        "kind": str(change.kind),
        "id": change.record_id,
        "name": change.name,
        "row": change.row,
        "action": change.action,
        "differences": [
            {"field": each.field, "before": _lines(each.removed), "after": _lines(each.added)} for each in found
        ],
        "conflicts": [_conflict(change, name, names) for name in change.conflicts if name not in COSTS],
    }


def _is_about_safety(change: Change, needs: Mapping[str, Need]) -> bool:
    """Whether this changes a number, address or link that people in danger may be using."""
    before, after = change.before, change.after
    both = isinstance(before, ServiceSnapshot) and isinstance(after, ServiceSnapshot)
    return both and bool(safety_changes(cast(Any, before), cast(Any, after), needs))


def _conflict(change: Change, name: str, names: dict[str, str]) -> dict[str, Any]:
    """What we say in a field that people changed here, beside what the source says in it."""
    theirs = type(change.after).model_validate(change.after.model_dump() | {name: change.theirs[name]})
    ours = change.before or change.after
    return {
        "field": name,
        "ours": _lines(say(name, getattr(ours, name), names)),
        "theirs": _lines(say(name, getattr(theirs, name), names)),
    }


def _lines(lines: tuple[Any, ...]) -> list[str]:
    shown = [str(line)[:LONGEST_LINE] for line in lines[:MOST_LINES]]
    return [*shown, "…"] if len(lines) > MOST_LINES else shown


def in_list(steps: list[dict[str, Any]], show: str) -> list[dict[str, Any]]:
    """The steps of one kind: "added", "changed", "retired" or "kept" (the source differs, and ours stays)."""
    if show == "kept":
        return [step for step in steps if step["conflicts"]]
    action = {"added": "add", "changed": "change", "retired": "retire"}.get(show)
    return [step for step in steps if step["action"] == action]
