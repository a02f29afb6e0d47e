"""A language named in the words: "counselling in polish", "an interpreter for Urdu"."""

from collections.abc import Mapping

from directory.vocabulary.phrases import words_of

POINTERS = frozenset(
    [
        "interpreter",
        "interpreters",
        "language",
        "only",
        "speak",
        "speaker",
        "speakers",
        "speaking",
        "speaks",
        "translator",
    ]
)
"""Words beside a language that only say it is one."""


def take_language(text: str, languages: Mapping[str, str]) -> tuple[str | None, list[str], list[str]]:
    """The first language named (by its name in the directory), the words left without it, and those with it.

    None and the words themselves where no language is named.
    """
    typed = words_of(text)
    for name, language in sorted(languages.items(), key=lambda entry: -len(entry[0].split())):
        said = name.split()
        for start in range(len(typed) - len(said) + 1):
            if typed[start : start + len(said)] == said:
                before, after = typed[:start], typed[start + len(said) :]
                return language, _without_pointers(before, after, []), _without_pointers(before, after, said)
    return None, typed, typed


def _without_pointers(before: list[str], after: list[str], said: list[str]) -> list[str]:
    """The words around a language without those that lead up to it or follow from it."""
    while before and (before[-1] in POINTERS or before[-1] in ("in", "for", "who", "a", "an")):
        before = before[:-1]
    while after and after[0] in POINTERS:
        after = after[1:]
    return [*before, *said, *after]
