"""Forms to change and add services, organisations and places."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts import permission
from accounts.current import confirm_password_first
from accounts.permission import Permission
from directory.curation.blueprint import bp, house
from directory.curation.editing import drafts
from directory.curation.editing.copying import copied
from directory.curation.editing.desk import Desk, open_desk, take_desk
from directory.curation.editing.fields import Fields
from directory.curation.editing.publishing import settle
from directory.curation.editing.reading import blank, write_form
from directory.curation.editing.safety import safety_changes
from directory.curation.editing.saving import keep_draft, publish, resolve
from directory.curation.editing.showing import preview_of, record_address, said_back, show_form
from directory.curation.models import Kind
from directory.snapshots import ServiceSnapshot


def edit(kind: str, record_id: str | None) -> ResponseReturnValue:
    """Show the form, or do what the button that was pressed says; whatever it is, nothing typed is lost."""
    if request.method != "POST":
        return show_form(_begun(open_desk(kind, record_id)))
    action = request.form.get("action", "")
    desk = take_desk(kind, record_id, to_change=action in ("publish", "resolve"))
    if action == "draft":
        return keep_draft(desk)
    if action == "drop":
        return _drop(desk)
    if action == "publish":
        return publish(desk)
    if action == "resolve":
        return resolve(desk)
    return show_form(desk, desk.read() if action == "look" else None)


def _begun(desk: Desk) -> Desk:
    """A new record begins with what the address says of it."""
    wanted = request.args.get("organization", "")
    if desk.is_new and desk.draft is None and wanted:
        desk.fields = desk.fields.changed({"organization_id": [wanted]})
    return desk


def _drop(desk: Desk) -> ResponseReturnValue:
    drafts.drop_draft(g.session, desk.draft)
    g.session.commit()
    flash(gettext("Your draft is thrown away."))
    if desk.record_id is None:
        return redirect(url_for("curation.services"), 303)
    return redirect(record_address(desk.kind, desk.record_id), 303)


@bp.route("/services/<uuid:service_id>/edit", methods=["GET", "POST"])
@permission.needs(Permission.EDIT)
def edit_service(service_id: str) -> ResponseReturnValue:
    return edit(Kind.SERVICE, str(service_id))


@bp.route("/services/new", methods=["GET", "POST"])
@permission.needs(Permission.EDIT)
def new_service() -> ResponseReturnValue:
    return edit(Kind.SERVICE, None)


@bp.route("/organizations/<uuid:organization_id>/edit", methods=["GET", "POST"])
@permission.needs(Permission.EDIT)
def edit_organization(organization_id: str) -> ResponseReturnValue:
    return edit(Kind.ORGANIZATION, str(organization_id))


@bp.route("/organizations/new", methods=["GET", "POST"])
@permission.needs(Permission.EDIT)
def new_organization() -> ResponseReturnValue:
    return edit(Kind.ORGANIZATION, None)


@bp.route("/locations/<uuid:location_id>/edit", methods=["GET", "POST"])
@permission.needs(Permission.EDIT)
def edit_location(location_id: str) -> ResponseReturnValue:
    return edit(Kind.LOCATION, str(location_id))


@bp.route("/locations/new", methods=["GET", "POST"])
@permission.needs(Permission.EDIT)
def new_location() -> ResponseReturnValue:
    return edit(Kind.LOCATION, None)


@bp.post("/services/<uuid:service_id>/publish")
@permission.needs(Permission.EDIT)
def publish_service(service_id: str) -> ResponseReturnValue:
    return publish(take_desk(Kind.SERVICE, str(service_id), to_change=True))


@bp.post("/services/<uuid:service_id>/preview")
@permission.needs(Permission.EDIT)
def preview_service(service_id: str) -> ResponseReturnValue:
    return _preview(take_desk(Kind.SERVICE, str(service_id)))


@bp.post("/services/new/preview")
@permission.needs(Permission.EDIT)
def preview_new_service() -> ResponseReturnValue:
    return _preview(take_desk(Kind.SERVICE, None))


def _preview(desk: Desk) -> ResponseReturnValue:
    """The part of the page that the form's script puts beside it."""
    reading = desk.read()
    shown = preview_of(desk, reading)
    return render_template("curation/_preview.html", preview=shown, reading=reading, said_back=said_back(desk, reading))


@bp.get("/services/<uuid:service_id>/numbers")
@permission.needs(Permission.EDIT)
def compare_numbers(service_id: str) -> ResponseReturnValue:
    """Old and new safety numbers beside each other, large, once the password was given again."""
    desk = open_desk(Kind.SERVICE, str(service_id))
    asked = confirm_password_first()
    if asked:
        return asked
    settled = settle(desk.base, desk.read().record, desk.live)
    changes = safety_changes(desk.live, settled.record, house().vocabulary.need)
    if not changes or desk.draft is None:
        return redirect(url_for("curation.edit_service", service_id=service_id), 303)
    return render_template("curation/numbers.html", desk=desk, changes=changes, name=desk.live.name)


@bp.post("/services/<uuid:service_id>/copy")
@permission.needs(Permission.EDIT)
def copy_service(service_id: str) -> ResponseReturnValue:
    """A draft of a new service that says what this one says, but for what nobody has said of the new one."""
    desk = open_desk(Kind.SERVICE, str(service_id))
    copy = copied(desk.live)
    new = Desk(Kind.SERVICE, None, desk.account, None, blank(ServiceSnapshot), Fields(), "")
    new.fields = write_form(new.sections, copy, desk.known)
    draft = new.save_draft()
    draft.copied_from = str(service_id)
    g.session.commit()
    flash(gettext("This is a copy. Change what is different; it is a draft until you publish it."))
    return redirect(url_for("curation.new_service", draft=draft.id, _anchor="name"), 303)
