"""Every page for keeping the directory true, on one blueprint."""

from directory.curation import navigation
from directory.curation.approvals import proposal_views, provider_views, report_views  # noqa: F401
from directory.curation.audits import item_views  # noqa: F401
from directory.curation.audits import views as audit_views  # noqa: F401
from directory.curation.blueprint import bp
from directory.curation.contracts import ending_views  # noqa: F401
from directory.curation.contracts import views as contract_views  # noqa: F401
from directory.curation.duplicates import views as duplicate_views  # noqa: F401
from directory.curation.editing import kept, lifecycle_views, record_views  # noqa: F401
from directory.curation.editing import views as edit_views  # noqa: F401
from directory.curation.filling import views as fill_views  # noqa: F401
from directory.curation.history import views as history_views  # noqa: F401
from directory.curation.imports import column_views, export_views  # noqa: F401
from directory.curation.imports import views as import_views  # noqa: F401
from directory.curation.reviews import answer_views  # noqa: F401
from directory.curation.reviews import views as review_views  # noqa: F401
from directory.curation.work import views as work_views  # noqa: F401

__all__ = ["bp"]

bp.app_template_global("has_view")(navigation.has_view)
bp.app_template_global("curation_links")(navigation.curation_links)
