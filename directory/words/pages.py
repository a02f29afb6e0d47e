"""What the pages about words share: the desk of whoever is at them, and edits said in words."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask import g, render_template

from accounts.current import current_account
from directory.errors import DirectoryError
from directory.pages.templating import said
from directory.vocabulary import VocabularyError
from directory.words.blueprint import house
from directory.words.desk import Desk, read_desk
from directory.words.differences import Difference, Told, differences, tell
from directory.words.edits import Edit, Kind
from directory.words.publishing import Author

PATHS = {Kind.NEED: "needs", Kind.SYNONYMS: "alike", Kind.JARGON: "jargon"}
"""What each kind is called in addresses."""
KINDS = {path: kind for kind, path in PATHS.items()}


def my_desk() -> Desk:
    return read_desk(g.session, house().words.rules, current_account().id)


def page(template: str, desk: Desk, **shown: Any) -> str:
    return render_template(f"directory/words/{template}.html", desk=desk, path_of=path_of, **shown)


def path_of(kind: Kind) -> str:
    return PATHS[kind]


def told(desk: Desk, edits: Iterable[Edit]) -> list[Told]:
    return [tell(edit, desk.need_names) for edit in edits]


def clash(desk: Desk, edit: Edit) -> dict[str, Any]:
    """An edit of the draft beside what somebody else made of the same entry since it was seen."""
    here, together = desk.published[edit.kind].get(edit.key), desk.together(edit)
    theirs: tuple[Difference, ...] = differences(edit.was, here, desk.need_names)
    return {
        "mine": tell(edit, desk.need_names),
        "theirs": theirs,
        "gone": here is None,
        "together": differences(here, together.now, desk.need_names),
    }


def refusal_said(error: DirectoryError) -> str:
    """Why something is refused; an entry that does not pass the checks is named first."""
    if isinstance(error, VocabularyError):
        return f"{error.entry[:1].upper()}{error.entry[1:]}: {error.mend}"
    return said(error.words)


def author(reason: str) -> Author:
    account = current_account()
    moment: datetime = house().now()
    return Author(account.id, account.name, reason, moment)
