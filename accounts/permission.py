"""The permission that each view declares. A view that declares none is refused (403) by the application."""

from collections.abc import Callable
from typing import Any, TypeVar

from accounts.roles import Permission

__all__ = ["PUBLIC", "Permission", "declared", "needs", "public"]

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC = "public"


def public(view: View) -> View:
    """Anyone may open this page, signed in or not."""
    return _declare(view, PUBLIC)


def needs(permission: Permission) -> Callable[[View], View]:
    """Only somebody signed in whose role holds this permission may open this page."""
    return lambda view: _declare(view, Permission(permission))


def declared(view: Callable[..., Any] | None) -> str | None:
    """The permission a view function declared; None means it declared none."""
    return getattr(view, "permission", None)


def _declare(view: View, name: str) -> View:
    view.permission = name  # type: ignore[attr-defined]
    return view
