"""Who changed what, when and why; what a page said on a day; and the way back to any version."""

from flask.typing import ResponseReturnValue

from accounts import permission
from accounts.permission import Permission
from directory.curation.blueprint import bp
from directory.curation.history.pages import restore, show_day, show_history, show_version
from directory.curation.models import Kind


@bp.get("/services/<uuid:service_id>/history")
@permission.needs(Permission.SEE_HISTORY)
def history(service_id: str) -> ResponseReturnValue:
    return show_history(Kind.SERVICE, str(service_id))


@bp.get("/services/<uuid:service_id>/on")
@permission.needs(Permission.SEE_HISTORY)
def as_it_was(service_id: str) -> ResponseReturnValue:
    return show_day(Kind.SERVICE, str(service_id))


@bp.get("/services/<uuid:service_id>/history/<change_id>")
@permission.needs(Permission.SEE_HISTORY)
def version(service_id: str, change_id: str) -> ResponseReturnValue:
    return show_version(Kind.SERVICE, str(service_id), change_id)


@bp.post("/services/<uuid:service_id>/history/<change_id>/restore")
@permission.needs(Permission.EDIT)
def restore_version(service_id: str, change_id: str) -> ResponseReturnValue:
    return restore(Kind.SERVICE, str(service_id), change_id)


@bp.get("/organizations/<uuid:organization_id>/history")
@permission.needs(Permission.SEE_HISTORY)
def organization_history(organization_id: str) -> ResponseReturnValue:
    return show_history(Kind.ORGANIZATION, str(organization_id))


@bp.get("/organizations/<uuid:organization_id>/on")
@permission.needs(Permission.SEE_HISTORY)
def organization_as_it_was(organization_id: str) -> ResponseReturnValue:
    return show_day(Kind.ORGANIZATION, str(organization_id))


@bp.get("/organizations/<uuid:organization_id>/history/<change_id>")
@permission.needs(Permission.SEE_HISTORY)
def organization_version(organization_id: str, change_id: str) -> ResponseReturnValue:
    return show_version(Kind.ORGANIZATION, str(organization_id), change_id)


@bp.post("/organizations/<uuid:organization_id>/history/<change_id>/restore")
@permission.needs(Permission.EDIT)
def organization_restore_version(organization_id: str, change_id: str) -> ResponseReturnValue:
    return restore(Kind.ORGANIZATION, str(organization_id), change_id)


@bp.get("/locations/<uuid:location_id>/history")
@permission.needs(Permission.SEE_HISTORY)
def location_history(location_id: str) -> ResponseReturnValue:
    return show_history(Kind.LOCATION, str(location_id))


@bp.get("/locations/<uuid:location_id>/on")
@permission.needs(Permission.SEE_HISTORY)
def location_as_it_was(location_id: str) -> ResponseReturnValue:
    return show_day(Kind.LOCATION, str(location_id))


@bp.get("/locations/<uuid:location_id>/history/<change_id>")
@permission.needs(Permission.SEE_HISTORY)
def location_version(location_id: str, change_id: str) -> ResponseReturnValue:
    return show_version(Kind.LOCATION, str(location_id), change_id)


@bp.post("/locations/<uuid:location_id>/history/<change_id>/restore")
@permission.needs(Permission.EDIT)
def location_restore_version(location_id: str, change_id: str) -> ResponseReturnValue:
    return restore(Kind.LOCATION, str(location_id), change_id)
