"""Every change is followed: who, what and why, and the search index is told."""

from datetime import date

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import select

from directory.additions import Revision, SearchDirty
from directory.database import open_session
from directory.history import UnfollowedChange, say_who
from directory.models import Language, Location, Organization, Service
from directory.snapshots.queries import whole_service


def revisions_of(session, row_id):
    return session.exec(select(Revision).where(Revision.row_id == row_id).order_by(Revision.changed_at)).all()


def test_a_change_says_who_when_what_and_why(directory, session):
    service = directory.add("Willow Family Hub")
    say_who(session, changed_by="commissioner", reason="The provider told us")
    directory.change(service, assured_date=date(2026, 11, 1), name="Willow Hub")
    last = revisions_of(session, service.id)[-1]
    assert (last.changed_by, last.reason, last.action) == ("commissioner", "The provider told us", "change")
    assert last.changes == {"assured_date": [None, "2026-11-01"], "name": ["Willow Family Hub", "Willow Hub"]}


def test_saving_without_a_change_leaves_no_revision(directory, session):
    service = directory.add("Willow Family Hub")
    before = len(revisions_of(session, service.id))
    directory.change(service, name="Willow Family Hub")
    assert len(revisions_of(session, service.id)) == before


def test_a_removed_row_is_kept_in_its_revision(directory, session):
    service = directory.add("Willow Family Hub", languages=["Polish"])
    with open_session(session.get_bind()) as other:
        language = other.exec(select(Language)).one()
        other.delete(language)
        other.commit()
    removed = session.exec(select(Revision).where(Revision.action == "remove")).one()
    assert removed.changes["name"] == ["Polish", None]
    assert removed.service_id == service.id


@pytest.mark.parametrize("part", ["service", "organization", "location"])
def test_a_change_of_any_part_marks_the_service_for_the_index(directory, session, part):
    service = directory.add("Willow Family Hub", at="Mansfield")
    directory.forget_marks()
    rows = {
        "service": session.get(Service, service.id),
        "organization": session.exec(select(Organization)).one(),
        "location": session.exec(select(Location)).one(),
    }
    rows[part].name = "Another name"
    session.add(rows[part])
    session.commit()
    assert session.exec(select(SearchDirty.service_id)).all() == [service.id]


def test_a_rolled_back_change_leaves_neither_revision_nor_mark(directory, session):
    service = directory.add("Willow Family Hub")
    directory.forget_marks()
    before = len(revisions_of(session, service.id))
    service.name = "Another name"
    session.add(service)
    session.flush()
    session.rollback()
    assert len(revisions_of(session, service.id)) == before
    assert session.exec(select(SearchDirty)).all() == []


def test_the_second_of_two_editors_is_stopped_not_lost(directory, session):
    service = directory.add("Willow Family Hub")
    with open_session(session.get_bind()) as second:
        theirs = second.get(Service, service.id)
        second.commit()
        directory.change(service, name="First edit")
        theirs.name = "Second edit"
        second.add(theirs)
        with pytest.raises(StaleDataError):
            second.commit()


def test_a_change_of_many_rows_at_once_is_refused_as_nobody_could_follow_it(directory, session):
    directory.add("Willow Family Hub")
    for statement in (update(Service).values(name="Changed"), delete(Language)):
        with pytest.raises(UnfollowedChange):
            session.execute(statement)


def test_what_a_column_held_is_known_even_where_it_was_not_read(directory, session):
    service = directory.add("Willow Family Hub")
    session.expire(service)
    directory.change(service, name="Willow Hub")
    assert revisions_of(session, service.id)[-1].changes == {"name": ["Willow Family Hub", "Willow Hub"]}


def test_a_row_that_is_changed_and_removed_at_once_is_kept_as_it_stood(directory, session):
    directory.add("Willow Family Hub", languages=["Polish"])
    language = session.exec(select(Language)).one()
    language.name = "Slovak"
    session.delete(language)
    session.commit()
    removed = session.exec(select(Revision).where(Revision.action == "remove")).one()
    assert removed.changes["name"] == ["Polish", None]


def test_a_removed_row_says_which_record_it_was_part_of(directory, session):
    service = directory.add("Willow Family Hub", languages=["Polish"], at="Mansfield")
    whole = whole_service(session, service.id)
    whole.languages.clear()
    session.commit()
    removed = session.exec(select(Revision).where(Revision.action == "remove")).one()
    assert removed.record_id == service.id
    placed = session.exec(select(Revision).where(Revision.table_name == "address")).one()
    assert placed.record_id == session.exec(select(Location.id)).one()


def test_the_order_within_one_transaction_is_kept(directory, session):
    service = directory.add("Willow Family Hub")
    for name in ("A", "B", "C"):
        service.name = name
        session.add(service)
        session.flush()
    session.commit()
    last = sorted(revisions_of(session, service.id), key=lambda one: (one.changed_at, one.place))[-3:]
    assert [(one.changes["name"][1], one.place) for one in last] == [("A", 0), ("B", 1), ("C", 2)]
    assert len({one.change_id for one in last}) == 1
