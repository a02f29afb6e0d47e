"""A generated directory: invented services with the spread of needs, ages, areas and blanks that real ones have."""

import random
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, SQLModel

from directory.additions import Eligibility, ReferralRole, Role, SearchDirty, ServiceLevel
from directory.models import (
    Address,
    Attribute,
    CostOption,
    Language,
    Location,
    Organization,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    new_id,
)
from directory.terms import load_terms
from directory.vocabulary import Vocabulary

TODAY = date(2026, 11, 21)
NAMES = "Willow Larch Elm Owl Heron Bramble Kestrel Maple Lantern Harbour Meadow Kite"
KINDS = "Hub Group Project Team Line Drop-in Clinic Club Partnership Workshop"
FILLER = """
    family children parents group weekly session support advice worker school home visit free friendly welcome
    community centre talk play learn help young people together local volunteers morning afternoon term toddler
    parenting confidence plan phone online referral waiting trained safe listen
"""
DISTRICTS = [f"E0700017{number}" for number in range(7)] + ["E06000018", "E10000024", "E92000001"]
LANGUAGES = ["English", "Polish", "Romanian", "Urdu", "Arabic", "Welsh", "Punjabi"]
AGES = [(0, 5), (5, 11), (11, 16), (0, 18), (16, 25), (None, None), (None, None)]
COMMIT = 2000

Rows = dict[type[SQLModel], list[dict[str, Any]]]


def fill(session: Session, vocabulary: Vocabulary, services: int) -> None:
    """Create the tables and add this many services; commits."""
    SQLModel.metadata.create_all(session.connection())
    terms = load_terms(session, vocabulary.needs)
    organizations = [
        {"id": new_id(), "name": f"{random.choice(NAMES.split())} Trust {number}"} for number in range(200)
    ]
    session.execute(insert(Organization), organizations)
    for start in range(0, services, COMMIT):
        rows: Rows = {}
        for number in range(start, min(start + COMMIT, services)):
            add_service(rows, number, vocabulary, terms, random.choice(organizations)["id"])
        for table, several in rows.items():
            session.execute(insert(table), several)
        session.commit()
    session.connection().exec_driver_sql(f"DELETE FROM {SearchDirty.__tablename__}")
    session.commit()


def add_service(rows: Rows, number: int, vocabulary: Vocabulary, terms: dict[str, str], organization: str) -> None:
    needs = random.sample(vocabulary.needs, random.randint(1, 4))
    said = [phrase for need in needs for phrase in random.sample(need.everyday, min(3, len(need.everyday)))]
    minimum, maximum = random.choice(AGES)
    identity = new_id()
    add(
        rows,
        Service,
        id=identity,
        organization_id=organization,
        name=f"{random.choice(NAMES.split())} {needs[0].name.split()[0]} {random.choice(KINDS.split())} {number}",
        description=". ".join([*said, " ".join(random.choices(FILLER.split(), k=30))]),
        minimum_age=minimum,
        maximum_age=maximum,
        provision=random.choice(["statutory", "commissioned", "community", "universal", None]),
        interpretation_services=random.choice([True, False, None]),
        assured_date=random.choice([None, TODAY - timedelta(days=random.randint(1, 900))]),
    )
    for need in needs:
        add(rows, Attribute, service_id=identity, taxonomy_term_id=terms[need.id], link_type="need")
    add_conditions(rows, identity)
    add_place(rows, identity, number)


def add_conditions(rows: Rows, service: str) -> None:
    for area in random.sample(DISTRICTS, random.randint(0, 2)):
        add(rows, ServiceArea, service_id=service, name=area, area_code=area)
    for role in random.sample(list(Role), random.randint(0, 3)):
        add(rows, ReferralRole, service_id=service, role=role)
    for level in random.sample(range(1, 5), random.randint(0, 2)):
        add(rows, ServiceLevel, service_id=service, level=level)
    for language in random.sample(LANGUAGES, random.choice([0, 0, 1, 2])):
        add(rows, Language, service_id=service, name=language)
    for day in random.sample(["MO", "TU", "WE", "TH", "FR"], random.randint(0, 2)):
        opens = time(random.randint(8, 13))
        closes = time(opens.hour + random.randint(1, 4))
        add(rows, Schedule, service_id=service, freq="WEEKLY", byday=day, opens_at=opens, closes_at=closes)
    if random.random() < 0.6:
        add(rows, CostOption, service_id=service, amount=random.choice([0, 0, 2.5]))
    if random.random() < 0.1:
        add(rows, Eligibility, service_id=service, sex=random.choice(["female", "male"]))


def add_place(rows: Rows, service: str, number: int) -> None:
    if random.random() < 0.15:
        return
    location = new_id()
    point = {"latitude": random.uniform(52.8, 53.4), "longitude": random.uniform(-1.35, -0.75)}
    add(rows, Location, id=location, name=f"Centre {number}", **point)
    add(rows, Address, location_id=location, city=random.choice(["Mansfield", "Beeston", "Worksop", "Arnold"]))
    add(rows, ServiceAtLocation, service_id=service, location_id=location)


def add(rows: Rows, table: type[SQLModel], **columns: Any) -> None:
    rows.setdefault(table, []).append(columns)
