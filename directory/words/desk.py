"""What somebody who edits words has in front of them: what is published, and their own changes of it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlmodel import Session

from directory.words.edits import Edit, Fields, Kind, Sheet, brought_up, laid_over, out_of_step, put_together
from directory.words.errors import EntryNotFound
from directory.words.publishing import Rules
from directory.words.queries import draft_of, edits_of_edition, newest_number
from directory.words.sheets import checked, labels, sheet_of, that_fit


@dataclass(frozen=True)
class Desk:
    rules: Rules
    number: int
    """The newest edition."""
    standing: tuple[Edit, ...]
    """Its edits over the files."""
    left_out: tuple[Edit, ...]
    """Those of its edits that the files, newer than they, no longer take."""
    draft: tuple[Edit, ...]

    @cached_property
    def files(self) -> Sheet:
        return sheet_of(self.rules.files)

    @cached_property
    def published(self) -> Sheet:
        return laid_over(self.files, self.standing)

    @cached_property
    def mine(self) -> Sheet:
        """As published, with the draft laid over it."""
        return laid_over(self.published, self.draft)

    @cached_property
    def conflicts(self) -> tuple[Edit, ...]:
        """The draft's edits of entries that somebody else has changed meanwhile."""
        return out_of_step(self.published, self.draft)

    @cached_property
    def need_names(self) -> Mapping[str, str]:
        """Need id -> name, for every need there is and those that end in the draft."""
        return {**labels(self.published), **labels(self.mine)}

    @property
    def draft_mark(self) -> str:
        """Changes with the draft: a preview is of one draft, and only that is published from it."""
        plain = json.dumps([edit.plain() for edit in self.draft], sort_keys=True)
        return hashlib.sha256(plain.encode()).hexdigest()[:16]

    def edit_of(self, kind: Kind, key: str) -> Edit | None:
        return next((edit for edit in self.draft if edit.at == (kind, key)), None)

    def entry(self, kind: Kind, key: str) -> Fields:
        """An entry as the draft would have it. Raises EntryNotFound."""
        entry = self.mine[kind].get(key)
        if entry is None:
            raise EntryNotFound(key)
        return entry

    def together(self, edit: Edit) -> Edit:
        """An edit of the draft with what somebody else has made of its entry meanwhile."""
        return brought_up(self.published, edit)

    def check(self, edit: Edit) -> None:
        """Whether the words could be published with the draft and this edit in it. Raises VocabularyError."""
        others = [other for other in self.draft if other.at != edit.at]
        checked(self.rules.files, put_together(self.files, self.standing, [*others, edit]), self.rules.relied_on)


def read_desk(session: Session, rules: Rules, account_id: str) -> Desk:
    number = newest_number(session)
    standing, left_out = that_fit(rules.files, edits_of_edition(session, number), rules.relied_on)
    return Desk(rules, number, tuple(standing), tuple(left_out), draft_of(session, account_id))


def sheet_at(session: Session, rules: Rules, number: int) -> Sheet:
    """Every entry as edition `number` had it. Raises EditionNotFound."""
    return laid_over(sheet_of(rules.files), rules.standing(edits_of_edition(session, number)))
