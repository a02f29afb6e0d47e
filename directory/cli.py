"""`flask directory …`: search, rebuild the index, load postcodes and the demonstration directory.

What went wrong is said in a sentence on standard error, with exit code 2.
"""

import json
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup
from sqlmodel import Session

from directory import set_up as setting_up
from directory.ages import parse_ages
from directory.commands import Refused, told_in_words
from directory.curation.contacts.cli import check_contacts
from directory.curation.reviews.cli import chase
from directory.demo import load_demo
from directory.demo_waiting import load_waiting
from directory.exchange.cli import export_file, import_file, tidy
from directory.models import Service
from directory.places import Place, find_place, load_area, load_postcodes
from directory.queries import needs_of, services_by_id
from directory.search.question import Hit, Page, ServiceSearch
from directory.set_up import progress
from directory.terms import load_terms

directory_cli = AppGroup("directory", help="The directory of services.")
directory_cli.add_command(setting_up.set_up)
directory_cli.add_command(import_file)
directory_cli.add_command(chase)
directory_cli.add_command(check_contacts)
directory_cli.add_command(export_file)
directory_cli.add_command(tidy)


@directory_cli.command("search")
@click.argument("words", default="")
@click.option("--postcode", help="Where the family lives: a postcode, part of one, or a place name.")
@click.option("--age", help="The child's age, such as 7 or '8 months'; several with commas.")
@click.option("--need", "needs", multiple=True, help="A need id; may be given several times.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000), help="How many results to print.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@told_in_words
def search(
    words: str, postcode: str | None, age: str | None, needs: tuple[str, ...], limit: int, as_json: bool
) -> None:
    """Find services for WORDS, best first."""
    house = current_app.extensions["right_door"]
    _check_needs(needs)
    with house.open_session(writing=False) as session:
        place = find_place(session, postcode, load_area(current_app.config["AREA"])) if postcode else None
        page = house.search.search(_question(words, place, age, needs, limit))
        services = services_by_id(session, [hit.service_id for hit in page.hits], and_needs=True)
        found = [(hit, services[hit.service_id]) for hit in page.hits if hit.service_id in services]
        if as_json:
            click.echo(json.dumps({"total": page.total, "results": [_result(hit, service) for hit, service in found]}))
        else:
            _print_table(page, found)


def _question(words: str, place: Place | None, age: str | None, needs: tuple[str, ...], limit: int) -> ServiceSearch:
    return ServiceSearch(
        words=words,
        point=place.point if place else None,
        areas=place.areas if place else (),
        ages=tuple(child.years for child in parse_ages(age)) if age else (),
        needs=needs,
        size=limit,
    )


def _check_needs(needs: tuple[str, ...]) -> None:
    known = current_app.extensions["right_door"].vocabulary.need
    for need in needs:
        if need not in known:
            raise Refused(f"There is no need “{need}”. The needs are: {', '.join(sorted(known))}")


def _result(hit: Hit, service: Service) -> dict[str, Any]:
    return {
        "id": service.id,
        "name": service.name,
        "needs": [term.code for term in needs_of(service)],
        "miles": None if hit.miles is None else round(hit.miles, 1),
        "fit": _fit(hit),
    }


def _fit(hit: Hit) -> str:
    return "fits" if hit.fits else "may fit"


def _print_table(page: Page, found: list[tuple[Hit, Service]]) -> None:
    if page.corrected:
        click.echo(f"Nothing was found for those words. These are for: {page.did_you_mean}")
    elif page.did_you_mean:
        click.echo(f"Did you mean: {page.did_you_mean}")
    for hit, service in found:
        miles = f"{hit.miles:5.1f} miles" if hit.miles is not None else " " * 11
        click.echo(f"{_fit(hit):<8}{miles}  {service.name} ({service.organization.name})")
        for check in (check for check in hit.checks if not check.met):
            click.echo(f"{'':21}{check.words}")
    click.echo(f"{page.total} found")
    for near in page.near_misses:
        click.echo(str(near.words))


@directory_cli.command("reindex")
@told_in_words
def reindex() -> None:
    """Build the search index anew."""
    house = current_app.extensions["right_door"]
    with house.open_session() as session, progress("Building the search index") as tick:
        count = house.search.rebuild(session, tick)
        session.commit()
    click.echo(f"{count} services indexed")


@directory_cli.command("load-postcodes")
@told_in_words
def load_the_postcodes() -> None:
    """Load the postcodes and place names of this area."""
    with _session() as session, progress("Loading postcodes") as tick:
        count = load_postcodes(session, load_area(current_app.config["AREA"]), tick)
        session.commit()
    click.echo(f"{count} postcodes loaded")


@directory_cli.command("load-demo")
@told_in_words
def load_the_demonstration() -> None:
    """Load the demonstration directory, where it is not there yet."""
    house = current_app.extensions["right_door"]
    with _session() as session:
        terms = load_terms(session, house.vocabulary.needs)
        with progress("Loading the demonstration directory") as tick:
            count = load_demo(session, terms, today=house.now().date(), tick=tick)
        if count:
            load_waiting(session, now=house.now())
        session.commit()
    click.echo(f"{count} services added")


def _session() -> Session:
    session: Session = current_app.extensions["right_door"].open_session()
    return session
