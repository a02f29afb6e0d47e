"""How much of each point a record has, from 0 to 1, and the sentence that says why.

Nothing here touches the database, the clock or Flask. Each pair takes what is told, the day it is, and how the checks
of links and numbers came out.
"""

from collections.abc import Callable, Mapping
from datetime import date

from directory.quality.phones import is_odd_email, is_odd_phone
from directory.quality.reading_age import AIM, reading_age
from directory.quality.told import Told
from directory.wording import Words, counted, words

Checks = Mapping[tuple[str, str], str]
"""(kind, address) -> outcome, of `ContactCheck`: ("link", "https://…") -> "broken"."""
Share = Callable[[Told, date, Checks], float]
Why = Callable[[Told, date, Checks], Words]

ENOUGH_WORDS = 15
"""A description of fewer words does not let anybody tell what the service does."""
FRESH_DAYS, STALE_DAYS = 183, 730
"""Checked within half a year: whole; two years ago: nothing. The public page warns from the first day on."""
WAITING_FRESH, WAITING_STALE = 61, 365
"""A waiting time of two months ago may still hold; one of a year ago is history."""
HARDEST = AIM + 5
"""The reading age at which nothing is left of the points for plain language."""
NOT_WORKING = ("broken", "odd")


def told_or_not(known: Callable[[Told], bool], said: Words, missing: Words) -> tuple[Share, Why]:
    return (
        lambda told, today, checks: 1.0 if known(told) else 0.0,
        lambda told, today, checks: said if known(told) else missing,
    )


def fading(day: date | None, today: date, fresh: int, stale: int) -> float:
    """1 up to `fresh` days ago, then evenly down to 0 at `stale`; 0 where there is no day."""
    if day is None:
        return 0.0
    return min(1.0, max(0.0, (stale - (today - day).days) / (stale - fresh)))


def area(told: Told, today: date, checks: Checks) -> float:
    return 1.0 if told.area else 0.4 if told.area_name else 0.0


def area_why(told: Told, today: date, checks: Checks) -> Words:
    if told.area:
        return words("The areas it covers are told")
    if told.area_name:
        return words("Its area has a name but no code, so it cannot be matched with a postcode")
    return words("Nobody can tell whether it covers where a family lives")


def how(told: Told, today: date, checks: Checks) -> float:
    return 0.5 * bool(told.how) + 0.5 * told.ways


def how_why(told: Told, today: date, checks: Checks) -> Words:
    if told.how and told.ways:
        return words("How to refer is told")
    if told.how:
        return words("How to refer is told in words, but no way to ask is ticked")
    if told.ways:
        return words("Ways to ask are ticked, but nothing says what to do first")
    return words("Nothing says how to refer")


def contact(told: Told, today: date, checks: Checks) -> float:
    return 1.0 if told.phones else 0.6 if told.emails else 0.4 if told.links else 0.0


def contact_why(told: Told, today: date, checks: Checks) -> Words:
    if told.phones:
        return words("There is a number to ring")
    if told.emails or told.links:
        return words("There is no number to ring, only a web page or an e-mail address")
    return words("There is no number, e-mail address or web page")


def is_described(told: Told) -> bool:
    return len((told.description or "").split()) >= ENOUGH_WORDS


def waiting_age(told: Told, today: date, checks: Checks) -> float:
    return fading(told.told_on, today, WAITING_FRESH, WAITING_STALE) if told.waiting else 0.0


def waiting_age_why(told: Told, today: date, checks: Checks) -> Words:
    if told.told_on is None or not told.waiting:
        return words("No day is known on which a waiting time was told")
    return counted(
        "The waiting time was told %(n)s day ago", "The waiting time was told %(n)s days ago", ago(told.told_on, today)
    )


def checked(told: Told, today: date, checks: Checks) -> float:
    return fading(told.assured, today, FRESH_DAYS, STALE_DAYS)


def checked_why(told: Told, today: date, checks: Checks) -> Words:
    if told.assured is None:
        return words("Nobody has checked this record yet")
    return counted("It was checked %(n)s day ago", "It was checked %(n)s days ago", ago(told.assured, today))


def ago(day: date, today: date) -> int:
    return max(0, (today - day).days)


def phone_works(told: Told, today: date, checks: Checks) -> float:
    return sum(not is_odd_phone(number) for number in told.phones) / len(told.phones) if told.phones else 0.0


def phone_why(told: Told, today: date, checks: Checks) -> Words:
    odd = next((number for number in told.phones if is_odd_phone(number)), None)
    if not told.phones:
        return words("There is no number to look at")
    if odd is not None:
        return words("“%(number)s” is no number that can be rung", number=odd)
    return words("The number looks right")


def written(told: Told, today: date, checks: Checks) -> float:
    addresses = [not is_odd_email(address) for address in told.emails]
    addresses += [checks.get(("link", link)) not in NOT_WORKING for link in told.links]
    return sum(addresses) / len(addresses) if addresses else 0.0


def written_why(told: Told, today: date, checks: Checks) -> Words:
    for link in told.links:
        if checks.get(("link", link)) in NOT_WORKING:
            return words("The web page %(link)s does not open", link=link)
    odd = next((address for address in told.emails if is_odd_email(address)), None)
    if odd is not None:
        return words("“%(address)s” is not an e-mail address", address=odd)
    if not told.links and not told.emails:
        return words("There is no web page and no e-mail address")
    return words("The web page or e-mail address looks right")


def plain_share(text: str | None) -> float:
    """Nothing written is nothing plain; a text too short to judge has no fault."""
    if not (text or "").strip():
        return 0.0
    age = reading_age(text)
    return 1.0 if age is None else min(1.0, max(0.0, (HARDEST - age) / (HARDEST - AIM)))


def plain_why(text: str | None) -> Words:
    if not (text or "").strip():
        return words("Nothing is written yet")
    age = reading_age(text)
    if age is None:
        return words("Too short to judge how hard it is to read")
    if age <= AIM:
        return words("A reader of %(age)s can follow it", age=f"{age:.0f}")
    return words("It takes a reader of %(age)s; aim for %(aim)s", age=f"{age:.0f}", aim=AIM)
