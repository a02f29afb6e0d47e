"""Write what a form says into the draft: an entry changed, added, taken out, left as it was. Nothing here commits."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import g

from directory.words.sheets import free_key
from matching.answers import NOT_SURE
from matching.content import INDICATORS
from matching.editions.blueprint import house
from matching.editions.book import Held
from matching.editions.desk import Desk, own_fields
from matching.editions.drafts import Who, add_entry, change_entry, remove_entry, replace_file
from matching.editions.texts import entry_at, mark_of
from matching.questionnaire import NOT_SURE_WORDS

TABLES = {
    "sign": ("", "indicator"),
    "combination": ("combinations.toml", "combination"),
    "notice": ("notices.toml", "notice"),
    "question": ("qualifiers.toml", "question"),
}
LONGEST_ID = 40


@dataclass(frozen=True)
class Adding:
    """A kind of entry to add; of an answer, the question that it answers."""

    kind: str
    question: str = ""


def keep(desk: Desk, held: Held, changes: Mapping[str, Any], who: Who, now: datetime) -> None:
    """Set these fields of an entry. Raises ContentError where it could not be read any more."""
    if held.part:
        merged = {**held.fields, **changes}
        changes = {held.part: {name: value for name, value in merged.items() if value is not None}}
    seen = mark_of(entry_at(desk.files[held.file], held.at))
    change_entry(g.session, house().contents, held.file, held.at, changes, seen=seen, who=who, now=now)


def add(desk: Desk, adding: Adding, fields: Mapping[str, Any], who: Who, now: datetime) -> str:
    """Add an entry; the id that its address has. Raises EntryNotFound, ContentError."""
    if adding.kind == "answer":
        return _add_answer(desk, adding.question, fields, who, now)
    file, table = TABLES[adding.kind]
    said = str(fields.get("words") or fields.get("title") or fields.get("gives") or adding.kind)
    entry = {"id": short_id(said, _taken(desk, adding.kind)), **fields}
    if adding.kind == "sign":
        file = _file_of(desk, str(fields["topic"]), who, now)
    if adding.kind == "question":
        entry["option"] = [{"id": NOT_SURE, "words": NOT_SURE_WORDS, "findings": fields.get("if_unanswered", [])}]
    add_entry(g.session, house().contents, file, table, entry, who=who, now=now)
    return str(entry["id"])


def take_out(desk: Desk, held: Held, who: Who, now: datetime) -> None:
    seen = mark_of(entry_at(desk.files[held.file], held.at))
    remove_entry(g.session, house().contents, held.file, held.at, seen=seen, who=who, now=now)


def restore(desk: Desk, kind: str, id_: str, who: Who, now: datetime) -> None:
    """Leave an entry of the draft as it was before it."""
    before, held = desk.before.get(kind, id_), desk.book.get(kind, id_)
    if before is None and held is not None:
        take_out(desk, held, who, now)
    elif before is not None and held is None:
        table = before.at[-1][0]
        inside = before.at[:-1]
        add_entry(g.session, house().contents, before.file, table, before.fields, who=who, now=now, inside=inside)
    elif before is not None and held is not None:
        was, now_said = own_fields(before), own_fields(held)
        keep(desk, held, {**was, **dict.fromkeys(now_said.keys() - was.keys())}, who, now)


def short_id(said: str, taken: Collection[str]) -> str:
    """An id made of the first of these words."""
    whole = free_key([said], ())[:LONGEST_ID]
    return free_key([whole.rsplit("-", 1)[0] if len(whole) == LONGEST_ID else whole], taken)


def _add_answer(desk: Desk, question: str, fields: Mapping[str, Any], who: Who, now: datetime) -> str:
    held = desk.book.questions.get(question)
    if held is None:
        held = desk.entry("question", question)
    taken = {row["id"] for row in held.fields.get("option", ()) if isinstance(row, dict) and "id" in row}
    entry = {"id": short_id(str(fields["words"]), taken), **fields}
    options = list(held.fields.get("option", ()))
    last = len(options) - 1 if options and options[-1].get("id") == NOT_SURE else len(options)
    keep(desk, held, {"option": [*options[:last], entry, *options[last:]]}, who, now)
    return f"{question}:{entry['id']}"


def _taken(desk: Desk, kind: str) -> set[str]:
    """Ids that are used already: signs and facts share one set, and so do all questions."""
    if kind == "sign":
        return {held.id for held in desk.book.of_kind("sign", "fact")}
    return set(desk.book.questions) if kind == "question" else {held.id for held in desk.book.of_kind(kind)}


def _file_of(desk: Desk, topic: str, who: Who, now: datetime) -> str:
    """The file that signs of this topic stand in; begun where the topic has none yet."""
    found = desk.book.file_of_topic(topic)
    if found:
        return found
    name = f"{INDICATORS}{topic}.toml"
    if name not in desk.files:
        replace_file(g.session, house().contents, name, "", seen=None, who=who, now=now)
    return name
