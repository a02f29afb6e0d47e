"""Every page for keeping the directory true, on one blueprint."""

from directory.curation.pages import audit_item_views, audit_views, navigation  # noqa: F401
from directory.curation.pages.blueprint import bp

__all__ = ["bp"]

bp.app_template_global("curation_links")(navigation.curation_links)
