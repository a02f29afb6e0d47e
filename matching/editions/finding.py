"""Find entries by words, topic and kind. Pure."""

from matching.editions.book import Book, Held

SAID = ("words", "name", "title", "hint", "reason", "means", "short", "why", "disputed")


def found_in(book: Book, wanted: str, *, topic: str = "", kind: str = "") -> list[Held]:
    """Entries with every one of these words in their own words or id; those with it in their title come first."""
    sought = wanted.casefold().split()
    found: list[tuple[bool, int, Held]] = []
    for held in book.of_kind(kind) if kind else book.held.values():
        if topic and not _of_topic(held, topic):
            continue
        title = f"{held.title} {held.id}".casefold()
        whole = " ".join([title, *(str(held.fields.get(name, "")).casefold() for name in SAID)])
        if all(word in whole for word in sought):
            found.append((not all(word in title for word in sought), len(found), held))
    return [held for *_, held in sorted(found, key=lambda one: one[:2])]


def _of_topic(held: Held, topic: str) -> bool:
    """A topic's own entry and its signs, those off the list too."""
    return held.fields.get("topic") == topic or (held.kind == "topic" and held.id == topic)
