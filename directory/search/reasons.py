"""Why a service was found and how it stands to each condition, in words."""

from math import ceil, cos, radians

from directory.eligibility import Verdict
from directory.places import miles_between
from directory.point import Point
from directory.search.case import Case
from directory.search.entry import Facts
from directory.search.question import ServiceSearch
from directory.wording import Reviewed, Words, counted, words

MOST_REASONS = 3

SENTENCES = {
    ("cost", Verdict.MEETS): words("Free"),
    ("cost", Verdict.NOT_KNOWN): words("Cost not known: ask"),
    ("cost", Verdict.DOES_NOT): words("There is something to pay"),
    ("open", Verdict.MEETS): words("Open at this time"),
    ("open", Verdict.NOT_KNOWN): words("Opening times not known: ring first"),
    ("open", Verdict.DOES_NOT): words("Closed at this time"),
    ("provision", Verdict.MEETS): words("The kind of service asked for"),
    ("provision", Verdict.NOT_KNOWN): words("Kind of service not known"),
    ("provision", Verdict.DOES_NOT): words("Another kind of service"),
    ("needs", Verdict.DOES_NOT): words("Not listed for this need"),
}


def check_words(
    condition: str, verdict: Verdict, facts: Facts, question: ServiceSearch, miles: float | None
) -> Words | None:
    """The sentence for a condition that `eligibility` does not know; None where there is nothing to tell."""
    if condition == "distance":
        return distance_words(verdict, question, miles)
    if condition == "closed":
        return closed_words(verdict, facts)
    return SENTENCES.get((condition, verdict))


def distance_words(verdict: Verdict, question: ServiceSearch, miles: float | None) -> Words | None:
    if verdict is Verdict.DOES_NOT:
        return words("%(miles)s miles away", miles=f"{miles:.0f}" if miles is not None else "?")
    if question.within_miles is None:
        return None
    if verdict is Verdict.NOT_KNOWN:
        return words("Where it meets is not known: ask")
    if miles is None:
        return words("Nowhere to travel to: covers where they live")
    return counted("Within %(n)s mile", "Within %(n)s miles", ceil(question.within_miles))


def closed_words(verdict: Verdict, facts: Facts) -> Words | None:
    if verdict is Verdict.MEETS:
        return None
    if facts.reopens_on is None:
        return words("Closed for now: no date to reopen was told")
    day = f"{facts.reopens_on.day} {facts.reopens_on:%B %Y}"
    return words("Closed for now, opens again on %(day)s", day=day)


def miles_to(facts: Facts, point: Point) -> float | None:
    """Miles to the service's nearest place, along the earth's true shape, as a person would measure it."""
    if not facts.points:
        return None
    narrowing = cos(radians(point.latitude))

    def roughly(place: tuple[float, float]) -> float:
        return (place[0] - point.latitude) ** 2 + ((place[1] - point.longitude) * narrowing) ** 2

    return miles_between(point, Point(*min(facts.points, key=roughly)))


def reasons_for(case: Case, row: int, facts: Facts) -> tuple[Words, ...]:
    """What matched, the most telling first: needs, then words."""
    asked = list(dict.fromkeys([*case.question.needs, *case.relevance.needs]))
    known = case.lexicon.vocabulary.need
    reasons = [
        words("For %(need)s", need=Reviewed(_in_sentence(known[need].name)))
        for need in asked
        if need in facts.needs and need in known
    ]
    typed = [word for word, worth in case.relevance.terms.items() if worth[row] > 0]
    languages = {language.casefold() for language in facts.languages}  # a condition of its own says so
    mentioned = [word for word in typed if word not in languages]
    if mentioned:
        reasons.append(words("Mentions %(words)s", words=", ".join(f"“{word}”" for word in mentioned)))
    return tuple(reasons[:MOST_REASONS])


def _in_sentence(name: str) -> str:
    """A need's name inside a sentence: "Sleep" becomes "sleep", "ADHD" stays."""
    first = name.split(" ")[0]
    return name if len(first) > 1 and first.isupper() else name[:1].lower() + name[1:]
