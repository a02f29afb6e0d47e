"""Whether content may be published, and by whom: the rules in one place. Pure.

A broken safety check: nobody may publish it. Another broken check, or anything that would end lower than it does now:
only with a second lead and a written reason. All else: any one lead.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from directory.wording import Words, counted, words
from matching.editions.lowered import Lowered
from matching.editions.replay import Replay
from matching.proof import Check
from matching.vignettes import Ran, Result


@dataclass(frozen=True)
class Verdict:
    blocked: tuple[Words, ...]
    """Why nobody may publish it; empty where somebody may."""
    reasons: tuple[Words, ...]
    """Why a second lead must agree; empty where one lead is enough."""

    @property
    def needs_second_lead(self) -> bool:
        return bool(self.reasons)


def verdict(
    checks: Sequence[Check],
    replay: Replay,
    vignettes: Sequence[Ran],
    lowered: Sequence[Lowered] = (),
    *,
    signed: Collection[str] | None = None,
) -> Verdict:
    """Judge the evidence. `signed` are the ids of the vignettes that were signed off; all of them if not given."""
    broken = [check for check in checks if not check.passed]
    blocked = tuple(_of_check(check) for check in broken if is_safety(check))
    reasons = [_of_check(check) for check in broken if not is_safety(check)]
    reasons += _falls(replay)
    reasons += [one.said for one in lowered]
    reasons += [_missed(ran) for ran in vignettes if _counts(ran, signed) and ran.result is not Result.PASSED]
    return Verdict(blocked, tuple(reasons))


def is_safety(check: Check) -> bool:
    return bool(getattr(check, "safety", False))


def _of_check(check: Check) -> Words:
    return words("This does not hold: %(check)s", check=check.name)


def _falls(replay: Replay) -> list[Words]:
    found = []
    if replay.fall.enquiries:
        n = replay.fall.enquiries
        found.append(counted("%(n)s past enquiry would fall", "%(n)s past enquiries would fall", n))
    if replay.fall.vignettes:
        n = replay.fall.vignettes
        found.append(counted("%(n)s made-up case would fall", "%(n)s made-up cases would fall", n))
    return found


def _counts(ran: Ran, signed: Collection[str] | None) -> bool:
    return signed is None or ran.vignette.id in signed


def _missed(ran: Ran) -> Words:
    if ran.result is Result.TOO_LOW:
        return words("The case “%(title)s” ends too low", title=ran.vignette.title)
    return words("The case “%(title)s” ends too high", title=ran.vignette.title)
