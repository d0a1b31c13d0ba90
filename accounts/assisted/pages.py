"""The pages staff meet when something is not theirs to do. Each refusal is audited here, once."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from accounts.assisted.actors import actor_at_desk
from accounts.assisted.help import ENDINGS
from accounts.assisted.policies import Ending
from accounts.assisted.refusals import NotPermitted, Refusal
from accounts.audit.events import Event
from accounts.audit.record import record

AREAS = {
    "sign_in": "sign-in details",
    "security": "security settings",
    "bank": "bank details",
    "delegates": "who may act for the resident",
    "activity": "who has looked at the account",
    "card_payment": "card payments",
}
"""What is closed to staff, as the resident reads that somebody tried it."""


def refused(request: Any, refusal: NotPermitted) -> HttpResponse:
    """403: what is closed, and who can open it. After a session ended, that it has."""
    about = refusal.resident_id or _resident_of(request.help_ended)
    record(
        Event.ACCESS_REFUSED,
        # Somebody else's record is no part of the help that may be going on.
        actor=actor_at_desk(request.user.staff_member) if about else request.actor,
        subject=AREAS.get(refusal.area, refusal.area),
        reason=refusal.refusal.value,
        resident_id=about,
        page=_view_name(request),
    )
    if refusal.refusal is Refusal.NOT_HELPING and request.help_ended:
        return _ended(request, status=403)
    return render(request, "assisted/refused.html", {"refusal": refusal}, status=403)


def wrong_resident(request: Any, *, kept: bool) -> HttpResponse:
    """409: the form was filled in for somebody else, or too late. It was not sent."""
    record(
        Event.FORM_REFUSED,
        actor=request.actor,
        subject=_view_name(request),
        resident_id=_resident_of(request.help_ended),
    )
    if request.help_ended:
        return _ended(request, status=409, kept=kept)
    return render(request, "assisted/wrong_resident.html", status=409)


def _ended(request: Any, *, status: int, kept: bool = False) -> HttpResponse:
    session = request.help_ended
    facts = {"session": session, "why": ENDINGS[Ending(session.ended_why)], "kept": kept}
    return render(request, "assisted/ended.html", facts, status=status)


def _resident_of(session: Any) -> Any:
    return session.resident_id if session else None


def _view_name(request: Any) -> str:
    match = request.resolver_match
    return str(match.view_name if match else request.path)[:120]
