"""All views of insight."""

from insight import flow_views, home_views, templating  # noqa: F401
from insight.blueprint import bp

__all__ = ["bp"]
