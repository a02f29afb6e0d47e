"""The way through the questions as a line of steps: which are done, where one is, what is still to come. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from directory.wording import Words, words
from matching.entries import Kind, Page
from matching.questionnaire import PageState

CHECK = "check"
NAMES = {
    "danger": words("Danger"),
    "you": words("You"),
    "children": words("Children"),
    "worries": words("Worries"),
    "signs": words("Signs"),
    "more": words("Details"),
    "risks": words("Risks"),
    "family": words("Family"),
    "judgement": words("Your view"),
    CHECK: words("Check"),
}
"""One or two short words for each page; a page that is not here is called by its title."""


@dataclass(frozen=True)
class Step:
    page_id: str
    name: Words | str
    done: bool
    """Answered, so that it can be gone back to."""
    here: bool


def steps(every: Iterable[Page], states: Sequence[PageState], here: str) -> tuple[Step, ...]:
    """The pages asked now, in order, and the check at the end. The signs are drawn before their topics are chosen."""
    asked = {state.id: state for state in states}
    shown = [page for page in every if page.id in asked or any(one.kind is Kind.SIGNS for one in page.questions)]
    line = [
        Step(page.id, NAMES.get(page.id, page.title), page.id in asked and asked[page.id].answered, page.id == here)
        for page in shown
    ]
    return (*line, Step(CHECK, NAMES[CHECK], done=False, here=here == CHECK))
