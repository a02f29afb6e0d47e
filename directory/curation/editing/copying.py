"""A service as the beginning of another. Nothing here touches the database, the clock or Flask."""

from directory.curation.editing.forms import NEVER_COPIED
from directory.models import Status
from directory.snapshots import ServiceSnapshot


def copied(service: ServiceSnapshot) -> ServiceSnapshot:
    """What the copy says: nobody has checked it, told its waiting time, or commissioned it."""
    kept = {name: value for name, value in service.as_json().items() if name not in NEVER_COPIED}
    kept |= {"name": f"Copy of {service.name}", "status": Status.ACTIVE}
    return ServiceSnapshot.model_validate(kept)
