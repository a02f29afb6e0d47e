"""The words people read: easy enough, and never words that talk somebody out of asking.

Reading age is the Flesch-Kincaid grade of the `textstat` library plus five, the age of a pupil in that grade. A formula
over a handful of words says more about one name than about reading, so short entries are read together, as they are on
the page: a topic's signs, a question with its options, the list of topics.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from directory.beside import languages_beside, texts_beside
from directory.quality.reading_age import age_by_formula
from matching.area import CONTENT
from matching.entries import Entry
from matching.proof.states import States
from matching.proof.verdict import Faults

OLDEST_READER = 11
ENOUGH_WORDS = 20
"""Below this a formula is not meant to be used."""
HARDEST_SENTENCE = 16
SENTENCE_WORDS = 8
"""A sentence at least so long may be somewhat harder than the whole that it is part of, and no harder than that."""
LEAD = {
    "en": r"safeguarding lead",
    "cy": r"arweinydd diogelu",
    "pl": r"osob\w* odpowiedzialn\w* za ochron\w* dzieci",
}
END_OF_SENTENCE = re.compile(r"(?<=[.?!])\s+")
DO_NOT_REFER = {
    "en": (
        r"(?:do not|don't|never|should not|shouldn't|must not|need not|needn't|no need (?:to|for)|not necessary to"
        r"|no reason to|do not (?:need|have) to|don't (?:need|have) to|no longer need to|does not need to be"
        r"|need not be)"
        r"(?: (?:make|send|a|any|be|it|this|them))* (?:refer\b|referral|referred|report (?:it|this|them)\b|reported)",
        r"no (?:referral|report)s? (?:is|are|will be)? ?(?:needed|necessary|required)",
        r"(?:need|needs|requires?) no (?:referral|report)\b",
        r"(?:referral|referring) is not (?:needed|necessary|required)",
        r"no (?:further )?action (?:is )?(?:needed|necessary|required)",
        r"(?:does|do) not meet (?:the|any|our) threshold",
        r"nothing to worry about|no cause for concern|there is no concern",
        r"(?:do not|don't|need not|no need to|(?:do not|don't) (?:need|have) to) "
        r"(?:ring|phone|call|contact|tell|bother|involve) "
        r"(?:the front door|social care|social services|a social worker|the council|the police|999|anyone|anybody)",
        r"(?:nobody|no one) (?:needs to|has to|need) (?:be told|know)|keep (?:it|this) to yourself",
        r"not a (?:safeguarding|child protection) (?:matter|issue|concern)",
        r"too (?:small|minor|slight) to (?:refer|report)",
        r"(?:it|this|that) can wait (?:until|till|for)|leave it at that",
        r"(?<!do not )(?:just )?wait and see",
    ),
    "cy": (
        r"peidiwch â (?:chyfeirio|atgyfeirio|rhoi gwybod)",
        r"(?:nid oes|dim) (?:angen|rhaid) (?:i chi )?(?:cyfeirio|atgyfeirio|rhoi gwybod|dweud)",
    ),
    "pl": (
        r"nie (?:zgłaszaj|kieruj|dzwoń|zawiadamiaj|powiadamiaj)",
        r"nikomu (?:o tym )?nie mów|zachowaj (?:to|tę sprawę) dla siebie",
        r"nie (?:trzeba|ma potrzeby|musisz|ma powodu) (?:tego )?(?:nikogo )?"
        r"(?:zgłaszać|zgłaszania|dzwonić|kierować|powiadamiać|powiadamiania|zawiadamiać|informować)",
        r"(?:zgłoszenie|skierowanie|telefon) nie jest (?:potrzebn\w*|konieczn\w*|wymagan\w*)",
        r"nie ma (?:powodu do (?:obaw|niepokoju)|się czym martwić)|nic (?:groźnego|poważnego) się nie dzieje",
        r"(?:to|sprawa) może (?:po|za)?czekać|(?<!nie )poczekaj i zobacz",
        r"zbyt (?:drobn\w*|mał\w*|błah\w*),? (?:by|aby|żeby) (?:zgłaszać|zgłosić|dzwonić|zadzwonić)",
    ),
}
"""What would talk somebody out of a referral, by language. A text in a language that is not here cannot be checked."""
LEAFS = ("id", "translations", "level", "flags", "needs", "kinds", "sources", "all_of", "among", "when_all", "topic")


def nobody_is_told_not_to_refer(states: States) -> Faults:
    """No words say so, in any language given, unless they say to talk to the safeguarding lead as well."""
    for name, language, text in _texts(states):
        said = _says_not_to(text, language)
        yield f"{name} says '{said}' without 'talk to your safeguarding lead' ({language})" if said else None


def every_language_can_be_checked(states: States) -> Faults:
    """Words that were never looked at by somebody who reads them are told, so that a lead decides."""
    beside = languages_beside(CONTENT)
    for entry in _entries(states):
        for language in ("en", *beside, *entry[1].translations):
            fault = f"{entry[0]} has words in '{language}', which no phrases are listed for: ask somebody who reads it"
            yield None if language in DO_NOT_REFER else fault


def words_are_easy_to_read(states: States) -> Faults:
    """Reading age at most 11 for each entry and each list that is read as one, and no sentence much above it."""
    for name, parts in _readings(states):
        text = " ".join(as_sentence(part) for part in parts if part)
        sentences = [one for one in END_OF_SENTENCE.split(text) if len(one.split()) >= SENTENCE_WORDS] or [text]
        hardest = max(sentences, key=lambda one: (reading_age(one), len(one)))
        age = reading_age(text) if len(text.split()) >= ENOUGH_WORDS else 0
        fault = f"{name} reads at age {age:.1f}, and must at most at {OLDEST_READER}. Hardest: “{hardest}”"
        yield fault if age > OLDEST_READER else None
        alone = reading_age(hardest) if len(hardest.split()) >= SENTENCE_WORDS else 0
        yield f"{name} has a sentence that reads at age {alone:.1f}: “{hardest}”" if alone > HARDEST_SENTENCE else None


@lru_cache(maxsize=8192)
def reading_age(text: str) -> float:
    """The age at which this is read with ease; to one decimal place."""
    return round(age_by_formula(text), 1)


def as_sentence(text: str) -> str:
    """A heading or an option ends as a sentence does, so that the formula does not join it to the next."""
    return text if text.rstrip("'\"”’)")[-1:] in {".", "?", "!"} else f"{text}."


def _says_not_to(text: str, language: str) -> str | None:
    plain = " ".join(text.casefold().replace("’", "'").split())
    if re.search(LEAD.get(language, LEAD["en"]), plain):
        return None
    found = (re.search(pattern, plain) for pattern in DO_NOT_REFER.get(language, DO_NOT_REFER["en"]))
    return next((match.group() for match in found if match), None)


def _entries(states: States) -> Iterator[tuple[str, Entry]]:
    content = states.content
    for noun in ("pathway", "notice", "topic", "indicator", "page", "qualifier", "fact"):
        for entry in getattr(content, f"{noun}s").values():
            yield f"{noun} '{entry.id}'", entry
    yield f"areas/{content.area.id}.toml", content.area


def _texts(states: States) -> Iterator[tuple[str, str, str]]:
    """Name, language and words of every text of every entry, one at a time; those of the files beside it too."""
    beside = {language: texts_beside(CONTENT, language) for language in languages_beside(CONTENT)}
    for name, entry in _entries(states):
        for language, text in _inside(entry):
            yield name, language, text
            yield from ((name, other, texts[text]) for other, texts in beside.items() if text in texts)


def _inside(entry: Entry) -> Iterator[tuple[str, str]]:
    """Every text of an entry and of all inside it."""
    for field in type(entry).model_fields:
        value = getattr(entry, field)
        if field in LEAFS or value is None:
            continue
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Entry):
                yield from _inside(item)
            elif isinstance(item, str):
                yield "en", item
    for language, words in entry.translations.items():
        for value in words.values():
            yield from ((language, text) for text in (value if isinstance(value, tuple) else (value,)))


def _readings(states: States) -> Iterator[tuple[str, list[str | None]]]:
    """Name and texts of whatever is read as one."""
    content = states.content
    yield "the list of topics", [text for topic in content.topics.values() for text in (topic.name, topic.hint)]
    for topic, signs in content.checklists.items():
        yield f"the signs of topic '{topic}'", [sign.words for sign in signs]
    for indicator in content.indicators.values():
        told = [indicator.words, indicator.reason, *indicator.watch_for, indicator.disputed]
        yield f"indicator '{indicator.id}'", told
    for page in content.pages.values():
        yield f"page '{page.id}'", [page.title, page.why]
    for question in content.questions.values():
        options = [text for option in question.options for text in (option.words, option.hint)]
        yield f"question '{question.id}'", [question.words, question.hint, *options]
    for notice in content.notices.values():
        yield f"notice '{notice.id}'", [notice.title, notice.words]
    for pathway in content.pathways.values():
        yield f"pathway '{pathway.id}'", [text for _, text in _inside(pathway)]
    escalation = content.area.escalation
    yield "the way to disagree", [escalation.name, escalation.words, *escalation.steps]
