"""Looks at new content while nobody waits: checks, vignettes, replay and fact tables, told on the page as they go.

What a process found it keeps for its pages. Publishing asks the examiner again, so a page may be a little behind.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from matching.content import Content
from matching.editions.errors import EditionError
from matching.editions.evidence import Evidence
from matching.editions.replay import mechanics
from matching.errors import ContentError
from matching.facts import ChangedRow, changed_rows

KEPT = 4
FRESH_SECONDS = 900
"""After this long a look is taken again, for the enquiries that came in since."""


@dataclass
class Look:
    """One look: under way until it has evidence, or problems that stopped it."""

    begun: float = field(default_factory=monotonic)
    done: int = 0
    of: int = 0
    """Sets of answers run so far, and how many there are; 0 while the checks run."""
    evidence: Evidence | None = None
    rows: tuple[ChangedRow, ...] | None = ()
    """Rows of the fact tables that differ; None while they are being compared."""
    problems: tuple[str, ...] = ()
    failed: bool = False

    @property
    def over(self) -> bool:
        return self.evidence is not None or bool(self.problems) or self.failed

    @property
    def seconds(self) -> int:
        return int(monotonic() - self.begun)


class Looks:
    """Those of this process, by the edition looked over and the version looked at."""

    def __init__(self, compare: Callable[[Content, Content], tuple[ChangedRow, ...]] = changed_rows) -> None:
        self.compare = compare
        self._found: dict[tuple[int, str], Look] = {}
        self._lock = threading.Lock()

    def at(self, house: Any, over: int, version: str, files: Mapping[str, str]) -> Look:
        """The look at these files, begun in a thread where there is none."""
        with self._lock:
            look = self._found.get((over, version))
            if look is None or look.failed or (look.over and look.seconds > FRESH_SECONDS):
                look = Look()
                self._found[over, version] = look
                for oldest in list(self._found)[:-KEPT]:
                    del self._found[oldest]
                threading.Thread(
                    target=_take, args=(look, house, dict(files), self.compare), name="look", daemon=True
                ).start()
        return look


def _take(look: Look, house: Any, files: Mapping[str, str], compare: Callable[..., Any]) -> None:
    def progress(done: int, of: int) -> None:
        look.done, look.of = done, of

    try:
        evidence = house.examiner.about(files, progress)
        alike = mechanics(evidence.old) == mechanics(evidence.new)
        look.rows = () if alike else None
        look.evidence = evidence
        if not alike:
            look.rows = compare(evidence.old, evidence.new)
    except ContentError as error:
        look.problems = error.problems
    except EditionError as error:
        look.problems = (str(error.words),)
    finally:
        look.failed = not look.over
