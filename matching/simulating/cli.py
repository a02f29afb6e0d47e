"""`flask matching simulate`: fill a demonstration with invented enquiries, or empty it of them."""

from random import Random

import click
from flask import current_app
from flask.cli import with_appcontext

from directory.commands import Refused
from directory.set_up import progress
from matching.desk.reasons import seed_reasons
from matching.simulating.cases import invented_cases
from matching.simulating.inventing import Inventor
from matching.simulating.writing import (
    NotADemonstration,
    reasons_by_kind,
    refuse_real,
    services_to_offer,
    take_out,
    write,
)


@click.command("simulate")
@with_appcontext
@click.option("--enquiries", default=50_000, show_default=True, type=click.IntRange(1, 1_000_000))
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same enquiries.")
@click.option("--months", default=24, show_default=True, type=click.IntRange(1, 60), help="Over so many months.")
@click.option("--remove", is_flag=True, help="Take out what was invented before, and invent nothing.")
def simulate(enquiries: int, seed: int, months: int, remove: bool) -> None:
    """Fill a demonstration with invented enquiries, in place of those invented before."""
    house = current_app.extensions["right_door"]
    with house.open_session() as session, progress("Inventing enquiries") as tick:
        try:
            refuse_real(session)
        except NotADemonstration as error:
            raise Refused(str(error)) from error
        gone = take_out(session)
        if not remove:
            seed_reasons(session)
            rng = Random(seed)  # noqa: S311  nothing secret comes of it
            inventor = Inventor(
                rng,
                invented_cases(house.content, rng),
                services_to_offer(session),
                reasons=reasons_by_kind(session),
                ends=house.now(),
                months=months,
            )
            write(session, inventor.enquiries(enquiries), of=enquiries, tick=tick)
        session.commit()
    click.echo(f"{gone} invented enquiries taken out, {0 if remove else enquiries} put in.")
