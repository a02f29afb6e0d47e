"""What an officer works on while a caller is on the line, kept in the signed cookie of their browser session.

Only codes, ids, ages and a place no nearer than the first half of a postcode: never a word that was typed. None of it
is in the database until the enquiry is logged.
"""

from dataclasses import dataclass, replace
from typing import Any

from flask import session

from directory.point import Point
from matching.answers import NO_AGES, Ages

KEY = "desk"
MOST_SERVICES = 9
"""As many as there are number keys; a caller wants two."""
MOST_NEEDS = 12
MOST_SIGNS = 24


@dataclass(frozen=True)
class Working:
    """One call as far as it has come. `load()` it, change it with `dataclasses.replace`, `save(working)`."""

    enquiry_number: str | None = None
    """The number, in this browser session, of the "Should I refer?" begun for this call (`matching.enquiries`)."""
    needs: tuple[str, ...] = ()
    """Ids of the needs that are ticked, the weightiest first."""
    signs: tuple[str, ...] = ()
    """Ids of the signs that are ticked."""
    service_ids: tuple[str, ...] = ()
    """The shortlist, in the order in which it is to be given."""
    district_code: str | None = None
    outcode: str | None = None
    label: str | None = None
    """A town, or the first half of a postcode with its district."""
    point: Point | None = None
    """Rounded to a hundredth of a degree."""
    ages: Ages = NO_AGES
    who: str | None = None
    """Who calls, as the guide asks it: the id of an option of its question."""
    role: str | None = None
    """The same as one of `directory.additions.Role`."""
    pathway_hint: str | None = None
    """Where the ticked signs alone would lead: one of `PathwayId`. A hint, never advice."""
    language: str | None = None
    """The language spoken at home, by its name."""

    @property
    def begun(self) -> bool:
        """Whether anything is known of this call."""
        return self != Working()

    def with_service(self, service_id: str) -> "Working":
        """This service at the end of the shortlist, once; a full shortlist stays as it is."""
        if service_id in self.service_ids or len(self.service_ids) >= MOST_SERVICES:
            return self
        return replace(self, service_ids=(*self.service_ids, service_id))

    def without_service(self, service_id: str) -> "Working":
        return replace(self, service_ids=tuple(one for one in self.service_ids if one != service_id))

    def with_service_moved(self, service_id: str, by: int) -> "Working":
        """This service so many places down the shortlist, up where `by` is negative, and never past an end."""
        if service_id not in self.service_ids:
            return self
        others = [one for one in self.service_ids if one != service_id]
        place = max(0, min(len(others), self.service_ids.index(service_id) + by))
        return replace(self, service_ids=(*others[:place], service_id, *others[place:]))


def load() -> Working:
    """The call that this browser session is at; an empty one where there is none."""
    kept: dict[str, Any] = session.get(KEY) or {}
    point, ages = kept.get("point"), kept.get("ages") or {}
    return Working(
        enquiry_number=kept.get("enquiry_number"),
        needs=tuple(kept.get("needs", ())),
        signs=tuple(kept.get("signs", ())),
        service_ids=tuple(kept.get("service_ids", ())),
        district_code=kept.get("district_code"),
        outcode=kept.get("outcode"),
        label=kept.get("label"),
        point=Point(*point) if point else None,
        ages=Ages(tuple(ages.get("years", ())), bool(ages.get("unborn"))),
        who=kept.get("who"),
        role=kept.get("role"),
        pathway_hint=kept.get("pathway_hint"),
        language=kept.get("language"),
    )


def save(working: Working) -> None:
    """Keep the call in place of what was kept; what is blank takes no room in the cookie."""
    point, ages = working.point, working.ages
    kept = {
        "enquiry_number": working.enquiry_number,
        "needs": list(working.needs[:MOST_NEEDS]),
        "signs": list(working.signs[:MOST_SIGNS]),
        "service_ids": list(working.service_ids[:MOST_SERVICES]),
        "district_code": working.district_code,
        "outcode": working.outcode,
        "label": working.label,
        "point": [round(point.latitude, 2), round(point.longitude, 2)] if point else None,
        "ages": {"years": [round(years, 2) for years in ages.years], "unborn": ages.unborn} if ages.known else None,
        "who": working.who,
        "role": working.role,
        "pathway_hint": working.pathway_hint,
        "language": working.language,
    }
    session[KEY] = {name: value for name, value in kept.items() if value}


def clear() -> None:
    """Forget the call, for the next one. The enquiry that was begun for it can still be found by its reference."""
    session.pop(KEY, None)
