"""Where leads begin: what is in force and what is under way; and finding an entry."""

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from accounts import permission
from accounts.permission import Permission
from matching.editions.blueprint import bp, house
from matching.editions.book import KINDS, Held
from matching.editions.desk import my_desk
from matching.editions.differences import differences
from matching.editions.finding import found_in
from matching.editions.own_vignettes import own_vignettes
from matching.editions.past import resting_on
from matching.editions.queries import newest_edition, proposals_waiting

MOST_SHOWN = 60
SETTINGS = ("area", "front-door", "level", "escalation", "helpline", "pathway", "page")


@bp.get("")
@permission.needs(Permission.EDIT_CONTENT)
def home() -> ResponseReturnValue:
    contents = house().contents
    contents.newest()
    area = contents.area_name
    edition = newest_edition(g.session, area)
    newer = edition is not None and edition.shipped != contents.shipped.version
    return render_template(
        "content/home.html",
        desk=my_desk(),
        edition=edition,
        content=contents.known,
        problems=contents.problems,
        newer=differences(contents.known, contents.shipped) if newer else (),
        waiting=proposals_waiting(g.session, area),
        past=resting_on(g.session, area, contents.known.version),
        own=own_vignettes(g.session, area),
    )


@bp.get("/entries")
@permission.needs(Permission.EDIT_CONTENT)
def entries() -> ResponseReturnValue:
    desk = my_desk()
    wanted = request.args.get("q", "")[:100].strip()
    topic, kind = request.args.get("topic", ""), request.args.get("kind", "")
    found = found_in(desk.book, wanted, topic=topic, kind=kind) if wanted or topic or kind else []
    changed = {(one.kind, one.id) for pair in desk.changed for one in pair if isinstance(one, Held)}
    return render_template(
        "content/entries.html",
        desk=desk,
        wanted=wanted,
        topic=topic,
        kind=kind,
        kinds=KINDS,
        topics=[(one, len(_signs(desk.book.of_kind("sign"), one.id))) for one in desk.book.of_kind("topic")],
        settings=desk.book.of_kind(*SETTINGS),
        found=found[:MOST_SHOWN] if wanted and not topic else found,
        total=len(found),
        changed=changed,
    )


def _signs(signs: list[Held], topic: str) -> list[Held]:
    return [sign for sign in signs if sign.fields.get("topic") == topic]
