"""Whole records as plain values: taken from the rows, compared, brought together, and written back.

`snapshot.py` the shapes · `rows.py` from and to loaded rows · `queries.py` from and to the database · `comparing.py`
what differs, and two people's changes in one · `saying.py` fields in words · `problems.py` what cannot be kept.
"""

from directory.snapshots.comparing import Difference, Merged, changed_fields, differences, merge
from directory.snapshots.problems import problems
from directory.snapshots.rows import location_snapshot, organization_snapshot, service_snapshot
from directory.snapshots.snapshot import (
    CONTRACT,
    COSTS,
    CURATORS,
    LocationSnapshot,
    OrganizationSnapshot,
    ServiceSnapshot,
    Snapshot,
)

__all__ = [
    "CONTRACT",
    "COSTS",
    "CURATORS",
    "Difference",
    "LocationSnapshot",
    "Merged",
    "OrganizationSnapshot",
    "ServiceSnapshot",
    "Snapshot",
    "changed_fields",
    "differences",
    "location_snapshot",
    "merge",
    "organization_snapshot",
    "problems",
    "service_snapshot",
]
