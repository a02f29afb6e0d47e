"""A record written into a form, and a form read back into a record. Nothing here touches the database or Flask.

A question whose answer says what the record said leaves the record as it is, to the letter: opening a form and saving
it changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from directory.curation.editing.answers import NotUnderstood
from directory.curation.editing.fields import Fields
from directory.curation.editing.forms import Section, questions_of
from directory.curation.editing.questions import Held, Known, Question
from directory.snapshots import LocationSnapshot, OrganizationSnapshot, ServiceSnapshot, problems
from directory.snapshots.snapshot import AddressHeld, Part
from directory.wording import Words, words

Record = TypeVar("Record", ServiceSnapshot, OrganizationSnapshot, LocationSnapshot)
Error = tuple[str, Words]
NEW_PLACE = "new_place"
NEW_PLACE_COLUMNS = ("name", "address_1", "city", "postal_code")


@dataclass(frozen=True)
class Reading(Generic[Record]):
    """What a form says. Where something cannot be read, `record` says there what it said before."""

    record: Record
    errors: tuple[Error, ...] = ()
    """(id of the field, what would do) in the order of the page."""
    touched: tuple[str, ...] = ()
    """The questions whose answer is another than the record's."""
    new_place: LocationSnapshot | None = None

    def error(self, name: str) -> Words | None:
        return next((said for at, said in self.errors if at == name), None)


def write_form(sections: Sequence[Section], held: Held, known: Known) -> Fields:
    """The fields as they stand in a form that says what the record says."""
    written: dict[str, list[str]] = {}
    for question in questions_of(tuple(sections)):
        written |= question.write(held, known)
    return Fields({name: values for name, values in written.items() if any(values)})


def read_form(sections: Sequence[Section], fields: Fields, base: Record, known: Known) -> Reading[Record]:
    """The record that a form says, on the ground of the one it began from."""
    record, errors, touched = base, [], []
    questions = questions_of(tuple(sections))
    for question in questions:
        if question.touched(fields, base, known) or is_new(base):
            touched.append(question.name)
            record, error = _answer(question, fields, base, record, known)
            errors += [error] if error else []
    new_place = _new_place(fields)
    if new_place:
        errors += [(f"{NEW_PLACE}-postal_code", said) for _, said in problems(new_place)]
    holders = {field: question.name for question in questions for field in question.holds}
    found = {at.split("-")[0] for at, _ in errors}
    for field, said in problems(record) if not is_new(record) else ():
        if holders.get(field, field) not in found:
            errors.append((holders.get(field, field), said))
    return Reading(record, _in_order(errors, questions), tuple(touched), new_place)


def is_new(record: Any) -> bool:
    """Whether this is the blank record that a new one begins from: it has not got what a record must have."""
    return bool(getattr(record, "name", "") == "" or getattr(record, "organization_id", None) == "")


def blank(kind: type[Record]) -> Record:
    """What a form for a new record begins from."""
    return kind.model_construct(None, **{name: "" for name, field in kind.model_fields.items() if field.is_required()})


def _answer(
    question: Question, fields: Fields, base: Record, record: Record, known: Known
) -> tuple[Record, Error | None]:
    try:
        values = question.read(fields, base, known)
        return _with(record, values), None
    except NotUnderstood as error:
        return record, (error.name, error.words)
    except ValidationError as error:
        return record, (question.name, _refused(error))


def _with(record: Record, values: dict[str, Any]) -> Record:
    """The record with these answers, each held to what its field may hold."""
    checked = {name: _checked(type(record), name, value) for name, value in values.items()}
    return record.model_copy(update=checked)


def _checked(kind: type[Part], name: str, value: Any) -> Any:
    """The value as its field holds it: checked, tidied, in order. Raises ValidationError."""
    needed = {field: "-" for field, info in kind.model_fields.items() if info.is_required()}
    return getattr(kind.model_validate({**needed, name: value}), name)


def _refused(error: ValidationError) -> Words:
    found = error.errors()[0]
    if found["type"].startswith(("greater_than", "less_than")):
        return words("This number is too high or too low")
    return words("We could not keep this. Check it")


def _new_place(fields: Fields) -> LocationSnapshot | None:
    """A place that is added with the service."""
    typed = {column: fields.one(f"{NEW_PLACE}-{column}") for column in NEW_PLACE_COLUMNS}
    if not any(typed.values()):
        return None
    typed["postal_code"] = typed["postal_code"].upper()
    address = AddressHeld.model_validate({column: text for column, text in typed.items() if column != "name"})
    told = any(text for column, text in typed.items() if column != "name")
    return LocationSnapshot(name=typed["name"], addresses=(address,) if told else ())


def _in_order(errors: list[Error], questions: Sequence[Question]) -> tuple[Error, ...]:
    order = {question.name: place for place, question in enumerate(questions)}
    return tuple(sorted(errors, key=lambda error: order.get(error[0].split("-")[0], len(order))))
