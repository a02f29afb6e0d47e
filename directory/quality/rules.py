"""The points of the score: what each looks at, what it is worth, and why it is worth that.

The weights follow what a missing fact costs a family. Without a need, an age or an area a service is found by luck and
can never be said to fit (9 each). Without a way in, the finding was for nothing (how to refer 6, a contact 6, who may
refer 5). The rest saves a wasted journey or call (3 to 4 each). A record that nobody has looked at for two years is
worth less whatever it says (20 for freshness); a number that rings nobody is worse than none (8); words that a tired
reader cannot take in are half lost (8). Together 100. Filling in what was blank never costs a point.
"""

from typing import NamedTuple

from directory.quality import shares
from directory.quality.shares import Share, Why, told_or_not
from directory.wording import Words, words


class Rule(NamedTuple):
    id: str
    of: int
    field: str
    """The field of the snapshot that mends it."""
    label: Words
    share: Share
    """From 0 to 1."""
    why: Why
    fix: Words
    steady: bool = True
    """Whether it stays as it is while nobody changes the record: then the search may use it."""


RULES: tuple[Rule, ...] = (
    Rule(
        "needs",
        9,
        "needs",
        words("Needs"),
        *told_or_not(
            lambda told: told.needs, words("It says what it helps with"), words("Nothing says what it helps with")
        ),
        words("Choose the needs it helps with"),
    ),
    Rule(
        "ages",
        9,
        "minimum_age",
        words("Ages"),
        *told_or_not(
            lambda told: told.ages,
            words("The ages it takes are told"),
            words("Nobody can tell whether it takes a child of this age"),
        ),
        words("Fill in the ages it takes"),
    ),
    Rule("area", 9, "areas", words("Area"), shares.area, shares.area_why, words("Choose the areas it covers")),
    Rule(
        "how",
        6,
        "application_process",
        words("How to refer"),
        shares.how,
        shares.how_why,
        words("Say how to refer, and tick the ways to ask"),
    ),
    Rule("contact", 6, "phones", words("Contact"), shares.contact, shares.contact_why, words("Add a phone number")),
    Rule(
        "who",
        5,
        "referral_roles",
        words("Who may refer"),
        *told_or_not(lambda told: told.who, words("It says who may refer"), words("Nothing says who may refer")),
        words("Tick who may refer"),
    ),
    Rule(
        "description",
        4,
        "description",
        words("What it is"),
        *told_or_not(
            shares.is_described,
            words("There is a description"),
            words("There is no description that tells what it does"),
        ),
        words("Write two or three sentences on what it does"),
    ),
    Rule(
        "waiting",
        4,
        "waiting_weeks",
        words("Waiting time"),
        *told_or_not(lambda told: told.waiting, words("A waiting time is told"), words("No waiting time is told")),
        words("Ask how long the wait is, and on which day they said so"),
    ),
    Rule(
        "times",
        3,
        "schedules",
        words("When it is open"),
        *told_or_not(lambda told: told.times, words("Its times are told"), words("Nothing says when it is open")),
        words("Fill in when it is open"),
    ),
    Rule(
        "place",
        3,
        "places",
        words("Where"),
        *told_or_not(
            lambda told: told.place,
            words("It says where it is"),
            words("Nothing says where it is, or that it is by phone or online"),
        ),
        words("Add where it is, or say that it is by phone or online"),
    ),
    Rule(
        "cost",
        3,
        "cost_options",
        words("Cost"),
        *told_or_not(lambda told: told.cost, words("The cost is told"), words("Nothing says what it costs")),
        words("Say what it costs, or that it is free"),
    ),
    Rule(
        "level",
        3,
        "levels",
        words("Level of need"),
        *told_or_not(
            lambda told: told.level,
            words("The level of need is told"),
            words("Nothing says which level of need it is for"),
        ),
        words("Choose the level of need"),
    ),
    Rule(
        "checked",
        14,
        "assured_date",
        words("Checked lately"),
        shares.checked,
        shares.checked_why,
        words("Check the record: one click if nothing changed"),
        steady=False,
    ),
    Rule(
        "told",
        4,
        "told_on",
        words("Waiting time told lately"),
        shares.waiting_age,
        shares.waiting_age_why,
        words("Ask for the waiting time again"),
        steady=False,
    ),
    Rule(
        "answers",
        2,
        "assured_date",
        words("Provider answers"),
        *told_or_not(
            lambda told: not told.unconfirmed,
            words("The provider has left no letter unanswered"),
            words("The provider was asked four times and has not answered"),
        ),
        words("Ring the provider, then check the record"),
        steady=False,
    ),
    Rule(
        "phone",
        5,
        "phones",
        words("Phone works"),
        shares.phone_works,
        shares.phone_why,
        words("Put the phone number right"),
        steady=False,
    ),
    Rule(
        "written",
        3,
        "url",
        words("Web or e-mail works"),
        shares.written,
        shares.written_why,
        words("Put the web or e-mail address right"),
        steady=False,
    ),
    Rule(
        "plain",
        5,
        "description",
        words("Plain description"),
        lambda told, today, checks: shares.plain_share(told.description),
        lambda told, today, checks: shares.plain_why(told.description),
        words("Write the description in shorter sentences and everyday words"),
    ),
    Rule(
        "plain_how",
        3,
        "application_process",
        words("Plain words on how to refer"),
        lambda told, today, checks: shares.plain_share(told.how),
        lambda told, today, checks: shares.plain_why(told.how),
        words("Say how to refer in shorter sentences"),
    ),
)
WORTH = sum(rule.of for rule in RULES)
