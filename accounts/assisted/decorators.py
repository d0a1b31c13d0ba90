"""Who may open a page. Every view carries exactly one guard: a test walks the URLconf."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from accounts.staff.roles import Role

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


@dataclass(frozen=True, slots=True)
class Guard:
    """What a page's guard asks for, for the tests and the URL map."""

    kind: str
    service: str = ""
    roles: frozenset[Role] = field(default_factory=frozenset)
    why: str = ""


def for_resident(service: str = "") -> Callable[[View], View]:
    """Admit the signed-in resident, or staff with an open session and the permission."""

    def guarded(view: View) -> View:
        @wraps(view)
        def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if request.actor.resident_id is None:  # type: ignore[attr-defined]  # ActorRequest
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return _marked(wrapper, Guard("resident", service=service))

    return guarded


def for_staff(*roles: Role) -> Callable[[View], View]:
    """Admit staff who have one of these roles; any member of staff when none is named."""

    def guarded(view: View) -> View:
        @wraps(view)
        def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), "/staff/sign-in/")
            staff_member = getattr(request.user, "staff_member", None)
            if staff_member is None or (roles and not staff_member.has_any_role(*roles)):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return _marked(wrapper, Guard("staff", roles=frozenset(roles)))

    return guarded


def public(view: View) -> View:
    """Anybody may open it."""
    return _marked(view, Guard("public"))


def for_system(why: str) -> Callable[[View], View]:
    """Other systems call it, and it proves who they are by itself: `why` says how."""
    return lambda view: _marked(view, Guard("system", why=why))


def _marked(view: Callable[..., HttpResponseBase], guard: Guard) -> Any:  # keeps the view's type
    view.guard = guard  # type: ignore[attr-defined]  # read by the architecture test
    return cast(Any, view)
