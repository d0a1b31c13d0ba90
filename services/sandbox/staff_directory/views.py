"""The directory's addresses: discovery, keys, the page where staff sign in, tokens, userinfo."""

import json
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

from authlib.integrations.django_oauth2 import ResourceProtector
from authlib.oauth2 import OAuth2Error
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from joserfc import jwt

from services.sandbox import faults
from services.sandbox.staff_directory import keys
from services.sandbox.staff_directory.people import STAFF, change_person, find_person
from services.sandbox.staff_directory.provider import AccessTokens, issuer, server

_protector = ResourceProtector()
_protector.register_token_validator(AccessTokens())

LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"


@require_GET
def discovery(request: HttpRequest) -> JsonResponse:
    base = issuer()
    return JsonResponse(
        {
            "issuer": base,
            "authorization_endpoint": f"{base}/authorize",
            "token_endpoint": f"{base}/token",
            "userinfo_endpoint": f"{base}/userinfo",
            "jwks_uri": f"{base}/jwks",
            "end_session_endpoint": f"{base}/end-session",
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "grant_types_supported": ["authorization_code", "refresh_token"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "code_challenge_methods_supported": ["S256"],
            "scopes_supported": ["openid", "profile", "email"],
            "claims_supported": ["sub", "name", "email", "groups", "place_of_work"],
            "backchannel_logout_supported": True,
        }
    )


@require_GET
def jwks(request: HttpRequest) -> JsonResponse:
    return JsonResponse(keys.public_keys())


@csrf_exempt
@require_http_methods(["GET", "POST"])
def authorize(request: HttpRequest) -> HttpResponse:
    """Show who can sign in, and send the browser back with a code for who was picked."""
    try:
        grant = server.get_consent_grant(request)
    except OAuth2Error as refused:
        return render(request, "staff_directory/refused.html", {"refused": refused}, status=400)
    if request.method == "GET":
        return render(request, "staff_directory/sign_in.html", {"staff": _everyone()})
    picked = find_person(request.POST.get("subject", ""))
    if picked and picked.disabled:
        context = {"staff": _everyone(), "closed": picked}
        return render(request, "staff_directory/sign_in.html", context, status=403)
    return server.create_authorization_response(request, grant_user=picked, grant=grant)


@csrf_exempt
@require_POST
def token(request: HttpRequest) -> HttpResponse:
    return server.create_token_response(request)


@csrf_exempt
@require_http_methods(["GET", "POST"])
@_protector("openid")
def userinfo(request: HttpRequest) -> JsonResponse:
    person = request.oauth_token.get_user()
    if faults.active("staff-directory") == faults.ANOTHER_PERSON:
        person = next(other for other in STAFF if other.subject != person.subject)
    return JsonResponse(person.claims())


@require_GET
def end_session(request: HttpRequest) -> HttpResponse:
    """Sign out of the directory; only the portal's own address is gone back to."""
    back = request.GET.get("post_logout_redirect_uri", "")
    if back in settings.STAFF_DIRECTORY_SIGNED_OUT:
        return redirect(back)
    return render(request, "staff_directory/signed_out.html")


@csrf_exempt
@require_http_methods(["PUT"])
def change(request: HttpRequest, subject: str) -> JsonResponse:
    """Change a person as JSON {"groups": [...], "disabled": true}, for demos and tests."""
    if find_person(subject) is None:
        return JsonResponse({"title": "no such person"}, status=404)
    asked = json.loads(request.body or "{}")
    change_person(subject, groups=asked.get("groups"), disabled=asked.get("disabled"))
    return JsonResponse(find_person(subject).claims())


@csrf_exempt
@require_POST
def sign_out_everywhere(request: HttpRequest, subject: str) -> JsonResponse:
    """Tell the portal, over the back channel, that this person's sessions have ended."""
    if find_person(subject) is None:
        return JsonResponse({"title": "no such person"}, status=404)
    body = urllib.parse.urlencode({"logout_token": _logout_token(subject)}).encode()
    address = f"{settings.PORTAL_URL}/staff/back-channel-logout/"
    try:
        with urllib.request.urlopen(address, data=body, timeout=5) as answer:  # noqa: S310
            return JsonResponse({"portal_answered": answer.status})
    except urllib.error.HTTPError as refused:
        return JsonResponse({"portal_answered": refused.code}, status=502)
    except OSError:
        return JsonResponse({"portal_answered": None}, status=504)


@csrf_exempt
@require_POST
def rotate_keys(request: HttpRequest) -> JsonResponse:
    """Sign with a new key from now on."""
    return JsonResponse({"kid": keys.rotate()})


def _everyone() -> list:
    return [find_person(person.subject) for person in STAFF]


def _logout_token(subject: str) -> str:
    key, now = keys.signing_key(), int(time.time())
    claims = {
        "iss": issuer(),
        "aud": settings.STAFF_DIRECTORY_CLIENT_ID,
        "sub": subject,
        "iat": now,
        "exp": now + 120,
        "jti": uuid.uuid4().hex,
        "events": {LOGOUT_EVENT: {}},
    }
    header = {"alg": "RS256", "kid": key.kid, "typ": "logout+jwt"}
    return jwt.encode(header, claims, key, ["RS256"])
