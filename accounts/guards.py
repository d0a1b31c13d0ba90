"""Who may open a page, as far as it needs no resident to act for. Every view carries one guard.

`accounts.assisted.decorators` adds the guard for pages about a resident, and hands these on.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme
from redis.exceptions import RedisError

from accounts.actor import ActorRequest
from accounts.models import User

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class AccountHolderRequest(ActorRequest):
    """What a view behind `for_account_holder` is given."""

    user: User


STAFF_SIGN_IN = "/staff/sign-in/"
READING = {"GET", "HEAD", "OPTIONS", "TRACE"}

CACHE_IS_AWAY = (RedisError, OSError)
"""What the cache raises when it does not answer: as Redis, or as files on a disk that is full."""


@dataclass(frozen=True, slots=True)
class Guard:
    """What a page's guard asks for, for the tests and the URL map."""

    kind: str
    service: str = ""
    roles: frozenset[str] = field(default_factory=frozenset)
    why: str = ""
    keep: Callable[..., object] | None = None
    """Keeps what was typed there, for a form that comes when time has run out: see `keeping`."""


def marked(view: View, guard: Guard) -> View:
    view.guard = guard  # type: ignore[attr-defined]  # read by the architecture test
    return view


def page_of(request: HttpRequest) -> str:
    """The page to come back to: for a press, the one it was made on, as far as the browser says."""
    came_from = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(
        came_from, {request.get_host()}, require_https=request.is_secure()
    )
    if request.method in READING or not is_ours:
        return request.get_full_path()
    page = urlsplit(came_from)._replace(scheme="", netloc="", fragment="").geturl()
    # Our own address may be followed by two slashes: by itself the rest would be another host.
    leads_here = url_has_allowed_host_and_scheme(page, allowed_hosts=None)
    return page if leads_here else request.get_full_path()


def public(view: View) -> View:
    """Anybody may open it."""
    return marked(view, Guard("public"))


def for_system(why: str) -> Callable[[View], View]:
    """Other systems call it, and it proves who they are by itself: `why` says how."""
    return lambda view: marked(view, Guard("system", why=why))


def for_account_holder(view: View) -> View:
    """Admit residents to their own way in: never staff, whatever their role or mandate."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(page_of(request))
        if request.user.is_staff:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return cast(View, marked(wrapper, Guard("account_holder")))  # same signature


def for_staff(*roles: str) -> Callable[[View], View]:
    """Admit staff who have one of these roles; any member of staff when none is named."""

    def guarded(view: View) -> View:
        @wraps(view)
        def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(page_of(request), STAFF_SIGN_IN)
            staff_member = getattr(request.user, "staff_member", None)
            if staff_member is None or (roles and not staff_member.has_any_role(*roles)):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return cast(View, marked(wrapper, Guard("staff", roles=frozenset(roles))))  # same

    return guarded
