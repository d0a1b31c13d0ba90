"""GOV.UK Notify's API, as far as a council's portal uses it.

Templates are pass-through: the subject and the body come as personalisation, because the
texts are written and kept by the portal.
"""

import json
import re
import time
import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

import jwt
from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from services.sandbox.postbox import messages
from services.sandbox.postbox.messages import EMAIL, LETTER, SMS, Message

CLOCK_SECONDS = 30
TEMPLATES = {EMAIL: ("subject", "body"), SMS: ("body",), LETTER: ("subject", "body")}
ALLOWED = {
    EMAIL: {"email_address", "email_reply_to_id", "one_click_unsubscribe_url"},
    SMS: {"phone_number", "sms_sender_id"},
    LETTER: set(),
}
ALLOWED_ALWAYS = {"template_id", "personalisation", "reference", "sanitise_content_for"}
LONGEST_EMAIL, LONGEST_TEXT = 2_000_000, 918
UK_MOBILE = re.compile(r"(?:\+?44|0)7\d{9}")
AN_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}")

View = Callable[..., JsonResponse]


class Refused(Exception):
    """The request is answered with an error in the service's own words."""

    def __init__(self, message: str, *, error: str = "ValidationError", status: int = 400) -> None:
        super().__init__(message)
        self.error = error
        self.status = status


def for_a_service(view: View) -> View:
    """Check the token as the real service does, and turn refusals into its answers."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        try:
            _check_token(request)
            return view(request, *args, **kwargs)
        except Refused as refused:
            errors = [{"error": refused.error, "message": str(refused)}]
            return JsonResponse(
                {"status_code": refused.status, "errors": errors}, status=refused.status
            )

    return csrf_exempt(checked)


@for_a_service
@require_POST
def send(request: HttpRequest, kind: str) -> JsonResponse:
    asked = _body(request)
    _check_names(asked, kind)
    personalisation = asked.get("personalisation") or {}
    missing = [name for name in TEMPLATES[kind] if name not in personalisation]
    if missing:
        text = f"Missing personalisation: {', '.join(missing)}"
        raise Refused(text, error="BadRequestError")
    to, address = _recipient(asked, personalisation, kind)
    body = str(personalisation["body"])
    if len(body.encode()) > LONGEST_EMAIL or (kind == SMS and len(body) > LONGEST_TEXT):
        raise Refused("Your message is too long.", error="BadRequestError")
    message = messages.keep(
        kind,
        to=to,
        subject=str(personalisation.get("subject", "")),
        body=body,
        template=asked["template_id"],
        reference=asked.get("reference") or "",
        address=address,
    )
    return JsonResponse(_accepted(message), status=201)


@for_a_service
@require_GET
def fetch(request: HttpRequest, notification_id: str) -> JsonResponse:
    try:
        uuid.UUID(notification_id)
    except ValueError:
        raise Refused("id is not a valid UUID") from None
    message = messages.find(notification_id)
    if message is None:
        raise Refused("No result found", error="NoResultFound", status=404)
    return JsonResponse(_as_notification(message))


@for_a_service
@require_GET
def fetch_all(request: HttpRequest) -> JsonResponse:
    """The newest notifications, narrowed by reference, kind and status."""
    found = messages.newest_first(reference=request.GET.get("reference", ""))
    kind, statuses = request.GET.get("template_type"), request.GET.getlist("status")
    wanted = [
        _as_notification(message)
        for message in found
        if kind in (None, message.kind) and (not statuses or message.status in statuses)
    ]
    return JsonResponse({"notifications": wanted[:250], "links": {"current": request.path}})


def _check_token(request: HttpRequest) -> None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme != "Bearer" or not token:
        raise _unauthorised("Unauthorized: authentication token must be provided", 401)
    key = settings.NOTIFY_API_KEY
    service, secret = key[-73:-37], key[-36:]
    try:
        claims = jwt.decode(
            token,
            secret,
            algorithms=["HS256"],
            issuer=service,
            options={"require": ["iss", "iat"], "verify_iat": False},
        )
    except jwt.InvalidIssuerError:
        raise _unauthorised("Invalid token: service not found") from None
    except jwt.PyJWTError:
        raise _unauthorised("Invalid token: API key not found") from None
    if abs(time.time() - float(claims["iat"])) > CLOCK_SECONDS:
        raise _unauthorised("Error: Your system clock must be accurate to within 30 seconds")


def _unauthorised(text: str, status: int = 403) -> Refused:
    return Refused(text, error="AuthError", status=status)


def _body(request: HttpRequest) -> dict[str, Any]:
    try:
        asked = json.loads(request.body)
    except ValueError:
        raise Refused("Invalid JSON supplied in POST data", error="BadRequestError") from None
    if not isinstance(asked, dict):
        raise Refused("The request is not of type object")
    return asked


def _check_names(asked: dict[str, Any], kind: str) -> None:
    unexpected = sorted(set(asked) - ALLOWED_ALWAYS - ALLOWED[kind])
    if unexpected:
        names = ", ".join(unexpected)
        raise Refused(f"Additional properties are not allowed ({names} was unexpected)")
    if not asked.get("template_id"):
        raise Refused("template_id is a required property")
    try:
        uuid.UUID(str(asked["template_id"]))
    except ValueError:
        raise Refused("template_id is not a valid UUID") from None
    if not isinstance(asked.get("personalisation", {}), dict):
        raise Refused("personalisation is not of type object")
    if len(asked.get("reference") or "") > 1000:
        raise Refused("reference is too long")


def _recipient(
    asked: dict[str, Any], personalisation: dict[str, Any], kind: str
) -> tuple[str, tuple[str, ...]]:
    """The address, and for a letter all of its lines."""
    if kind == EMAIL:
        if not AN_EMAIL.fullmatch(str(asked.get("email_address", ""))):
            raise Refused("email_address Not a valid email address")
        return asked["email_address"], ()
    if kind == SMS:
        number = str(asked.get("phone_number", ""))
        if not UK_MOBILE.fullmatch(re.sub(r"[\s()-]", "", number)):
            raise Refused("phone_number Not a UK mobile number")
        return number, ()
    lines = tuple(
        str(personalisation[name])
        for name in (f"address_line_{number}" for number in range(1, 8))
        if personalisation.get(name)
    )
    if len(lines) < 3:
        raise Refused("Address must be at least 3 lines")
    if not POSTCODE.fullmatch(lines[-1].upper()):
        raise Refused("Last line of address must be a real UK postcode or another country")
    return lines[0], lines


def _accepted(message: Message) -> dict[str, Any]:
    return {
        "id": message.id,
        "reference": message.reference or None,
        "content": {"subject": message.subject, "body": message.body},
        "uri": f"{settings.SANDBOX_URL}/notify/v2/notifications/{message.id}",
        "template": {"id": message.template, "version": 1},
        "scheduled_for": None,
    }


def _as_notification(message: Message) -> dict[str, Any]:
    lines = {f"line_{number}": line for number, line in enumerate(message.address, start=1)}
    return {
        "id": message.id,
        "reference": message.reference or None,
        "type": message.kind,
        "status": message.status,
        "email_address": message.to if message.kind == EMAIL else None,
        "phone_number": message.to if message.kind == SMS else None,
        **lines,
        "subject": message.subject,
        "body": message.body,
        "template": {"id": message.template, "version": 1},
        "created_at": message.sent_at.isoformat(),
    }
