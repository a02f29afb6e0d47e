"""What a request for figures asks for: everything they are made of, and the half they are for."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app, g, request

from directory.pages.blueprint import house
from directory.places import district_name, load_area
from insight.halves import chosen, title_of
from insight.periods import Period
from insight.published.kept import Shelf
from insight.sources import Sources

PERIOD = "period"
EVERY = "all"


@dataclass(frozen=True)
class NoSuchPeriod(ValueError):
    """Somebody asked for a period that is not offered; `offered` are those that are."""

    asked: str
    offered: tuple[Period, ...]

    @property
    def titles(self) -> list[str]:
        return [str(title_of(one)) for one in self.offered]


def read_sources() -> Sources:
    """For this request."""
    shelf: Shelf = current_app.extensions.setdefault("insight", Shelf())
    codes = load_area(current_app.config["AREA"]).district_codes
    districts = tuple(sorted(codes, key=lambda code: district_name(code) or code))
    return Sources(g.session, shelf, house().now(), districts, house().content)


def half_asked(sources: Sources) -> Period | None:
    """The half that the address names, the newest where it names none; None where none is over yet.

    Raises NoSuchPeriod.
    """
    asked = request.args.get(PERIOD, "")
    found = chosen(sources.offer.halves, asked)
    if found is None and asked:
        raise NoSuchPeriod(asked[:40], sources.offer.halves)
    return found


def halves_asked(sources: Sources) -> Sequence[Period]:
    """For a file: the half that the address names, or all of them. Raises NoSuchPeriod."""
    asked = request.args.get(PERIOD, "")
    if asked in ("", EVERY):
        return sources.offer.halves
    half = half_asked(sources)
    return (half,) if half else ()
