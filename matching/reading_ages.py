"""How hard each entry of the content is to read, the hardest first. Pure.

The proof refuses what reads above its limit; a lead who writes wants to see what comes near it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matching.content import Content
from matching.proof.words import END_OF_SENTENCE, ENOUGH_WORDS, OLDEST_READER, as_sentence, reading_age


@dataclass(frozen=True)
class Reading:
    """`kind` and `id` name the entry; `age` is that of all its words together, in years."""

    kind: str
    id: str
    title: str
    age: float
    hardest: str
    """Its hardest sentence."""

    @property
    def too_hard(self) -> bool:
        return self.age > OLDEST_READER


def reading_ages(content: Content) -> list[Reading]:
    """Every entry with words enough for the formula, the hardest first."""
    read = [_read(kind, id_, title, parts) for kind, id_, title, parts in _texts(content)]
    return sorted((one for one in read if one), key=lambda one: -one.age)


def _read(kind: str, id_: str, title: str, parts: Sequence[str | None]) -> Reading | None:
    text = " ".join(as_sentence(part) for part in parts if part)
    if len(text.split()) < ENOUGH_WORDS:
        return None
    hardest = max(END_OF_SENTENCE.split(text), key=lambda sentence: (reading_age(sentence), len(sentence)))
    return Reading(kind, id_, title, reading_age(text), hardest)


def _texts(content: Content) -> Iterator[tuple[str, str, str, Sequence[str | None]]]:
    """Kind, id, title and the texts that are read together."""
    for sign in content.indicators.values():
        yield "sign", sign.id, sign.words, (sign.words, sign.reason, *sign.watch_for, sign.disputed)
    for page in content.pages.values():
        yield "page", page.id, page.title, (page.title, page.why)
    for question in content.questions.values():
        options = [text for option in question.options for text in (option.words, option.hint)]
        kind = "question" if question.id in content.qualifiers else "asked"
        yield kind, question.id, question.words or question.id, (question.words, question.hint, *options)
    for notice in content.notices.values():
        yield "notice", notice.id, notice.title, (notice.title, notice.words)
    for pathway in content.pathways.values():
        lists = (pathway.do_now, pathway.do_not, pathway.what_happens_next, pathway.safety_net, pathway.no_names)
        told = [text for texts in (*lists, pathway.if_told_no) for text in texts]
        said = (pathway.means, pathway.consent, pathway.who_acts, *told, pathway.come_back)
        yield "pathway", pathway.id, pathway.name, said
