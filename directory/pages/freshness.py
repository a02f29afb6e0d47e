"""How old a fact is, in words. Nothing here touches the database or the clock: callers pass today in."""

from datetime import date

from directory.wording import Words, counted, words

OLD_AFTER_DAYS = 183
"""A service that nobody has checked for half a year carries a warning."""


def how_long_ago(day: date, today: date) -> Words:
    """ "today", "3 weeks ago", "2 years ago": as exact as people say it. A day to come counts as today."""
    days = (today - day).days
    if days <= 0:
        return words("today")
    if days == 1:
        return words("yesterday")
    if days < 14:
        return counted("%(n)s day ago", "%(n)s days ago", days)
    if days < 60:
        return counted("%(n)s week ago", "%(n)s weeks ago", days // 7)
    if days < 730:
        return counted("%(n)s month ago", "%(n)s months ago", days * 12 // 365)
    return counted("%(n)s year ago", "%(n)s years ago", days // 365)


def is_old(checked: date | None, today: date) -> bool:
    """Whether to warn that a service was last checked long ago, or never."""
    return checked is None or (today - checked).days > OLD_AFTER_DAYS


def checked_words(checked: date | None, today: date) -> Words:
    if checked is None:
        return words("Never checked: ring first")
    if is_old(checked, today):
        return words("Last checked %(when)s: ring first", when=how_long_ago(checked, today))
    return words("Checked %(when)s", when=how_long_ago(checked, today))
