"""Who may open a page about a resident. Every view carries exactly one guard: a test checks."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from accounts.actor import NobodyToActFor
from accounts.assisted import policies
from accounts.assisted.help import Assisting
from accounts.assisted.permissions import Action
from accounts.assisted.refusals import NotPermitted, Refusal
from accounts.audit.events import Event
from accounts.audit.record import record
from accounts.guards import (
    Guard,
    View,
    for_account_holder,
    for_staff,
    for_system,
    marked,
    page_of,
    public,
)

__all__ = ["Guard", "for_account_holder", "for_resident", "for_staff", "for_system", "public"]


def for_resident(
    area: str = "", *, keep: Callable[..., object] | None = None
) -> Callable[[View], View]:
    """Admit the signed-in resident, or staff with an open session and the permission.

    `area` is a service ("housing"), one of `permissions.COVERED_BY_ANY_MANDATE`, or one of
    `permissions.CLOSED_TO_STAFF`. When staff look, the resident can read that they did.
    `keep` saves the form as a draft when it comes too late to be done.
    """

    def guarded(view: View) -> View:
        @wraps(view)
        def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(page_of(request))
            assisting: Assisting | None = request.assisting  # type: ignore[attr-defined]
            if assisting is None:
                _check_is_a_resident(request)
            elif assisting.is_paused:
                return redirect("assisted:resume")
            else:
                _check_staff(request, assisting, area)
            return view(request, *args, **kwargs)

        guard = Guard("resident", service=area, keep=keep)
        return cast(View, marked(wrapper, guard))  # same signature

    return guarded


def _check_is_a_resident(request: HttpRequest) -> None:
    actor = request.actor  # type: ignore[attr-defined]  # declared in ActorRequest
    if actor.staff_id is not None:
        raise NotPermitted(Refusal.NOT_HELPING)
    if actor.resident_id is None:
        raise PermissionDenied if request.user.is_staff else NobodyToActFor


def _check_staff(request: HttpRequest, assisting: Assisting, area: str) -> None:
    """Raises NotPermitted. Looking is written down before anything is shown."""
    action = Action.of(request.method)
    policies.check_may_open(area, action, roles=assisting.roles, agreed=assisting.services)
    if action is Action.VIEW:
        match = request.resolver_match
        record(
            Event.RESIDENT_VIEWED,
            actor=request.actor,  # type: ignore[attr-defined]  # declared in ActorRequest
            subject=area,
            page=match.view_name if match else "",
        )
