"""Run a preview: the search as it stands and the search as a draft would make it, over the whole directory."""

from collections.abc import Collection, Sequence

from sqlmodel import Session, col, select

from directory.models import Service
from directory.search.entry import FOUND
from directory.search.question import Engine
from directory.words.current import CurrentWords
from directory.words.edits import Edit, moved, put_together
from directory.words.preview import Preview, compare, questions_for
from directory.words.queries import all_service_ids, edits_of_edition, newest_number
from directory.words.sheets import sheet_of

BIG_DIRECTORY = 1000
"""With more services than this they are not indexed anew for a preview: it would take too long to wait for."""


def preview_of(
    session: Session, search: Engine, current: CurrentWords, draft: Collection[Edit], own: Sequence[str]
) -> Preview:
    """What publishing this draft now would do. Raises VocabularyError where it cannot be published."""
    rules = current.rules
    standing = rules.standing(edits_of_edition(session, newest_number(session)))
    edits = put_together(sheet_of(rules.files), standing, draft)
    vocabulary = current.trial(edits)
    whole = len(all_service_ids(session, FOUND)) <= BIG_DIRECTORY
    with (
        search.trial(current.newest(), anew=whole) as before,
        search.trial(vocabulary, moved(edits), anew=whole) as after,
    ):
        return compare(questions_for(draft, own), before, after, whole=whole)


def service_names(session: Session, ids: Collection[str]) -> dict[str, str]:
    return dict(session.exec(select(Service.id, Service.name).where(col(Service.id).in_(ids))).all())
