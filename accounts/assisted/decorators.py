"""Who may open a page about a resident. Every view carries exactly one guard: a test checks."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from accounts.guards import Guard, View, for_account_holder, for_staff, for_system, marked, public

__all__ = ["Guard", "for_account_holder", "for_resident", "for_staff", "for_system", "public"]


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

        return cast(View, marked(wrapper, Guard("resident", service=service)))  # same signature

    return guarded
