"""What may be said of each kind of entry, in the order of its form. Pure."""

from collections.abc import Mapping

from directory.wording import Words, words
from matching.editions.book import Book
from matching.editions.field_rows import Column, Rows, Table
from matching.editions.fields import (
    Ages,
    Choices,
    Choose,
    Field,
    Lines,
    Long,
    Number,
    Pick,
    Picks,
    Tick,
    Ticks,
)

LEVELS: Mapping[str, Words] = {
    "1": words("1: help for everyone"),
    "2": words("2: a little extra help"),
    "3": words("3: more help, from several people"),
    "4": words("4: social care (safeguarding)"),
}
FLAGS: Mapping[str, Words] = {
    "safeguarding": words("Safeguarding: ring the front door today"),
    "emergency": words("Emergency: ring 999 now"),
}
STATUS: Mapping[str, Words] = {
    "known": words("Known, still to be checked"),
    "seen": words("Somebody read it there"),
}
HOW: Mapping[str, Words] = {
    "one": words("One answer"),
    "several": words("As many answers as fit"),
}
DAYS: Mapping[str, Words] = {
    "mon": words("Monday"),
    "tue": words("Tuesday"),
    "wed": words("Wednesday"),
    "thu": words("Thursday"),
    "fri": words("Friday"),
    "sat": words("Saturday"),
    "sun": words("Sunday"),
}
SAY_IT = words("Write the words that people read")
SOURCES = Rows(
    "sources",
    words("Sources"),
    words("The documents that this comes from, one to a row. A document that was not read for this is “known”."),
    columns=(
        Column("document", words("Document")),
        Column("area", words("Area"), needed=False),
        Column("year", words("Year"), whole=True, needed=False, width=5),
        Column("status", words("Status"), options=STATUS),
    ),
)
NEEDS = Picks(
    "needs", words("Needs it points to"), words("The likeliest first. Services are found by these."), among="needs"
)
COUNTS_AS = words("Several parts of the content can go by one finding that many signs share.")
SIGN = (
    Long("words", words("Words"), words("As a person would tick it: “Has a bruise …”."), SAY_IT, 120),
    Pick("topic", words("Topic"), needed=words("Choose the topic that it stands in"), among="topics"),
    Choose(
        "level",
        words("Level of need"),
        words("By itself, with nothing else ticked."),
        words("Choose a level"),
        options=LEVELS,
        whole=True,
    ),
    Ticks("flags", words("Red flags"), words("Whatever the level says, these lead there."), options=FLAGS),
    NEEDS,
    Ages("ages", words("Ages it is shown for"), words("In whole years. Leave both empty for every age.")),
    Pick(
        "qualifier",
        words("Question asked when it is ticked"),
        words("How often, how recent, how bad. The answers decide how serious it is."),
        among="questions",
    ),
    Picks("kinds", words("Counts as this too"), COUNTS_AS),
    Tick("hidden", words("Not on the list: only answers and combinations lead to it")),
    Long("reason", words("Reason that people read"), words("Why it leads where it leads. One or two plain sentences.")),
    Lines("watch_for", words("What to watch for"), words("One to a line.")),
    Long(
        "disputed", words("Where published documents disagree"), words("Which say less, and why the higher was taken.")
    ),
    SOURCES,
)
QUESTION = (
    Long("words", words("Question"), None, SAY_IT, 200),
    Long("hint", words("Hint")),
    Choose("kind", words("How it is answered"), None, words("Choose how it is answered"), options=HOW),
    Picks(
        "if_unanswered",
        words("What no answer means"),
        words(
            "Not knowing is never “no”: take the most careful view of what it could be. “Not sure” is an answer of "
            "every question, and means the same."
        ),
        words("Say what no answer means: not knowing is never “no”"),
    ),
)
ASKED = (
    Long("words", words("Question"), words("Empty where the title of the page is the question."), most=200),
    Long("hint", words("Hint")),
    Tick("required", words("It must be answered")),
    Picks("asked_when", words("Asked when any of these holds"), words("Leave empty to ask it always.")),
    Picks("if_unanswered", words("What no answer means"), words("Not knowing is never “no”.")),
)
ANSWER = (
    Long("words", words("Answer"), None, SAY_IT, 200),
    Long("hint", words("Hint")),
    Picks("findings", words("What it means"), words("The signs or facts that hold when this is chosen.")),
    Tick("harmless", words("It says nothing that matters"), words("Only where it means nothing of the above.")),
    Tick("exclusive", words("It stands alone: choosing it clears the others")),
)
COMBINATION = (
    Picks("all_of", words("All of these"), words("Only what is there counts: nothing can say “not”.")),
    Number("at_least", words("And at least this many"), low=1, high=50),
    Picks("among", words("Of these")),
    Pick("gives", words("Together they mean"), needed=words("Choose what they mean together")),
)
NOTICE = (
    Long("title", words("Title"), None, SAY_IT, 150),
    Long("words", words("Words"), None, SAY_IT),
    Picks("when_all", words("Shown when all of these hold"), None, words("Choose when it is shown")),
    Tick("in_force", words("In force: people see it"), usual=True),
    SOURCES,
)
TOPIC = (
    Long("name", words("Name"), None, SAY_IT, 100),
    Long("hint", words("Hint")),
    Tick("harm", words("A harm: not being sure about its signs leads to a talk with the front door")),
    Choose(
        "worry_level", words("Level when it is chosen and no sign is ticked"), None, SAY_IT, options=LEVELS, whole=True
    ),
    NEEDS,
)
PATHWAY = (
    Long("name", words("Name"), None, SAY_IT, 100),
    Long("short", words("In one line"), None, SAY_IT),
    Long("means", words("What it means"), None, SAY_IT),
    Lines("do_now", words("What to do now"), words("One step to a line.")),
    Lines("do_not", words("What not to do"), words("One to a line.")),
    Long("consent", words("Agreement of the family"), None, SAY_IT),
    Long("who_acts", words("Who acts"), None, SAY_IT),
    Lines("what_happens_next", words("What happens next"), words("One to a line.")),
    Lines("safety_net", words("What to watch for"), words("One to a line.")),
    Long("come_back", words("When to come back"), None, SAY_IT),
    Lines("no_names", words("How to talk it through without names"), words("One to a line.")),
    Lines("if_told_no", words("If they are told no"), words("One to a line.")),
)
PAGE = (
    Long("title", words("Title"), None, SAY_IT, 150),
    Long("why", words("Why we ask"), None, SAY_IT),
)
FACT = (
    Long("words", words("Words"), None, SAY_IT, 200),
    Number(
        "under",
        words("Holds for a child younger than"),
        words("In years, such as 0.5. Empty: not by age."),
        high=26,
        point=True,
    ),
    Number("at_least", words("And at least this old"), high=26, point=True),
)
FRONT_DOOR = (
    Field("name", words("Name"), None, SAY_IT, 100),
    Field("day", words("Number by day"), None, words("Write the number by day"), 40),
    Rows(
        "day_hours",
        words("Hours by day"),
        words("Bank holidays count as night."),
        words("Give the hours by day"),
        columns=(
            Column("first", words("First day"), options=DAYS),
            Column("last", words("Last day"), options=DAYS),
            Column("opens", words("Opens, such as 08:30"), width=5),
            Column("closes", words("Closes, such as 17:00"), width=5),
        ),
        as_list=True,
    ),
    Long("day_words", words("Hours by day in words"), None, SAY_IT),
    Field("night", words("Number by night"), None, words("Write the number by night"), 40),
    Long("night_words", words("Hours by night in words"), None, SAY_IT),
    Field("email", words("E-mail address"), most=100),
    Lines("covers", words("Codes of the places it covers"), words("One to a line, such as E07000170."), SAY_IT),
    Table(
        "lado",
        words("Designated officer (LADO)"),
        columns=(
            Column("name", words("Name of the post")),
            Column("phone", words("Number")),
            Column("email", words("E-mail address"), needed=False),
        ),
    ),
)
LEVEL = (
    Field("name", words("What this area calls it"), None, SAY_IT, 80),
    Long("words", words("In a sentence")),
)
ESCALATION = (
    Long("name", words("Title"), None, SAY_IT, 100),
    Long("words", words("Words"), None, SAY_IT),
    Lines("steps", words("Steps"), words("One to a line, in order.")),
    SOURCES,
)
HELPLINE = (
    Field("number", words("Number"), None, words("Write the number"), 40),
    Long("hours", words("Hours in words"), None, SAY_IT, 150),
)
AREA = (
    Field("name", words("Name"), None, SAY_IT, 100),
    Lines(
        "adopted",
        words("Documents adopted"),
        words("Areas whose published documents count here, as the sources name them. One to a line."),
    ),
    Picks("gaps", words("Needs for which there is no service here"), among="needs"),
)
SHEETS: Mapping[str, tuple[Field, ...]] = {
    "sign": SIGN,
    "question": QUESTION,
    "answer": ANSWER,
    "combination": COMBINATION,
    "notice": NOTICE,
    "topic": TOPIC,
    "pathway": PATHWAY,
    "page": PAGE,
    "asked": ASKED,
    "fact": FACT,
    "front-door": FRONT_DOOR,
    "level": LEVEL,
    "escalation": ESCALATION,
    "helpline": HELPLINE,
    "area": AREA,
}
NEW = ("sign", "combination", "notice", "question", "answer")
"""Kinds of which there may be more. An answer is added to its question."""


def choices_of(book: Book, needs: Mapping[str, str]) -> Choices:
    """What may be picked: findings, topics, questions about signs, and the directory's needs by id."""
    return {
        "findings": book.findings,
        "topics": {topic.id: topic.title for topic in book.of_kind("topic")},
        "questions": {question.id: question.title for question in book.of_kind("question")},
        "needs": dict(needs),
    }
