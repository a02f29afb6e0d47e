"""Every change is followed: who, what and why, and the search index is told."""

from datetime import date

import pytest
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import select

from directory.additions import Revision, SearchDirty
from directory.database import open_session
from directory.history import say_who
from directory.models import Language, Location, Organization, Service


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
