"""What is known about new content before it is published: checks, vignettes, replay, and what it lowers by itself.

Reads the database, writes nothing. Everything is worked out here from the texts: nothing is taken from a form.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from matching.answers import Where, answers_from_json
from matching.content import Content
from matching.editions.current import CurrentContent
from matching.editions.differences import Difference, differences
from matching.editions.lowered import Lowered, lowered
from matching.editions.own_vignettes import signed_off, vignettes_of
from matching.editions.replay import Case, Of, Progress, Replay, key_of, replay
from matching.editions.verdict import Verdict, is_safety, verdict
from matching.models import Enquiry
from matching.proof import Check, check
from matching.vignettes import Ran, Vignette, answers_of, run

READ_AT_ONCE = 1000
OVERLAP = timedelta(minutes=2)
"""Answers saved this long before the last look are looked at again: a slow transaction may have come in since."""
Checker = Callable[[Content], Sequence[Check]]


@dataclass(frozen=True)
class Evidence:
    over: int
    """The edition that was in force; 0 is the files."""
    old: Content
    new: Content
    files: Mapping[str, str]
    """The texts of the new content."""
    checks: tuple[Check, ...]
    vignettes: tuple[Ran, ...]
    """Under the new content."""
    signed: frozenset[str]
    """Ids of the vignettes that were signed off; those that come with Right Door are."""
    replay: Replay
    seen_until: datetime | None
    """The last moment at which answers that were run had been saved; None where there were none."""

    @cached_property
    def verdict(self) -> Verdict:
        return verdict(self.checks, self.replay, self.vignettes, self.lowered, signed=self.signed)

    @cached_property
    def lowered(self) -> tuple[Lowered, ...]:
        return lowered(self.old, self.new)

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        return differences(self.old, self.new)

    def plain(self) -> dict[str, Any]:
        """What is kept with an edition: plain words and numbers, in English."""
        counts = {name: getattr(self.replay, name) for name in ("every", "rise", "fall", "changed")}
        return {
            "old": self.old.version,
            "new": self.new.version,
            "checks": [_plain_check(one) for one in self.checks],
            "vignettes": [
                {"id": ran.vignette.id, "reached": ran.reached, "result": ran.result} for ran in self.vignettes
            ],
            "replay": {name: {"enquiries": one.enquiries, "vignettes": one.vignettes} for name, one in counts.items()},
            "lowered": [str(one.said) for one in self.lowered],
            "reasons": [str(reason) for reason in self.verdict.reasons],
        }


def examine(
    session: Session,
    contents: CurrentContent,
    old: Content,
    new: Content,
    files: Mapping[str, str],
    *,
    over: int,
    progress: Progress | None = None,
    checker: Checker = check,
) -> Evidence:
    """Look at everything. Slow: seconds for the checks, and about a millisecond for each set of answers."""
    known = vignettes_of(session, contents)
    found = cases(session, new.area.id)
    made_up = [vignette_case(old, new, one) for one in known]
    until = newest_answers(session, new.area.id)
    return Evidence(
        over=over,
        old=old,
        new=new,
        files=dict(files),
        checks=tuple(checker(new)),
        vignettes=run(new, known),
        signed=signed_off(session, contents),
        replay=replay(old, new, [*made_up, *found], progress),
        seen_until=until,
    )


def caught_up(session: Session, contents: CurrentContent, evidence: Evidence) -> Evidence:
    """The evidence with what came in since: vignettes run again, and answers that were not there yet."""
    area, old, new = evidence.new.area.id, evidence.old, evidence.new
    known = vignettes_of(session, contents)
    since = evidence.seen_until - OVERLAP if evidence.seen_until else None
    later = [case for case in cases(session, area, since=since) if case.key not in evidence.replay.keys]
    before = replace(evidence.replay, **_without_vignettes(evidence.replay))
    fresh = replay(old, new, [*(vignette_case(old, new, one) for one in known), *later])
    return replace(
        evidence,
        vignettes=run(new, known),
        signed=signed_off(session, contents),
        replay=before.joined(fresh),
        seen_until=newest_answers(session, area),
    )


def cases(session: Session, area: str, *, since: datetime | None = None) -> list[Case]:
    """The answers of finished enquiries, alike ones together wherever the family lives; only those saved since then."""
    found: dict[str, Case] = {}
    for answers, district in _finished(session, area, since):
        key = key_of(answers)
        case = found.get(key)
        if case is None:
            found[key] = Case(Of.ENQUIRY, key, answers, districts=(district,) if district else ())
            continue
        districts = case.districts if district in (None, *case.districts) else (*case.districts, str(district))
        found[key] = replace(case, count=case.count + 1, districts=districts)
    return list(found.values())


def vignette_case(old: Content, new: Content, vignette: Vignette) -> Case:
    """A vignette as each content asks it."""
    before, after = answers_of(old, vignette), answers_of(new, vignette)
    return Case(Of.VIGNETTE, vignette.id, after, title=vignette.title, answers_before=before)


def newest_answers(session: Session, area: str) -> datetime | None:
    """When answers of the area were last saved."""
    return session.exec(select(func.max(Enquiry.updated_at)).where(Enquiry.area == area)).one()


def _finished(session: Session, area: str, since: datetime | None) -> Iterator[tuple[Any, str | None]]:
    answered = col(Enquiry.completed_at).is_not(None), col(Enquiry.anonymised_on).is_(None)
    finished = select(Enquiry.answers).where(Enquiry.area == area, *answered)
    if since is not None:
        finished = finished.where(col(Enquiry.updated_at) >= since)
    for plain in session.exec(finished.execution_options(yield_per=READ_AT_ONCE)):
        answers = answers_from_json(plain)
        places = (value for value in answers.values() if isinstance(value, Where))
        yield answers, next((place.district_code for place in places), None)


def _without_vignettes(kept: Replay) -> dict[str, Any]:
    counts = {name: replace(getattr(kept, name), vignettes=0) for name in ("every", "rise", "fall", "changed")}
    return {**counts, "moved": tuple(moved for moved in kept.moved if moved.case.of is Of.ENQUIRY)}


def _plain_vignette(ran: Ran) -> dict[str, Any]:
    return {"id": ran.vignette.id, "title": ran.vignette.title, "reached": ran.reached, "result": ran.result}


def _plain_check(one: Check) -> dict[str, Any]:
    return {
        "name": one.name,
        "cases": one.cases,
        "passed": one.passed,
        "safety": is_safety(one),
        "faults": list(one.faults[:20]),
    }
