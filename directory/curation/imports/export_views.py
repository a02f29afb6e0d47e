"""Services out as a file: all, or those that were asked for here, in the list of records, or in the public search."""

from dataclasses import replace

from flask import abort, g, render_template, request
from flask.typing import ResponseReturnValue
from sqlmodel import select

from accounts import permission
from accounts.current import current_account
from accounts.permission import Permission
from directory.curation.blueprint import bp, house
from directory.curation.editing import records
from directory.curation.editing.desk import areas_offered
from directory.curation.editing.fields import Fields
from directory.curation.editing.record_views import may_see, records_asked
from directory.curation.imports.views import XLSX, download
from directory.curation.reach import services_in_reach
from directory.errors import DirectoryError
from directory.exchange.exporting import WRITERS, read_exported
from directory.labels import STATUS
from directory.models import Service
from directory.pages.search_views import needs_said, search_form
from directory.pages.templating import said
from directory.snapshots import ServiceSnapshot

KINDS = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8", "json": "application/json"}
FROM_SEARCH = "search"
"""`asked=search`: the rest of the address is the question of the public search."""
MOST_FOUND = 100_000


@bp.get("/export")
@permission.needs(Permission.IMPORT)
def export() -> ResponseReturnValue:
    from_search = request.args.get("asked") == FROM_SEARCH
    return render_template(
        "curation/export.html",
        asked=records_asked(Fields(request.args.to_dict(flat=False))),
        count=len(_asked_for(private=False)),
        in_reach=len(_asked_for(private=True)),
        kinds=list(KINDS),
        from_search=from_search,
        statuses=STATUS,
        needs=needs_said(),
        areas=areas_offered(ServiceSnapshot(organization_id="-", name="-")),
    )


@bp.get("/export/services.<kind>")
@permission.needs(Permission.IMPORT)
def export_file(kind: str) -> ResponseReturnValue:
    if kind not in KINDS:
        abort(404)
    private = request.args.get("private") == "yes"
    if private and not current_account().holds(Permission.SEE_COSTS):
        abort(403)
    exported = read_exported(g.session, _asked_for(private=private))
    try:
        content = WRITERS[f".{kind}"](exported, private=private)
    except DirectoryError as error:
        return render_template("curation/export_refused.html", why=said(error.words)), 422
    return download(content, f"services-{house().now().date().isoformat()}.{kind}", KINDS[kind])


def _asked_for(*, private: bool) -> list[str]:
    """The services that the address asks for; with contracts and costs, only those within reach of the account."""
    found = _found() if request.args.get("asked") == FROM_SEARCH else _listed()
    if private:
        within = services_in_reach(current_account())
        found &= set(g.session.exec(select(Service.id).where(within)))
    return sorted(found)


def _listed() -> set[str]:
    """As the list of all records finds them, on all of its pages."""
    asked = records_asked(Fields(request.args.to_dict(flat=False)))
    within = may_see(current_account())
    ids: set[str] = set()
    number = pages = 1
    while number <= pages:
        found = records.find_records(g.session, replace(asked, page=number), within=within)
        ids |= {line.service.id for line in found.lines}
        number, pages = number + 1, found.pages
    return ids


def _found() -> set[str]:
    """The services that the public search finds for the question in this address."""
    form = search_form(request.args)
    if not form.validate():
        abort(422)
    page = house().search.search(replace(form.to_search(house().now()), page=1, size=MOST_FOUND))
    return {hit.service_id for hit in page.hits}
