"""All views of insight."""

from insight import file_views, flow_views, home_views, navigation, page_views, templating  # noqa: F401
from insight.blueprint import bp

__all__ = ["bp"]
