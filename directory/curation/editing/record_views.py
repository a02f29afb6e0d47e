"""The list of all records, and the page of one: what it says, who is at it, and what can be done with it."""

from flask import abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import ColumnElement, true

from accounts import permission
from accounts.current import current_account, signed_in
from accounts.models import Account
from accounts.permission import Permission
from directory.curation.blueprint import bp, house
from directory.curation.editing import drafts, queries, records
from directory.curation.editing.desk import areas_offered, needs_offered
from directory.curation.editing.fields import Fields
from directory.curation.models import Kind
from directory.curation.reach import service_in_reach, services_in_reach
from directory.curation.work.links import edit_address, quick_changes
from directory.labels import STATUS
from directory.models import Service
from directory.pages.showing import page_of
from directory.quality import quality_of, told_of
from directory.queries import successor_of
from directory.snapshots import CONTRACT, ServiceSnapshot, differences, service_snapshot
from directory.snapshots.queries import whole_service


def may_see(account: Account) -> ColumnElement[bool]:
    """Who changes the directory sees what is within reach; who only looks sees everything."""
    return services_in_reach(account) if account.holds(Permission.EDIT) else true()


@bp.app_template_global()
def record_opens(service: Service) -> bool:
    """Whether whoever is at a public page may open the record behind it."""
    account = signed_in()
    if account is None or not account.holds(Permission.SEE_HISTORY):
        return False
    return not account.holds(Permission.EDIT) or service_in_reach(g.session, account, service.id)


@bp.get("/services")
@permission.needs(Permission.SEE_HISTORY)
def services() -> ResponseReturnValue:
    account = current_account()
    asked = records_asked(Fields(request.args.to_dict(flat=False)))
    found = records.find_records(g.session, asked, within=may_see(account))
    meant = records.record_meant(found, asked.words) if request.args.get("go") else None
    if meant:
        return redirect(url_for("curation.service", service_id=meant.id), 303)
    return render_template(
        "curation/services.html",
        asked=asked,
        found=found,
        begun=records.records_with_drafts(g.session, [line.service.id for line in found.lines]),
        own_new=drafts.own_new_drafts(g.session, account.id, Kind.SERVICE),
        statuses=STATUS,
        organizations=records.organizations_with(g.session, may_see(account)),
        needs=[need for _, needs in needs_offered() for need in needs],
        areas=areas_offered(ServiceSnapshot(organization_id="-", name="-")),
        today=house().now().date(),
    )


def records_asked(sent: Fields) -> records.Asked:
    page = sent.one("page")
    return records.Asked(
        words=sent.one("words")[:80],
        status=sent.one("status"),
        organization=sent.one("organization"),
        need=sent.one("need"),
        area=sent.one("area"),
        order=sent.one("order") or records.Order.NAME,
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
    )


@bp.get("/services/<uuid:service_id>")
@permission.needs(Permission.SEE_HISTORY)
def service(service_id: str) -> ResponseReturnValue:
    account, record_id = current_account(), str(service_id)
    found = whole_service(g.session, record_id)
    if account.holds(Permission.EDIT) and not service_in_reach(g.session, account, record_id):
        abort(403)
    held, today = service_snapshot(found), house().now().date()
    quality = quality_of(told_of(held, unconfirmed_since=found.unconfirmed_since), today)
    fix = quality.next_fix.field if quality.next_fix else None
    own = drafts.find_draft(g.session, account.id, Kind.SERVICE, record_id)
    return render_template(
        "curation/service.html",
        **page_of(found, house().now()),
        own_draft=own,
        others=[draft for draft in drafts.drafts_of(g.session, Kind.SERVICE, record_id) if draft is not own],
        proposals=records.waiting_proposals(g.session, record_id),
        contract=contract_facts(held) if account.holds(Permission.SEE_COSTS) else (),
        last=queries.last_change(g.session, Kind.SERVICE, record_id),
        instead=successor_of(g.session, found),
        led_here=queries.services_led_here(g.session, record_id),
        quality=quality,
        fix_address=edit_address(Kind.SERVICE, record_id, fix),
        changes=quick_changes(record_id),
    )


def contract_facts(held: ServiceSnapshot) -> tuple[object, ...]:
    """What the commissioner holds about a service, each with its label."""
    nothing = held.model_copy(update=dict.fromkeys(CONTRACT))
    return differences(nothing, held)
