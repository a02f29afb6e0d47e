"""Words too common to look for."""

from directory.phrases import words_of

SMALL = """
    a about after also am an and any anyone are as ask at be because been but by can could did do does doesnt dont
    even for from get gets getting go goes going got had has have having he hes help helps her hers him his how i im
    if in into is isnt it its its just like looking me more my near need needed needs no not now of off on only or
    our out over please she shes should so some someone something somewhere support than that thats the their them
    then there they theyre this to too up us very want wants was wasnt we were what when where which who why will
    with wont would you your keep keeps always service services whos hasnt havent cant cannot
"""
SMALL_WORDS = frozenset(SMALL.split())


def content_words(words: str) -> list[str]:
    """The words that say something, each once; all of them when none does."""
    typed = list(dict.fromkeys(words_of(words)))
    return [word for word in typed if word not in SMALL_WORDS] or typed
