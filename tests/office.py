"""Safeguarding leads at work on the small content: Ada, Ben and Cat. Each step is committed as a view commits it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from edited import AREA, checks_that_small_content_passes
from small_content import NEEDS, write_small_content
from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, func, select

from directory.database import open_session
from directory.models import utc_now
from matching.answers import SIGNS, Ages, answers_to_json
from matching.content import Content
from matching.editions import drafts
from matching.editions.current import CurrentContent
from matching.editions.drafts import Who
from matching.editions.examiner import Examiner
from matching.editions.models import ContentEdition, ContentProposal
from matching.editions.publishing import back_offer, confirm, draft_offer, propose, publish
from matching.editions.queries import get_draft, newest_number
from matching.editions.texts import Place, entry_at, mark_of
from matching.models import Enquiry

ADA, BEN, CAT = Who("a", "Ada"), Who("b", "Ben"), Who("c", "Cat")
NOW = datetime.fromisoformat("2026-03-03T16:15:00+00:00")
TIRED, LOW, TOLD = (("indicator", "tired"),), (("indicator", "very-low"),), (("indicator", "says-hurt"),)
LESS = {"level": 3, "flags": None}
"""What lowers a red flag to early help."""


class Office:
    def __init__(self, database: Engine, folder: Path) -> None:
        self.database = database
        write_small_content(folder)
        self.contents = CurrentContent(database, AREA, folder=folder, data_dir=folder / "data", needs=NEEDS)
        checker = checks_that_small_content_passes(dict(self.contents.shipped_files))
        self.examiner = Examiner(database, self.contents, lambda: NEEDS, checker)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        with open_session(self.database) as session:
            yield session
            session.commit()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with open_session(self.database, writing=False) as session:
            yield session

    def start(self, who: Who = ADA, **source: Any) -> None:
        with self.writing() as session:
            drafts.start_draft(session, self.contents, who, now=NOW, **source)

    def seen(self, file: str, at: Place) -> str:
        """The mark of an entry as a lead sees it now."""
        with self.reading() as session:
            draft = get_draft(session, AREA)
            return mark_of(entry_at(drafts.draft_files(session, self.contents, draft)[file], at))

    def change(self, file: str, at: Place, fields: Mapping[str, Any], who: Who = ADA, seen: str | None = None) -> None:
        seen = seen or self.seen(file, at)
        with self.writing() as session:
            drafts.change_entry(session, self.contents, file, at, fields, seen=seen, who=who, now=NOW)

    def publish(self, who: Who = ADA, what: str = "A change") -> ContentEdition:
        evidence = self.examiner.draft()
        with self.writing() as session:
            return publish(
                session, self.contents, draft_offer(session, self.contents, what), evidence, who=who, now=NOW
            )

    def propose(self, who: Who = ADA, reason: str = "The county has agreed it.") -> ContentProposal:
        evidence = self.examiner.draft()
        with self.writing() as session:
            offer = draft_offer(session, self.contents, "A change")
            return propose(session, self.contents, offer, evidence, who=who, reason=reason, now=NOW)

    def confirm(self, proposal: ContentProposal, who: Who = BEN) -> ContentEdition:
        evidence = self.examiner.version(proposal.version)
        with self.writing() as session:
            return confirm(session, self.contents, proposal.id, evidence, who=who, now=NOW)

    def bring_back(self, number: int, who: Who = ADA, seen: int | None = None) -> ContentEdition:
        evidence = self.examiner.edition(number)
        with self.writing() as session:
            seen = newest_number(session, AREA) if seen is None else seen
            offer = back_offer(session, self.contents, number, f"Back to {number}", seen=seen)
            return publish(session, self.contents, offer, evidence, who=who, now=NOW)

    def changed_and_published(self, file: str, at: Place, fields: Mapping[str, Any], who: Who = ADA) -> ContentEdition:
        self.start(who)
        self.change(file, at, fields, who)
        return self.publish(who)

    def asked(self, *signs: str, topic: str = "hurt", finished: bool = True, **more: Any) -> None:
        """Somebody's finished answers."""
        answers = {"danger": ("no",), "ages": Ages((8.0,)), "topics": (topic,), SIGNS + topic: signs, **more}
        about = {"completed_at": utc_now(), "pathway": "advice", "level": 1} if finished else {}
        with self.writing() as session:
            session.add(
                Enquiry(
                    area=AREA,
                    content_version=self.contents.known.version,
                    started_on=NOW.date(),
                    answers=answers_to_json(answers),
                    **about,
                )
            )

    @property
    def in_force(self) -> Content:
        return self.contents.newest()

    def count(self, table: type[SQLModel]) -> int:
        with self.reading() as session:
            return session.exec(select(func.count()).select_from(table)).one()
