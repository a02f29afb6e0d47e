"""Words too common to look for."""

from directory.vocabulary.phrases import words_of

SMALL = """
    a about after also am an and any anyone are as ask at be because been but by can could did do does doesnt dont
    even for from get gets getting go goes going got had has have having he hes help helps her hers him his how i im
    if in into is isnt it its its just like looking me more my near need needed needs no not now of off on only or
    our out over please she shes should so some someone something somewhere support than that thats the their them
    then there they theyre this to too up us very want wants was wasnt we were what when where which who why will
    with wont would you your keep keeps always service services whos hasnt havent cant cannot
"""
SMALL_WORDS = frozenset(SMALL.split())

FORM = """
    activities activity affordable centre cheap class classes clinic club clubs contact course courses drop free group
    groups information lesson lessons local number organisation place places programme project refer referral scheme
    session sessions team urgent urgently worker workers
    child children daughter families family kid kids lady mother mum parent parents people person son woman
"""
FORM_WORDS = frozenset(FORM.split())
"""Words that say in what form help comes and to whom, and little of what it is about."""

CALLS = frozenset(
    ["help", "helps", "need", "needs", "please", "service", "services", "someone", "somewhere", "support", "want"]
)


def content_words(words: str) -> list[str]:
    """The words that say something, each once; all of them when none does."""
    typed = list(dict.fromkeys(words_of(words)))
    return [word for word in typed if word not in SMALL_WORDS] or typed


def asks_for_any_help(typed: list[str]) -> bool:
    """Whether these content words only say that help is wanted: "help", "need support"."""
    return SMALL_WORDS.issuperset(typed) and not CALLS.isdisjoint(typed)
