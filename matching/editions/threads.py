"""What leads to an entry of the content, and what it leads on to. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from directory.wording import Words, words
from matching.editions.book import Book, Held


@dataclass(frozen=True)
class Thread:
    """One thing that is tied to an entry, and how."""

    how: Words
    held: Held | None
    """The entry at the other end; None where there is no such entry."""
    name: str

    @property
    def title(self) -> str:
        return self.held.title if self.held else self.name


def leads_here(book: Book, held: Held) -> list[Thread]:
    """Everything that establishes this, or by which it is asked or shown."""
    if held.kind in ("sign", "fact"):
        return list(_to_finding(book, held))
    if held.kind in ("question", "asked"):
        return list(_to_question(book, held))
    if held.kind == "combination":
        return [
            *(_thread(book, words("needs this"), name) for name in held.fields.get("all_of", ())),
            *(_thread(book, words("may count"), name) for name in held.fields.get("among", ())),
        ]
    if held.kind == "notice":
        return [_thread(book, words("shown with this"), name) for name in held.fields.get("when_all", ())]
    owner = book.owner(held)
    return [Thread(words("an answer to"), owner, owner.id)] if held.kind == "answer" and owner else []


def leads_on(book: Book, held: Held) -> list[Thread]:
    """Everything that this establishes, asks or shows."""
    if held.kind in ("sign", "fact"):
        return list(_from_finding(book, held))
    if held.kind == "answer":
        return [_thread(book, words("means"), name) for name in held.fields.get("findings", ())]
    if held.kind == "combination":
        return [_thread(book, words("together they mean"), str(held.fields.get("gives", "")))]
    if held.kind in ("question", "asked"):
        return [_thread(book, words("no answer means"), name) for name in held.fields.get("if_unanswered", ())]
    if held.kind == "topic":
        signs = [sign for sign in book.of_kind("sign") if sign.fields.get("topic") == held.id]
        return [Thread(words("lists"), sign, sign.id) for sign in signs if not sign.fields.get("hidden")]
    return []


def names(book: Book, held: Held) -> list[Thread]:
    """What names this entry, and would have to be mended if it were taken out."""
    if held.kind in ("sign", "fact"):
        tied = [*_to_finding(book, held), *(one for one in _from_finding(book, held) if one.how != ASKS)]
        return [one for one in tied if one.held and one.name not in held.fields.get("kinds", ())]
    if held.kind == "question":
        return [one for one in _to_question(book, held) if one.how == ASKED_ABOUT]
    return []


ASKS = words("brings up the question")
ASKED_ABOUT = words("asked about the sign")


def _to_finding(book: Book, held: Held) -> Iterator[Thread]:
    for answer in book.of_kind("answer"):
        if held.id in answer.fields.get("findings", ()):
            question = book.owner(answer)
            about = question.title if question else ""
            yield Thread(words("an answer to “%(question)s”", question=about), answer, answer.id)
    for question in book.of_kind("question", "asked"):
        if held.id in question.fields.get("if_unanswered", ()):
            yield Thread(words("no answer to"), question, question.id)
    for sign in book.of_kind("sign"):
        if held.id in sign.fields.get("kinds", ()):
            yield Thread(words("the sign counts as this too"), sign, sign.id)
    for combination in book.of_kind("combination"):
        if combination.fields.get("gives") == held.id:
            yield Thread(words("several signs together"), combination, combination.id)


def _from_finding(book: Book, held: Held) -> Iterator[Thread]:
    asked = held.fields.get("qualifier")
    if asked:
        yield Thread(ASKS, book.get("question", asked), asked)
    for name in held.fields.get("kinds", ()):
        yield _thread(book, words("counts as"), name)
    for question in book.of_kind("question", "asked"):
        if held.id in question.fields.get("asked_when", ()):
            yield Thread(words("brings up the question"), question, question.id)
    for combination in book.of_kind("combination"):
        if held.id in (*combination.fields.get("all_of", ()), *combination.fields.get("among", ())):
            yield Thread(words("counts in"), combination, combination.id)
    for notice in book.of_kind("notice"):
        if held.id in notice.fields.get("when_all", ()):
            yield Thread(words("shows the notice"), notice, notice.id)


def _to_question(book: Book, held: Held) -> Iterator[Thread]:
    for sign in book.of_kind("sign"):
        if sign.fields.get("qualifier") == held.id:
            yield Thread(ASKED_ABOUT, sign, sign.id)
    for name in held.fields.get("asked_when", ()):
        yield _thread(book, words("asked when this holds"), name)


def _thread(book: Book, how: Words, name: str) -> Thread:
    return Thread(how, book.finding(name), name)
