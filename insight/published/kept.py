"""What may be shown, worked out once and kept until the records change, or for some minutes at most."""

from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from threading import RLock
from typing import Any

KEPT_FOR = timedelta(minutes=5)


class Shelf:
    """For one application; safe for its threads. It holds what is protected, and counts that wait for it."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._found: dict[str, tuple[Hashable, datetime, Any]] = {}

    def get(self, name: str, version: Hashable, now: datetime, make: Callable[[], Any]) -> Any:
        """What was made under this name for this version not long ago; made anew otherwise, by one thread at a time."""
        with self._lock:
            known = self._found.get(name)
            if known and known[0] == version and now - known[1] < KEPT_FOR:
                return known[2]
            made = make()
            self._found[name] = (version, now, made)
            return made
