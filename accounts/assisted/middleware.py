"""Put an actor on every request, and let nothing happen for the wrong resident.

`request.user` stays who signed in; `request.actor` says for whom they are working.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from accounts.actor import Actor
from accounts.assisted import browser, pages, policies
from accounts.assisted.actors import actor_at_desk, actor_of
from accounts.assisted.help import Assisting, assisting_in
from accounts.assisted.late import keep_what_was_typed
from accounts.assisted.models import AssistedSession, underway
from accounts.assisted.policies import Ending
from accounts.assisted.refusals import NotPermitted, Refusal
from accounts.assisted.session import end_session, find_session
from accounts.guards import READING
from accounts.keeping import TIME_IS_UP
from accounts.staff.models import StaffMember

ALWAYS_OPEN = {"/staff/sign-out/", "/account/sign-out/"}
"""Leaving must work from any page, however old."""


class ActorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        found = _who(request)
        request.actor, request.assisting, request.help_ended = found  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: Any, view: Callable[..., object], _positional: object, named: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Before any view runs: is this form for the resident we are helping now?"""
        if request.path in ALWAYS_OPEN or not request.user.is_authenticated:
            return None
        if request.actor.staff_id and _is_a_way_in(request, view):
            return pages.refused(request, NotPermitted(Refusal.CLOSED_TO_STAFF, area="sign_in"))
        if request.method in READING:
            return None
        token = _token_in(request)
        if request.assisting and token == request.assisting.token and TIME_IS_UP in request.POST:
            _stop_here(request)
        if token == _token_expected(request):
            return None
        kept = keep_what_was_typed(request, token=token, arguments=named)
        return pages.wrong_resident(request, kept=kept)

    def process_exception(self, request: Any, exception: Exception) -> HttpResponseBase | None:
        if isinstance(exception, NotPermitted):
            return pages.refused(request, exception)
        if isinstance(exception, PermissionDenied) and request.actor.staff_id:
            return pages.refused(request, _refusal_of(request))
        return None


Who = tuple[Actor, Assisting | None, AssistedSession | None]


def _who(request: HttpRequest) -> Who:
    """The actor, the help under way, and the session that has just ended if one has."""
    if not request.user.is_authenticated:
        return Actor(), None, None
    staff = getattr(request.user, "staff_member", None)
    if staff is None:
        resident = getattr(request.user, "resident", None)
        return Actor(resident_id=resident.pk if resident else None), None, None
    return _staff(request, staff)


def _staff(request: HttpRequest, staff: StaffMember) -> Who:
    alone = actor_at_desk(staff)
    session_id = browser.tied_to(request)
    session = find_session(session_id, staff) if session_id else None
    if session is None:
        return alone, None, None
    now = timezone.now()
    why = _why_over(request, session, staff)
    if why or session.ended_at:
        return alone, None, _end(request, session, why=why or Ending.FINISHED)
    if not session.is_paused:
        AssistedSession.objects.filter(pk=session.pk).update(last_seen_at=now)
    actor = actor_of(session)
    return actor, assisting_in(session, actor.services or frozenset(), now=now), None


def _end(request: HttpRequest, session: AssistedSession, *, why: Ending) -> AssistedSession:
    """Over, unless it was already, and this browser works for nobody."""
    end_session(session, why=why, now=timezone.now())
    session.refresh_from_db(fields=["ended_at", "ended_why"])
    browser.untie(request)
    return session


def _stop_here(request: Any) -> None:
    """The page's clock may be ahead of ours: then help ends a little early, and nothing is sent."""
    staff = request.user.staff_member
    session = find_session(request.assisting.session_id, staff)
    if session:
        request.help_ended = _end(request, session, why=Ending.IDLE)
        request.actor, request.assisting = actor_at_desk(staff), None


def _why_over(request: HttpRequest, session: AssistedSession, staff: StaffMember) -> Ending | None:
    if not browser.is_same_browser(request):
        return Ending.MOVED
    return policies.why_over(underway(session, staff, now=timezone.now()))


def _is_a_way_in(request: HttpRequest, view: Callable[..., object]) -> bool:
    """allauth's pages, wherever they are mounted: doors, locks and the OpenID provider's tokens."""
    name = str(request.resolver_match.url_name or "") if request.resolver_match else ""
    ours = str(getattr(view, "__module__", ""))
    return name.startswith(("account_", "mfa_", "idp_")) or ours.startswith("allauth.")


def _token_in(request: HttpRequest) -> str:
    return request.POST.get("acting_for", "") or request.headers.get("X-Acting-For", "")


def _token_expected(request: Any) -> str:
    assisting: Assisting | None = request.assisting
    return assisting.token if assisting else ""


def _refusal_of(request: Any) -> NotPermitted:
    """A page that only account holders open is about how they sign in; others want a role."""
    guard = getattr(request.resolver_match.func, "guard", None) if request.resolver_match else None
    if guard is not None and guard.kind == "account_holder":
        return NotPermitted(Refusal.CLOSED_TO_STAFF, area="sign_in")
    return NotPermitted(Refusal.OTHER_ROLE)
