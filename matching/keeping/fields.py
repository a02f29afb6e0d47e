"""Every field that is kept about an enquiry, with its PLAN test: proportionate, legal, accountable, necessary.

`tests/test_kept_fields.py` holds this list to the tables: a column that is not named here cannot be added.
Nothing here touches the database or Flask.
"""

from dataclasses import dataclass
from enum import StrEnum

from directory.wording import Words, words


class Until(StrEnum):
    """How long; see `periods.py`."""

    YEAR = "a year"
    FIVE_YEARS = "five years"
    CLOSED = "closed"
    ANSWERED = "answered"
    WORDS = "as long as the wording is in use"


UNTIL: dict[Until, Words] = {
    Until.YEAR: words("One year after the last thing that happened. Then it is cleared."),
    Until.FIVE_YEARS: words("Five years, without anything that tells one family from another. Then it is deleted."),
    Until.CLOSED: words("Until the enquiry is closed, or half a year at most. You can end it sooner."),
    Until.ANSWERED: words("Until the family answers, or half a year at most."),
    Until.WORDS: words("As long as it is in use. It says nothing about a family."),
}
PUBLIC_TASK = words("Working together to keep children safe is a public task (UK GDPR, Article 6(1)(e)).")
ASKED_FOR = words("You ask for it, and can stop it (UK GDPR, Article 6(1)(a)).")
DESK = words("The front door’s officers and safeguarding leads")
FIGURES = words("The front door; leaders and analysts as counts, never fewer than five")
SELF = words("Whoever has the reference and the code, and the front door")


@dataclass(frozen=True)
class Kept:
    what: Words
    columns: tuple[str, ...]
    """ "table.column"; "table.*" is every column that no other entry names."""
    necessary: Words
    """What could not be done without it."""
    proportionate: Words
    """What we leave out, so that it is no more than needed."""
    until: Until
    seen_by: Words
    legal: Words = PUBLIC_TASK


KEPT: tuple[Kept, ...] = (
    Kept(
        words("A number for the enquiry, and a reference to read out"),
        ("enquiry.id", "enquiry.reference", "enquiry.version"),
        words("You can come back, and the front door can find it."),
        words("Both are made by chance. They say nothing about anybody."),
        Until.YEAR,
        SELF,
    ),
    Kept(
        words("What you ticked, and which guidance was used"),
        ("enquiry.answers", "enquiry.content_version"),
        words("The advice can be explained, and your answers changed."),
        words("Only ticks and ages: no names, and none of your own words."),
        Until.YEAR,
        SELF,
    ),
    Kept(
        words("About where the family lives: a town, or the first half of a postcode"),
        ("enquiry.outcode", "enquiry.place_label", "enquiry.latitude", "enquiry.longitude"),
        words("Services near by come first."),
        words("To about a kilometre. Never a whole postcode or an address."),
        Until.YEAR,
        SELF,
    ),
    Kept(
        words("The district, an age band, and the needs"),
        ("enquiry.district_code", "enquiry.area", "enquiry.age_band", "enquiry.needs"),
        words("Leaders see where help is missing."),
        words("A band of ages, not an age. Needs from a list."),
        Until.FIVE_YEARS,
        FIGURES,
    ),
    Kept(
        words("What was advised, how serious it was, and which services were offered"),
        ("enquiry.pathway", "enquiry.level", "enquiry.advised", "enquiry_service.*"),
        words("We learn whether the advice was right."),
        words("Codes only."),
        Until.FIVE_YEARS,
        FIGURES,
    ),
    Kept(
        words("The days: begun, advised, and last changed"),
        ("enquiry.started_on", "enquiry.completed_at", "enquiry.updated_at", "enquiry.anonymised_on"),
        words("We see how long families wait, and know when to clear this."),
        words("No days of anybody’s life."),
        Until.FIVE_YEARS,
        FIGURES,
    ),
    Kept(
        words("How you reached us, and what kind of work you do"),
        ("enquiry.channel", "enquiry.caller_role"),
        words("We see who finds the right door, and who does not."),
        words("“School” or “health”, not which one and not who."),
        Until.FIVE_YEARS,
        FIGURES,
    ),
    Kept(
        words("Whether somebody had asked about this family in the last 12 months"),
        ("enquiry.asked_before",),
        words("We see how often help did not hold."),
        words("Yes, no, or not asked. Which family it is, we do not know."),
        Until.FIVE_YEARS,
        FIGURES,
    ),
    Kept(
        words("What you said about the advice"),
        ("feedback.*",),
        words("Your judgement counts, and the guide gets better."),
        words("Ticks. Your comment is about the guide, and is cleared after a year."),
        Until.FIVE_YEARS,
        DESK,
    ),
    Kept(
        words("How the front door handles it: why you rang, what is due, how it ended"),
        ("handling.*",),
        words("Nobody is forgotten, and waste is seen."),
        words("Codes and days. Which officer wrote it is cleared after a year."),
        Until.FIVE_YEARS,
        FIGURES,
    ),
    Kept(
        words("Where it stands: each step, and a short note"),
        ("state_change.*",),
        words("You can see what became of it."),
        words("Somebody reads each note before it is shown. It is cleared after a year."),
        Until.FIVE_YEARS,
        SELF,
    ),
    Kept(
        words("Which services were asked, and what they said"),
        ("referral.*",),
        words("We learn which services take people, and how soon."),
        words("Yes, no and why, or a day. Never who the family is."),
        Until.FIVE_YEARS,
        FIGURES,
    ),
    Kept(
        words("When a list of services was given to you, and how"),
        ("handover.*",),
        words("You see later what has changed since."),
        words("Which services, not to whom. An e-mail address is used once and not kept."),
        Until.YEAR,
        SELF,
    ),
    Kept(
        words("Your work e-mail, if you want to be reminded"),
        ("reminder.*",),
        words("We can remind you to look."),
        words("It is encrypted. The mail says nothing about the family."),
        Until.CLOSED,
        words("Nobody: only the program that sends the mail"),
        ASKED_FOR,
    ),
    Kept(
        words("What you tell us afterwards: did help come, was it right, how many people had to be told"),
        ("later_word.*",),
        words("We see whether the right help came the first time."),
        words("Three ticks."),
        Until.FIVE_YEARS,
        FIGURES,
    ),
    Kept(
        words("A link for the family to tell us how it was"),
        ("family_link.*",),
        words("It works once, and only for them."),
        words("Only a mark of the link. When they answer, it is deleted."),
        Until.ANSWERED,
        words("Nobody"),
        ASKED_FOR,
    ),
    Kept(
        words("What a family told us"),
        ("family_word.*",),
        words("We see whether it helped them."),
        words("Three ticks, the month, the main need and the district. It cannot be traced back to an enquiry."),
        Until.FIVE_YEARS,
        words("Leaders and analysts, as counts, never fewer than five"),
        ASKED_FOR,
    ),
    Kept(
        words("Needs that nobody could be found for"),
        ("unmet_need.*",),
        words("Leaders see what is missing."),
        words("The need, the district, an age band and the day. Never the words of a search."),
        Until.FIVE_YEARS,
        FIGURES,
    ),
    Kept(
        words("The list of reasons for a call"),
        ("demand_reason.*",),
        words("Officers choose from it."),
        words("Written by leaders, for all calls alike."),
        Until.WORDS,
        DESK,
    ),
)


def names_column(kept: Kept, table: str, column: str) -> bool:
    return f"{table}.{column}" in kept.columns or f"{table}.*" in kept.columns
