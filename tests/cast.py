"""The cast that tests share: real places of the area, a builder that adds services as a test names them, and a search.

`directory.add("Willow Family Hub", needs=["sleep"], ages=(0, 5), areas=["Ashfield"], at="Beeston")` commits at once,
so a second session, the search or a page sees it. Whatever is not given stays blank: not known.
"""

from datetime import date
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, select

from directory.additions import (
    Availability,
    Eligibility,
    PlaceName,
    Postcode,
    ReferralMethod,
    ReferralRole,
    ServiceLevel,
)
from directory.database import open_session
from directory.models import (
    Accessibility,
    Address,
    Attribute,
    Contact,
    CostOption,
    Language,
    Location,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    Status,
    Taxonomy,
    TaxonomyTerm,
)

DISTRICTS = {
    "Nottingham": "E06000018",
    "Ashfield": "E07000170",
    "Bassetlaw": "E07000171",
    "Broxtowe": "E07000172",
    "Gedling": "E07000173",
    "Mansfield": "E07000174",
    "Newark and Sherwood": "E07000175",
    "Rushcliffe": "E07000176",
    "Nottinghamshire": "E10000024",
    "England": "E92000001",
}

PLACES = {
    "Nottingham": (52.954, -1.150, "Nottingham", "city"),
    "Kirkby-in-Ashfield": (53.099, -1.244, "Ashfield", "town"),
    "Sutton-in-Ashfield": (53.125, -1.261, "Ashfield", "town"),
    "Worksop": (53.304, -1.124, "Bassetlaw", "town"),
    "Beeston": (52.927, -1.215, "Broxtowe", "town"),
    "Arnold": (53.003, -1.127, "Gedling", "town"),
    "Mansfield": (53.144, -1.197, "Mansfield", "town"),
}

POSTCODES = {
    "NG11AA": (52.953, -1.149, "Nottingham"),
    "NG92AB": (52.928, -1.213, "Broxtowe"),
    "NG171AA": (53.126, -1.262, "Ashfield"),
    "NG177AA": (53.099, -1.245, "Ashfield"),
    "NG181AA": (53.144, -1.196, "Mansfield"),
    "NG57AA": (53.004, -1.128, "Gedling"),
    "S801AA": (53.305, -1.125, "Bassetlaw"),
}


def places() -> list[SQLModel]:
    names: list[SQLModel] = [
        PlaceName(name=name, kind=kind, latitude=latitude, longitude=longitude, district_code=DISTRICTS[district])
        for name, (latitude, longitude, district, kind) in PLACES.items()
    ]
    return names + [
        Postcode(
            postcode=code,
            outcode=code[:-3],
            latitude=latitude,
            longitude=longitude,
            district_code=DISTRICTS[district],
        )
        for code, (latitude, longitude, district) in POSTCODES.items()
    ]


class DirectoryBuilder:
    """Adds services as a test names them."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def add(
        self,
        name: str,
        *,
        organization: str | Organization = "Willow Trust",
        needs: list[str] | None = None,
        ages: tuple[float | None, float | None] = (None, None),
        areas: list[str] | None = None,
        at: str | tuple[float, float] | list[Any] | None = None,
        sensitive: bool = False,
        roles: list[str] | None = None,
        methods: list[str] | None = None,
        levels: list[int] | None = None,
        languages: list[str] | None = None,
        sex: str | None = None,
        send: str | None = None,
        excludes: str | None = None,
        consent_needed: bool | None = None,
        cost: float | None = None,
        opening: list[dict[str, Any]] | None = None,
        availability: dict[str, Any] | None = None,
        phone: str | None = None,
        contact: str | None = None,
        accessibility: list[str] | None = None,
        **columns: Any,
    ) -> Service:
        """Add one service and commit. `areas` are district names or GSS codes; `at` is a town above or a point, or
        several; `opening` rows are `Schedule` columns; any other keyword is a column of `Service`.
        """
        service = Service(name=name, organization_id=self.organization(organization).id, **columns)
        service.minimum_age, service.maximum_age = ages
        self.session.add(service)
        self.session.flush()
        owned: list[SQLModel] = [ReferralRole(service_id=service.id, role=role) for role in roles or []]
        owned += [ReferralMethod(service_id=service.id, method=method) for method in methods or []]
        owned += [ServiceLevel(service_id=service.id, level=level) for level in levels or []]
        owned += [Language(service_id=service.id, name=language) for language in languages or []]
        owned += [Schedule(service_id=service.id, **row) for row in opening or []]
        owned += [
            ServiceArea(service_id=service.id, name=area, area_code=DISTRICTS.get(area, area)) for area in areas or []
        ]
        for need in needs or []:
            term = self.need(need)
            owned.append(Attribute(service_id=service.id, taxonomy_term_id=term.id, link_type="need"))
        if sex or send or excludes or consent_needed is not None:
            owned.append(
                Eligibility(service_id=service.id, sex=sex, send=send, excludes=excludes, consent_needed=consent_needed)
            )
        if cost is not None:
            owned.append(CostOption(service_id=service.id, amount=cost))
        if availability:
            owned.append(Availability(service_id=service.id, **{"told_on": date.today(), **availability}))
        if phone:
            owned.append(Phone(service_id=service.id, number=phone))
        if contact:
            owned.append(Contact(service_id=service.id, name=contact))
        self.session.add_all(owned)
        for place in at if isinstance(at, list) else [at] if at else []:
            self.place(service, place, sensitive=sensitive, accessibility=accessibility or [])
        self.session.commit()
        return service

    def organization(self, which: str | Organization) -> Organization:
        if isinstance(which, Organization):
            return which
        found = self.session.exec(select(Organization).where(Organization.name == which)).first()
        if found is None:
            found = Organization(name=which, description=f"{which} helps families.")
            self.session.add(found)
            self.session.flush()
        return found

    def need(self, code: str) -> TaxonomyTerm:
        found = self.session.exec(select(TaxonomyTerm).where(TaxonomyTerm.code == code)).first()
        if found is None:
            taxonomy = self.session.exec(select(Taxonomy).where(Taxonomy.name == "needs")).first()
            if taxonomy is None:
                taxonomy = Taxonomy(name="needs", description="What families need help with")
                self.session.add(taxonomy)
                self.session.flush()
            name = code.replace("-", " ").capitalize()
            found = TaxonomyTerm(taxonomy_id=taxonomy.id, code=code, name=name, description=name)
            self.session.add(found)
            self.session.flush()
        return found

    def place(
        self, service: Service, place: str | tuple[float, float], *, sensitive: bool, accessibility: list[str]
    ) -> Location:
        latitude, longitude = PLACES[place][:2] if isinstance(place, str) else place
        location = Location(name=f"{service.name} centre", latitude=latitude, longitude=longitude, sensitive=sensitive)
        self.session.add(location)
        self.session.flush()
        city = place if isinstance(place, str) else None
        self.session.add(
            Address(location_id=location.id, address_1="1 Demonstration Street", city=city, postal_code="NG1 1AA")
        )
        self.session.add(ServiceAtLocation(service_id=service.id, location_id=location.id))
        self.session.add_all(Accessibility(location_id=location.id, description=line) for line in accessibility)
        return location

    def change(self, service: Service, **columns: Any) -> None:
        """Change columns of a service and commit."""
        for column, value in columns.items():
            setattr(service, column, value)
        self.session.add(service)
        self.session.commit()

    def retire(self, service: Service, *, without_reindexing: bool = False) -> None:
        """Retire a service; without reindexing its mark is lost too, so that the index stays stale."""
        self.change(service, status=Status.DEFUNCT, retired_because="Contract ended")
        if without_reindexing:
            self.forget_marks()

    def forget_marks(self) -> None:
        """Drop every mark of an outdated search entry."""
        self.session.connection().exec_driver_sql("DELETE FROM search_dirty")
        self.session.commit()


class SearchCast:
    """The real search over a real index, asked in a test's words."""

    def __init__(self, engine: Any, database: Engine) -> None:
        self.engine = engine
        self.database = database

    def page(self, words: str = "", **question: Any) -> Any:
        """Ask; keywords are fields of `ServiceSearch`."""
        from directory.search.question import ServiceSearch

        return self.engine.search(ServiceSearch(words=words, **question))

    def names_for(self, words: str = "", **question: Any) -> list[str]:
        """The names of the services found, best first, as a page would show them: read from the database."""
        return self.names(self.page(words, **question).hits)

    def names(self, hits: Any) -> list[str]:
        from directory.queries import services_by_id

        with open_session(self.database, writing=False) as session:
            services = services_by_id(session, [hit.service_id for hit in hits])
        return [services[hit.service_id].name for hit in hits if hit.service_id in services]

    def reindex(self) -> int:
        with open_session(self.database, writing=False) as session:
            return self.engine.rebuild(session)
