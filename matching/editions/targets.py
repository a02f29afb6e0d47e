"""What is looked at before it is published: the draft, a proposal that waits, or an edition to go back to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app, g, url_for

from matching.content import version_of
from matching.editions.blueprint import house
from matching.editions.book import book_of
from matching.editions.desk import changed_between, my_desk
from matching.editions.errors import NoDraft, ProposalGone
from matching.editions.looking import Look, Looks
from matching.editions.models import ContentProposal
from matching.editions.queries import get_edition, newest_number


@dataclass(frozen=True)
class Target:
    kind: str
    """draft, proposal or edition."""
    key: str
    """Of a proposal its id, of an edition its number."""
    files: Mapping[str, str]
    over: int
    proposal: ContentProposal | None = None

    @property
    def version(self) -> str:
        return version_of(self.files)

    @property
    def address(self) -> str:
        """The page where it is looked at."""
        if self.kind == "proposal":
            return url_for("content.proposal", proposal_id=self.key)
        if self.kind == "edition":
            return url_for("content.back_to", number=int(self.key))
        return url_for("content.review")

    def case_address(self, of: str, key: str) -> str:
        """The page of one case that changes."""
        return f"{self.address}/{of}/{key}"

    def look(self) -> Look:
        looks: Looks = current_app.extensions.setdefault("content_looks", Looks())
        return looks.at(house(), self.over, self.version, self.files)

    def changed(self) -> Any:
        """Each entry that differs from what is in force, as it was and as it would be."""
        return changed_between(book_of(house().contents.files(g.session)), book_of(self.files))


def draft_target() -> Target:
    """Raises NoDraft."""
    desk = my_desk()
    if desk.draft is None:
        raise NoDraft()
    return Target("draft", "", desk.files, _over())


def proposal_target(proposal_id: str) -> Target:
    """Raises ProposalGone where there is none; one that is closed is there to be read."""
    proposal = g.session.get(ContentProposal, proposal_id)
    if proposal is None or proposal.area != house().contents.area_name:
        raise ProposalGone()
    files = house().contents.files(g.session, proposal.version)
    return Target("proposal", proposal_id, files, _over(), proposal)


def edition_target(number: int) -> Target:
    """An edition to go back to; 0 is what came with Right Door. Raises EditionNotFound."""
    contents = house().contents
    if number == 0:
        return Target("edition", "0", contents.shipped_files, _over())
    version = get_edition(g.session, contents.area_name, number).version
    return Target("edition", str(number), contents.files(g.session, version), _over())


def _over() -> int:
    return newest_number(g.session, house().contents.area_name)
