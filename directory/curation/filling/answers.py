"""What somebody answered about one fact of one record, read into the fields of its snapshot.

Nothing here touches the database, the clock or Flask. What cannot be read raises NotUnderstood with what would do.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from directory.age_ranges import AgeRangeNotUnderstood, read_age_range
from directory.curation.editing.answers import NotUnderstood, read_day, read_weeks
from directory.labels import METHODS, WHO_MAY_REFER
from directory.quality import is_odd_phone
from directory.schedules import ScheduleRow
from directory.schedules.spoken import TimesNotUnderstood, read_times
from directory.snapshots import ServiceSnapshot
from directory.snapshots.snapshot import AreaHeld, PhoneHeld, ScheduleHeld
from directory.typed import shortened
from directory.wording import words

NOT_TAKING = re.compile(
    r"(?:closed(?: to new (?:people|referrals|families))?|not taking(?: anyone| people| referrals)?(?: new)?|full)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Ground:
    """What answers are read by."""

    today: date
    told_on: date
    areas: Mapping[str, str]
    """GSS code -> name, in the order of the boxes."""
    needs: Mapping[str, str]
    """Need id -> name."""
    needs_in: Callable[[str], Sequence[str]] = lambda text: ()
    """The needs that a text points to, likeliest first."""


@dataclass(frozen=True)
class Answer:
    """What stands in the fields of one row."""

    typed: str = ""
    chosen: tuple[str, ...] = ()
    taken: str = ""
    """The suggestion, where it was ticked."""

    @property
    def given(self) -> bool:
        return bool(self.typed or self.chosen or self.taken)

    @property
    def text(self) -> str:
        """What was typed wins over what was suggested."""
        return self.typed or self.taken

    @property
    def codes(self) -> tuple[str, ...]:
        return (*self.chosen, *(code for code in self.taken.split(",") if code))


Read = dict[str, Any]


def ages(answer: Answer, held: ServiceSnapshot, ground: Ground) -> Read:
    try:
        found = read_age_range(answer.text)
    except AgeRangeNotUnderstood as error:
        raise NotUnderstood("ages", error.words) from error
    return {"minimum_age": found.minimum, "maximum_age": found.maximum}


def areas(answer: Answer, held: ServiceSnapshot, ground: Ground) -> Read:
    codes = _known(answer.codes, ground.areas)
    coded = {area for area in held.areas if area.area_code}
    return {"areas": (*coded, *(AreaHeld(name=ground.areas[code], area_code=code) for code in codes))}


def how(answer: Answer, held: ServiceSnapshot, ground: Ground) -> Read:
    return {"application_process": answer.text}


def ways(answer: Answer, held: ServiceSnapshot, ground: Ground) -> Read:
    return {"referral_methods": (*held.referral_methods, *_known(answer.codes, METHODS))}


def who(answer: Answer, held: ServiceSnapshot, ground: Ground) -> Read:
    return {"referral_roles": (*held.referral_roles, *_known(answer.codes, WHO_MAY_REFER))}


def needs(answer: Answer, held: ServiceSnapshot, ground: Ground) -> Read:
    by_name = {name.casefold(): need for need, name in ground.needs.items()} | {need: need for need in ground.needs}
    found = list(_known(answer.codes, ground.needs))
    for written in filter(None, (part.strip() for part in answer.typed.split(","))):
        need = by_name.get(written.casefold())
        if need is None:
            said = words("“%(text)s” is none of our needs. Choose one that the field offers", text=shortened(written))
            raise NotUnderstood("needs", said)
        found.append(need)
    return {"needs": (*held.needs, *found)}


def phone(answer: Answer, held: ServiceSnapshot, ground: Ground) -> Read:
    """The number comes first, in place of those that nobody can ring."""
    if is_odd_phone(answer.text):
        said = words("“%(text)s” is no number that can be rung. Write it as it is dialled", text=shortened(answer.text))
        raise NotUnderstood("phone", said)
    kept = [each for each in held.phones if not is_odd_phone(each.number) and each.number != answer.text]
    return {"phones": (PhoneHeld(number=answer.text), *kept)}


def times(answer: Answer, held: ServiceSnapshot, ground: Ground) -> Read:
    try:
        rows = read_times(answer.text)
    except TimesNotUnderstood as error:
        raise NotUnderstood("times", error.words) from error
    return {"schedules": tuple(_held(row) for row in rows)}


def _held(row: ScheduleRow) -> ScheduleHeld:
    return ScheduleHeld(**{name: getattr(row, name) for name in ScheduleRow.__dataclass_fields__})


def waiting(answer: Answer, held: ServiceSnapshot, ground: Ground) -> Read:
    if NOT_TAKING.fullmatch(answer.text):
        return {"told_on": ground.told_on, "taking_referrals": False, "waiting_weeks": None}
    weeks = read_weeks(answer.text, "waiting")
    return {"told_on": ground.told_on, "taking_referrals": True, "waiting_weeks": weeks}


def contract_end(answer: Answer, held: ServiceSnapshot, ground: Ground) -> Read:
    return {"contract_end": read_day(answer.text, "contract-end", ground.today)}


def checked(answer: Answer, held: ServiceSnapshot, ground: Ground) -> Read:
    return {"assured_date": ground.today}


def _known(codes: Sequence[str], known: Mapping[str, Any]) -> tuple[str, ...]:
    if any(code not in known for code in codes):
        raise NotUnderstood("choice", words("Choose from the answers shown here"))
    return tuple(dict.fromkeys(codes))
