"""An outcome explained whole: its reasons from answer to pathway, what would raise it, and what was left out. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from matching.answers import Ages, Answers, Where
from matching.content import Content
from matching.explaining.left_out import LeftOut, what_was_left_out
from matching.explaining.raising import Addition, Raising, what_would_raise
from matching.explaining.raising_told import Rise, few, rises
from matching.explaining.reasons import Account, accounts_of, keys_used
from matching.findings import findings
from matching.questionnaire import said
from matching.recommend import Recommendation, recommend_answers


@dataclass(frozen=True)
class Explanation:
    recommendation: Recommendation
    accounts: tuple[Account, ...]
    """Of every reason, the gravest first."""
    raising: Raising
    rises: tuple[Rise, ...]
    """What would raise it, by pathway, the nearest first."""
    few: tuple[Addition, ...]
    """The first of them, few enough to read."""
    left_out: LeftOut
    no_worry: tuple[tuple[str, tuple[str, ...]], ...]
    """The questions whose answers no reason rests on, with these answers, in words."""

    @property
    def deciding(self) -> tuple[Account, ...]:
        return tuple(account for account in self.accounts if account.decides)

    @property
    def besides(self) -> tuple[Account, ...]:
        return tuple(account for account in self.accounts if not account.decides)


def explain_answers(content: Content, answers: Answers) -> Explanation:
    """How these answers lead where they do, by the content they are to be explained by."""
    found = findings(content, answers)
    recommendation = recommend_answers(content, answers)
    accounts = accounts_of(content, answers, found, recommendation)
    raising = what_would_raise(content, answers, found)
    return Explanation(
        recommendation=recommendation,
        accounts=accounts,
        raising=raising,
        rises=rises(content, raising),
        few=few(raising),
        left_out=what_was_left_out(content, answers, found, accounts),
        no_worry=tuple(_no_worry(content, answers, keys_used(accounts))),
    )


def _no_worry(content: Content, answers: Answers, used: frozenset[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Ages, the place and the choice of worries are told by what they led to."""
    for one in said(content, answers):
        told = one.question.id in (*used, content.topics_question) or isinstance(one.question.answer, Ages | Where)
        if one.words and not told and not one.question.unknown:
            yield one.question.words or content.pages[one.page_id].title, one.words
