"""From a question as it was typed to its page: what the words say besides, and what a misspelt one may have meant."""

from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from directory.places import LocalArea
from directory.search.answer import answer
from directory.search.case import Case, View
from directory.search.gazetteer import Gazetteer
from directory.search.index import OpenIndex
from directory.search.lexicon import Lexicon
from directory.search.question import Page, ServiceSearch, Understood
from directory.search.relevance import ENOUGH_OF_THE_WORDS
from directory.search.spelling import corrected
from directory.search.understand import understand

EVERY_WORD = 0.999


@dataclass(frozen=True)
class Ground:
    """What a question is understood by: the words people use, the names of places, the days nobody works."""

    lexicon: Lexicon
    gazetteer: Gazetteer
    area: LocalArea
    holidays: Container[date]


def answered(question: ServiceSearch, session: Session, opened: OpenIndex, ground: Ground) -> Page:
    """The page for a question over an index; a misspelt word is put right where that finds more."""
    case, understood = _understood(opened.view, question, session, ground)
    meant = corrected(question.words, ground.lexicon, ground.gazetteer.words, opened)
    if meant is None:
        return replace(answer(case), understood=understood)
    again, newly = _understood(opened.view, replace(question, words=meant), session, ground)
    if not _finds_more(again, case) and newly == understood:
        return replace(answer(case), understood=understood)
    if _finds_something(case):
        return replace(answer(case), did_you_mean=meant, understood=understood)
    return replace(answer(again), did_you_mean=meant, corrected=True, understood=newly)


def answered_plainly(question: ServiceSearch, session: Session, view: View, ground: Ground) -> Page:
    """The page for a question without an index: its words as they were typed."""
    case, understood = _understood(view, question, session, ground)
    return replace(answer(case), degraded=True, understood=understood)


def _understood(view: View, question: ServiceSearch, session: Session, ground: Ground) -> tuple[Case, Understood]:
    asked, understood = understand(question, session, ground.gazetteer, ground.area, ground.lexicon.vocabulary)
    return Case(view, asked, ground.lexicon, ground.holidays, date.today()), understood


def _finds_something(case: Case) -> bool:
    """Whether the words as typed find anything by themselves, and not only by a few that were spelt right."""
    return bool((case.relevant & (case.relevance.share >= ENOUGH_OF_THE_WORDS)).any())


def _finds_more(again: Case, case: Case) -> bool:
    """Whether other words are worth proposing: a need is pointed to that was not, or a service has them all."""
    if again.relevance.sure and not again.relevance.needs.keys() <= case.relevance.needs.keys():
        return True
    return bool((again.relevant & (again.relevance.share >= EVERY_WORD)).any())
