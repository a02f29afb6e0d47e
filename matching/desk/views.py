"""All views of the desk."""

from matching.desk import console_views  # noqa: F401
from matching.desk.blueprint import bp

__all__ = ["bp"]
