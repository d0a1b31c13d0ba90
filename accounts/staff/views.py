"""The staff's door: out to the directory, back from it, and out of here."""

import logging
import time
from typing import Any

from django.conf import settings
from django.contrib import auth
from django.core.cache import cache
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from mozilla_django_oidc.views import (
    OIDCAuthenticationCallbackView,
    OIDCAuthenticationRequestView,
)

from accounts import sign_ins
from accounts.actor import Actor
from accounts.audit.events import Event
from accounts.audit.record import record, record_refusal
from accounts.guards import CACHE_IS_AWAY, for_staff, for_system, public
from accounts.staff import tokens
from accounts.staff.directory import DirectoryRefused, DirectoryUnavailable, StaffDirectory
from accounts.staff.members import NoRoleHere, end_sessions
from accounts.staff.oidc import REFRESH_TOKEN_KEY, callback_address
from accounts.staff.tasks import tasks_for
from accounts.staff.tokens import TokenRefused

logger = logging.getLogger(__name__)

CALLED_BEFORE_SECONDS = 10 * 60
WORDS = {
    "access_denied": "You did not finish signing in at the staff directory.",
    "login_required": "The staff directory has signed you out.",
    "temporarily_unavailable": "The staff directory is not answering at the moment.",
}
NOT_FINISHED = "The staff directory could not sign you in."


class _Out(OIDCAuthenticationRequestView):
    """To the directory, with a state, a nonce and a PKCE challenge that only we know."""

    def __init__(self, **kwargs: Any) -> None:
        super(OIDCAuthenticationRequestView, self).__init__(**kwargs)
        self.OIDC_OP_AUTH_ENDPOINT = StaffDirectory().discover().authorization_endpoint
        self.OIDC_RP_CLIENT_ID = settings.STAFF_DIRECTORY_CLIENT_ID

    def get_extra_params(self, request: HttpRequest) -> dict[str, Any]:
        return {"redirect_uri": callback_address(), "max_age": settings.STAFF_ABSOLUTE_SECONDS}


class _Back(OIDCAuthenticationCallbackView):
    """From the directory, with a code for a state of ours."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        known = request.session.get("oidc_states", {})
        if request.GET.get("state", "") not in known:
            raise SuspiciousOperation("a state that is not ours")
        if request.GET.get("iss", settings.STAFF_DIRECTORY_ISSUER) != _issuer():
            raise TokenRefused("iss")
        response: HttpResponseBase = super().get(request)
        return response

    def login_success(self) -> HttpResponseBase:
        self.request.sign_in_method = "staff directory"
        auth.login(self.request, self.user)
        self.request.session[REFRESH_TOKEN_KEY] = self.request.staff_refresh_token
        record(Event.STAFF_SIGNED_IN, actor=Actor(staff_id=self.user.staff_member.pk))
        return redirect(_inside(self.request.session.pop("oidc_login_next", None) or ""))

    def login_failure(self) -> HttpResponseBase:
        error = self.request.GET.get("error", "")
        return _refused(self.request, WORDS.get(error, NOT_FINISHED), "directory", status=403)


@public
def sign_in(request: HttpRequest) -> HttpResponseBase:
    try:
        response: HttpResponseBase = _Out.as_view()(request)
    except (DirectoryUnavailable, DirectoryRefused, *CACHE_IS_AWAY) as fault:
        return _unavailable(request, fault)
    return response


@public
def callback(request: HttpRequest) -> HttpResponseBase:
    """Whatever comes back, the answer is a page: no trace, and no session for a wrong answer."""
    try:
        response: HttpResponseBase = _Back.as_view()(request)
    except SuspiciousOperation:
        return render(request, "staff/start_again.html", status=400)
    except (DirectoryUnavailable, *CACHE_IS_AWAY) as fault:
        return _unavailable(request, fault)
    except DirectoryRefused:
        return _refused(request, NOT_FINISHED, "code", status=403)
    except TokenRefused as refused:
        return _refused(request, NOT_FINISHED, str(refused), status=403)
    except NoRoleHere:
        words = "The staff directory knows you, but you are in no group that may work here."
        return _refused(request, words, "no role", status=403)
    return response


@require_POST
@for_staff()
def sign_out(request: HttpRequest) -> HttpResponseBase:
    """Our session ends first, and whether or not the directory is up; then its own."""
    actor = Actor(staff_id=request.user.staff_member.pk)  # type: ignore[union-attr]  # for_staff
    record(Event.STAFF_SIGNED_OUT, actor=actor)
    sign_ins.end_current(request, sign_ins.SIGNED_OUT)
    auth.logout(request)
    response = HttpResponseRedirect(_directory_sign_out() or reverse("staff:signed-out"))
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    response["Cache-Control"] = "no-store"
    return response


@public
def signed_out(request: HttpRequest) -> HttpResponse:
    return render(request, "staff/signed_out.html")


@for_staff()
def landing(request: HttpRequest) -> HttpResponse:
    """What this member of staff can do here."""
    member = request.user.staff_member  # type: ignore[union-attr]  # for_staff
    return render(request, "staff/landing.html", {"member": member, "tasks": tasks_for(member)})


@csrf_exempt
@require_POST
@for_system("a logout token signed by the staff directory")
def back_channel_logout(request: HttpRequest) -> HttpResponse:
    """The directory has ended somebody's session: so do we, everywhere."""
    try:
        subject = _read_logout_token(request.POST.get("logout_token", ""))
    except (TokenRefused, DirectoryUnavailable, DirectoryRefused):
        return HttpResponse(status=400, headers={"Cache-Control": "no-store"})
    end_sessions(_issuer(), subject)
    return HttpResponse(status=200, headers={"Cache-Control": "no-store"})


def _read_logout_token(token: str) -> str:
    claims = tokens.read_signed(
        token,
        algorithms=settings.STAFF_DIRECTORY_ALGORITHMS,
        find_keys=StaffDirectory().find_keys,
        kind="logout+jwt",
    )
    subject = tokens.check_logout_token(
        claims,
        issuer=_issuer(),
        client_id=settings.STAFF_DIRECTORY_CLIENT_ID,
        now=time.time(),
    )
    if not cache.add(f"staff-logout:{claims['jti'][:100]}", 1, CALLED_BEFORE_SECONDS):
        raise TokenRefused("jti")
    return subject


def _directory_sign_out() -> str:
    """Where the directory signs somebody out, if we know without asking."""
    known = StaffDirectory().known_discovery()
    if known is None or not known.end_session_endpoint:
        return ""
    back = f"{settings.PORTAL_URL}{reverse('staff:signed-out')}"
    asked = {"client_id": settings.STAFF_DIRECTORY_CLIENT_ID, "post_logout_redirect_uri": back}
    return f"{known.end_session_endpoint}?{urlencode(asked)}"


def _refused(request: HttpRequest, words: str, reason: str, *, status: int) -> HttpResponse:
    record_refusal(Event.STAFF_REFUSED, actor=Actor(), reason=reason)
    return render(request, "staff/refused.html", {"words": words}, status=status)


def _unavailable(request: HttpRequest, fault: Exception) -> HttpResponse:
    why = f"{type(fault).__name__}: {fault}"
    logger.warning("accounts.staff.sign_in.unavailable", extra={"fault": why})
    return render(request, "staff/unavailable.html", status=503)


def _inside(wanted: str) -> str:
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return reverse("staff:landing")


def _issuer() -> str:
    return str(settings.STAFF_DIRECTORY_ISSUER)
