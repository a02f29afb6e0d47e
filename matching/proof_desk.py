"""The proof of a content, run in a thread of its own, and what it found, kept by the content's version.

It takes some seconds, so that nobody waits for it at a page. How far it is and what it found stand in a small file, for
whichever worker answers. A worker that is killed leaves a file that grows old: then it can be run again. Nothing here
knows Flask, and nothing here is lost that a run would not find again.
"""

import json
import re
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from time import time
from typing import Any

from matching.content import Content
from matching.proof import Check, check
from matching.reading_ages import Reading, reading_ages

SILENT_SECONDS = 60
"""After so long without a sign, whoever was at it is gone."""
RUNNING, DONE, FAILED = "running", "done", "failed"
VERSION = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True)
class Run:
    """One run of the proof: how far it is, or what it found."""

    state: str
    done: int = 0
    of: int = 0
    rule: str = ""
    """The name of the rule that it is at."""
    at: float = 0.0
    seconds: float = 0.0
    checks: tuple[Check, ...] = ()
    readings: tuple[Reading, ...] = ()

    @property
    def runs(self) -> bool:
        return self.state == RUNNING and time() - self.at < SILENT_SECONDS

    @property
    def stopped(self) -> bool:
        """Whether it was broken off, or failed: nothing is known."""
        return self.state == FAILED or (self.state == RUNNING and not self.runs)

    @property
    def finished(self) -> bool:
        return self.state == DONE

    @property
    def share(self) -> float:
        return self.done / self.of if self.of else 0.0

    @property
    def broken(self) -> tuple[Check, ...]:
        return tuple(one for one in self.checks if not one.passed)


class ProofDesk:
    """Where the runs stand: one small file for each version of the content."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def look(self, version: str) -> Run | None:
        """The newest run over this version; None where there was none. Raises ValueError where it is no version."""
        path = self._path(version)
        try:
            return _run_from(json.loads(path.read_text()))
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def start(self, content: Content, services: Mapping[str, int]) -> threading.Thread | None:
        """Begin in a thread, unless one is at it. `services` counts those for each need of the directory."""
        known = self.look(content.version)
        if known and known.runs:
            return None
        self._tell(content.version, Run(RUNNING))
        thread = threading.Thread(target=self._work, args=(content, services), name="proof", daemon=True)
        thread.start()
        return thread

    def _work(self, content: Content, services: Mapping[str, int]) -> None:
        began, outcome = time(), Run(FAILED)

        def progress(number: int, of: int, rule: str) -> None:
            self._tell(content.version, Run(RUNNING, number - 1, of, rule))

        try:
            checks = check(content, progress=progress, services=lambda need: services.get(need, 0))
            readings = tuple(reading_ages(content))
            outcome = Run(
                DONE, len(checks), len(checks), seconds=time() - began, checks=tuple(checks), readings=readings
            )
        finally:
            self._tell(content.version, outcome)

    def _tell(self, version: str, run: Run) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self._path(version)
        partial = path.with_name(f".{path.stem}.{threading.get_ident()}")
        partial.write_text(json.dumps({**asdict(run), "at": time()}))
        partial.replace(path)

    def _path(self, version: str) -> Path:
        if not VERSION.fullmatch(version):
            raise ValueError(f"{version!r} is no version of content")
        return self.folder / f"{version}.json"


def _run_from(told: Mapping[str, Any]) -> Run:
    checks = tuple(Check(**{**one, "faults": tuple(one["faults"])}) for one in told["checks"])
    readings = tuple(Reading(**one) for one in told["readings"])
    return Run(**{**told, "checks": checks, "readings": readings})
