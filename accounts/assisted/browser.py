"""What ties an assisted session to one browser, and what that browser forgets at every change.

Only the browser that began a session can work in it: the same member of staff at another desk has
to begin again there, which ends this one.
"""

import hashlib

from django.contrib.messages import get_messages
from django.http import HttpRequest

from accounts import sign_ins
from accounts.assisted.models import AssistedSession

SESSION = "assisted_session"
BROWSER = "assisted_browser"
KEPT_PREFIXES = (
    "_auth_user_",
    "_csrftoken",
    "oidc_",
    "staff_",
    sign_ins.SIGN_IN_KEY,
    sign_ins.SIGNED_IN_AT,
    sign_ins.LAST_SEEN_AT,
)
"""What is about the member of staff. Everything else is about a resident and goes."""


def tie(request: HttpRequest, session: AssistedSession) -> None:
    """From now on this browser works for this resident, under a new session key."""
    forget_residents(request)
    request.session[SESSION] = str(session.pk)
    request.session[BROWSER] = _mark_of(request)
    sign_ins.rotate(request)


def untie(request: HttpRequest) -> None:
    """This browser works for nobody, under a new session key."""
    forget_residents(request)
    sign_ins.rotate(request)


def tied_to(request: HttpRequest) -> str:
    """The session this browser works in, or nothing."""
    return str(request.session.get(SESSION, ""))


def is_same_browser(request: HttpRequest) -> bool:
    """A copied cookie shows up as another browser."""
    return bool(request.session.get(BROWSER) == _mark_of(request))


def forget_residents(request: HttpRequest) -> None:
    """Half-filled forms, baskets and messages of one resident must never meet the next."""
    for key in list(request.session.keys()):
        if not key.startswith(KEPT_PREFIXES):
            del request.session[key]
    list(get_messages(request))  # reading them is what clears them


def _mark_of(request: HttpRequest) -> str:
    return hashlib.sha256(request.headers.get("User-Agent", "").encode()).hexdigest()
