"""The words of opening times: a text cut into tokens, each with its meaning, or refused at the first unknown word."""

import re
from dataclasses import dataclass
from datetime import date

from directory.schedules.spoken_clock import CLOCK, Clock, read_clock

DAY = (
    r"(?P<name>mon|tue|wed|thu|fri|sat|sun)"
    r"(?:(?<=mon)day|(?<=tue)s(?:day)?|(?<=wed)s|(?<=wed)nesday|(?<=thu)rs?|(?<=thu)rsday|(?<=fri)day|(?<=sat)urday"
    r"|(?<=sun)day)?(?:'?s)?"
)
DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
WHICH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
FIGURES = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5}
NUMBERS = {"three": 3, "four": 4, "five": 5, "six": 6}
BANK = r"(?:on |for )?(?:all |any |the )?(?:uk |english )?(?:bank|public)(?: and (?:bank|public))? hol(?:iday)?s?"
SCHOOL = r"(?:the )?school hol(?:iday)?s?"
NOT_ON = r"(?:closed|except(?:ing)?|excl(?:uding)?|not(?: open)?|but not|apart from|outside(?: of)?)"

NOTES: tuple[tuple[str, str], ...] = (
    (rf"{NOT_ON} {BANK}|{BANK} (?:closed|excluded)", "closed on bank holidays"),
    (rf"(?:including|inc|incl) {BANK}", "including bank holidays"),
    (rf"{NOT_ON}(?: during| in| on| for| over)? {SCHOOL}|{SCHOOL} (?:closed|excluded)", "not in school holidays"),
    (r"(?:during |in )?(?:the )?(?:school )?term(?:[ -]?times?)?(?: only)?(?! [0-9])", "term time"),
    (rf"(?:during |in )?{SCHOOL}(?: only)?", "in school holidays"),
    (r"(?:by |prior )?(?:appointments?|appt)(?: only| needed| required| necessary)?", "by appointment"),
    (
        r"(?:advance |pre[ -]?)?booking (?:is )?(?:required|essential|needed|necessary)|must (?:pre-?)?book",
        "booking needed",
    ),
    (r"no (?:appointment|booking) (?:is )?(?:needed|required|necessary)|no need to book", "no need to book"),
    (r"drop[ -]?ins?(?: sessions?)?(?: only)?", "drop in"),
    (r"(?:only )?online(?: only)?|(?:on|via) zoom", "online"),
    (r"by (?:tele)?phone(?: only)?|(?:tele)?phone only", "by phone"),
    (r"(?:by )?text only|by text", "text only"),
    (r"all (?:the )?year(?: round)?|year[ -]round|52 weeks (?:a|of the|per) year", "all year round"),
)
"""How people write what a timetable cannot hold, and the words we keep for it; these are read again as themselves."""
FOR_ALL = frozenset({"closed on bank holidays", "including bank holidays", "all year round"})
"""Notes that can only be meant for every line of a text."""
PART_OF_THE_YEAR = frozenset({"closed on bank holidays", "not in school holidays", "term time", "in school holidays"})

ROUND = (
    r"(?:24|twenty[ -]?four) ?(?:hours?|hrs?)(?: ?(?:a|per|each|/)? ?day)?|day and night|(?:a)?round the clock"
    r"|all day and (?:all )?night"
)
EVERY_DAY = (
    r"every ?day(?: of the (?:week|year))?|daily|each day|(?:7|seven) days(?: ?(?:a|per|each|/)? ?(?:week|wk))?"
    r"|365 days(?: (?:a|per|of the) year)?|all week"
)
EVERY_OTHER = (
    r"every other(?: week)?(?! month)|alternate(?: weeks?)?|(?:once (?:a|every) |every )?fortnight(?:ly)?"
    r"|(?:once )?every (?:2|two) weeks"
)
KINDS: tuple[tuple[str, str], ...] = (
    ("always", r"24 ?/ ?7(?: ?/ ?365)?|always(?: open)?|open always"),
    ("every day", EVERY_DAY),
    ("round", ROUND),
    *(("note", rf"(?:{pattern})") for pattern, _ in NOTES),
    ("date", rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month>{MONTH}),? (?P<year>20[0-9]{{2}})"),
    ("every other", EVERY_OTHER),
    ("weeks", r"one week in (?P<weeks>[2-9])|every (?P<count>[3-6]|three|four|five|six) weeks"),
    ("other month", r"(?:(?:of|in) )?every other month"),
    ("months", r"one month in (?P<months>[2-9])"),
    ("of month", r"(?:of|in) (?:the|each|every|a) (?:calendar )?month|(?:each|every|per|a) month|monthly"),
    ("weekly", r"weekly|(?:every|each|once a|per) week"),
    ("weekdays", r"week ?days?"),
    ("weekends", r"(?:at )?(?:the )?week ?ends?"),
    ("ordinal", rf"(?P<which>{'|'.join((*WHICH, *FIGURES))})"),
    ("day", DAY),
    ("part", r"(?:in the )?(?P<part>morning|afternoon|evening)s?"),
    ("closed", r"(?:is |are )?closed(?: all day)?"),
    ("clock", CLOCK),
    ("onwards", r"onwards?"),
    ("between", r"between"),
    ("from", r"from|start(?:s|ing)?(?: at| from| on)?|at"),
    ("to", r"to|until|till|til|through|thru"),
    ("and", r"and"),
    ("every", r"every|each"),
    ("filler", r"(?:we are |we're |is |are )?open(?:s|ing (?:times?|hours))?|on|times?|runs?|held|inclusive|only"),
)
TOKENS = [(kind, re.compile(rf"(?:{pattern})(?![a-z0-9])")) for kind, pattern in KINDS]
KEPT = [kept for _, kept in NOTES]


@dataclass(frozen=True)
class Token:
    kind: str
    """One of KINDS, "dash" or "comma"."""
    text: str
    number: int = 0
    """Which in the month; weeks or months between; the weekday, Monday 0."""
    clock: Clock | None = None
    day: date | None = None


class UnknownWord(ValueError):
    """The text goes on, from `rest`, with a word we do not know."""

    def __init__(self, rest: str) -> None:
        self.rest = rest
        super().__init__(rest)


def clauses(text: str) -> list[str]:
    """The lines of a text: parted by new lines, semicolons or upright bars. Blank ones are left out."""
    return [line.strip() for line in re.split(r"[;\n\r|•]+", text) if line.strip()]


def tokens(clause: str) -> list[Token]:
    """Raises UnknownWord: nothing is passed over."""
    plain, place, found = _plain(clause), 0, []
    while place < len(plain):
        if plain[place] in " ,-":
            if plain[place] != " ":
                found.append(Token("comma" if plain[place] == "," else "dash", plain[place]))
            place += 1
            continue
        token = _token(plain, place)
        if token is None:
            raise UnknownWord(plain[place:])
        found.append(token)
        place += len(token.text)
    return found


def _token(plain: str, place: int) -> Token | None:
    for number, (kind, pattern) in enumerate(TOKENS):
        found = pattern.match(plain, place)
        if found:
            return _meaning(kind, found, number)
    return None


def _meaning(kind: str, found: re.Match[str], number: int) -> Token | None:
    if kind == "clock":
        clock = read_clock(found)
        return Token(kind, found[0], clock=clock) if clock else None
    if kind == "date":
        day = _date(found)
        return Token(kind, found[0], day=day) if day else None
    if kind == "note":
        return Token(kind, found[0], number=number - FIRST_NOTE)
    return Token(kind, found[0], number=_number(kind, found))


def _number(kind: str, found: re.Match[str]) -> int:
    if kind == "day":
        return DAY_NAMES.index(found["name"])
    if kind == "ordinal":
        return (WHICH | FIGURES)[found["which"]]
    if kind == "weeks":
        return int(found["weeks"] or NUMBERS.get(found["count"], 0) or found["count"])
    return int(found["months"]) if kind == "months" else 0


def _date(found: re.Match[str]) -> date | None:
    try:
        return date(int(found["year"]), MONTH_NAMES.index(found["month"][:3]) + 1, int(found["day"]))
    except ValueError:
        return None


def _plain(text: str) -> str:
    """Small letters, one kind of dash, "am" and "pm" without dots, brackets and full stops as commas."""
    plain = re.sub(r"[‐‑‒–—―−]", "-", text.casefold()).replace("’", "'").replace("‘", "'")
    plain = re.sub(r"\b([ap])\. ?m\b\.?", r"\1m", plain)
    plain = re.sub(r"[&+]", " and ", plain)
    plain = re.sub(r"\b(mon|tues?|wed|weds|thur?s?|fri|sat|sun|excl?|inc|incl|appt|hols?|hrs?)\.", r"\1 ", plain)
    plain = re.sub(r"(?<=[a-z]) ?/ ?(?=[a-z])", " and ", plain)
    plain = re.sub(r":(?![0-9])|(?<![0-9]):|\.(?![0-9])|(?<![0-9])\.|[()\[\]]", " , ", plain)
    return re.sub(r"\s+", " ", plain).strip()


FIRST_NOTE = next(number for number, (kind, _) in enumerate(TOKENS) if kind == "note")
