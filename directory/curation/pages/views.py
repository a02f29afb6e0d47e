"""Every page for keeping the directory true, on one blueprint."""

from directory.curation.pages import (  # noqa: F401
    answer_views,
    audit_item_views,
    audit_views,
    contract_views,
    duplicate_views,
    edit_kept,
    edit_views,
    ending_views,
    export_views,
    fill_views,
    history_views,
    import_column_views,
    import_views,
    lifecycle_views,
    navigation,
    proposal_views,
    provider_views,
    record_views,
    report_views,
    review_views,
    work_views,
)
from directory.curation.pages.blueprint import bp

__all__ = ["bp"]

bp.app_template_global("has_view")(navigation.has_view)
bp.app_template_global("curation_links")(navigation.curation_links)
