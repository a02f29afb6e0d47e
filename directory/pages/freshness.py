"""How old a fact is, in words. Nothing here touches the database or the clock: callers pass today in."""

from datetime import date

from directory.wording import Words, counted, words

OLD_AFTER_DAYS = 183
"""Half a year. From this day on a record is due to be looked over and its provider is asked, and from the next its page
warns. One constant for both, so that no page warns before anybody was asked. Half a year, because waiting times, rooms
and staff change with the seasons and the school terms, and a provider who is asked more often stops answering."""


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


def is_old(checked: date | None, today: date, unconfirmed_since: date | None = None) -> bool:
    """Whether to warn that a service was last checked long ago, or never, or that its provider does not answer."""
    return checked is None or unconfirmed_since is not None or (today - checked).days > OLD_AFTER_DAYS


def checked_words(checked: date | None, today: date, unconfirmed_since: date | None = None) -> Words:
    if unconfirmed_since is not None:
        return words("We asked three times and nobody has confirmed this. Ring first")
    if checked is None:
        return words("Never checked: ring first")
    if is_old(checked, today):
        return words("Last checked %(when)s: ring first", when=how_long_ago(checked, today))
    return words("Checked %(when)s", when=how_long_ago(checked, today))
