"""Content changed entry by entry, for tests: texts in, texts out."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from small_content import NEEDS, write_small_content

from directory.database import open_session
from directory.models import utc_now
from matching.content import Content, content_from, files_in
from matching.editions.current import CurrentContent
from matching.editions.models import ContentEdition
from matching.editions.queries import keep
from matching.editions.texts import with_entry, with_fields, without_entry
from matching.proof import Check, check

AREA = "smallshire"
HURT, FEELINGS = "indicators/hurt.toml", "indicators/feelings.toml"
NUMBERS = "areas/smallshire.toml"
COUNTY = (("front_door", "county"),)


def small_files(folder: Path) -> dict[str, str]:
    """The texts of the small content."""
    return files_in(write_small_content(folder), AREA)


def content(files: dict[str, str]) -> Content:
    return content_from(files, AREA, NEEDS)


def changed(files: dict[str, str], file: str, *at: str, **fields: Any) -> dict[str, str]:
    """The files with fields of one entry changed: `changed(files, HURT, "indicator", "bruise", level=1)`."""
    return files | {file: with_fields(files[file], _place(at), fields)}


def added(files: dict[str, str], file: str, table: str, **fields: Any) -> dict[str, str]:
    return files | {file: with_entry(files[file], table, fields)}


def removed(files: dict[str, str], file: str, *at: str) -> dict[str, str]:
    return files | {file: without_entry(files[file], _place(at))}


def _place(at: Iterable[str]) -> tuple[tuple[str, str], ...]:
    names = list(at)
    return tuple(zip(names[::2], names[1::2], strict=True))


def checks_that_small_content_passes(files: dict[str, str]) -> Any:
    """The proof, without what is asked of a whole county's content: statutory facts, sources, reading age."""
    asked = {one.name for one in check(content(files)) if one.passed}

    def checker(new: Content) -> list[Check]:
        return [one for one in check(new) if one.name in asked]

    return checker


def put_in_force(contents: CurrentContent, files: dict[str, str], number: int = 1) -> None:
    """An edition as somebody published it, without what comes before publishing; this process knows it at once."""
    area, now = contents.area_name, utc_now()
    with open_session(contents.database) as session:
        edition = ContentEdition(
            area=area,
            number=number,
            version=keep(session, files, area=area, now=now),
            based_on=number - 1,
            shipped=contents.shipped.version,
            what="Changed",
            drafters={},
            published_at=now,
            account_id="a",
            account_name="Ada",
            evidence={},
        )
        session.add(edition)
        session.commit()
    contents.newest()
