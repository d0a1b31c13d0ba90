"""A form that comes when the help's time has run out: what was typed is kept, and nothing is sent.

The next adviser, or the resident at home, finds it where it was begun.
"""

from typing import Any

from django.db import transaction

from accounts.assisted import policies
from accounts.assisted.actors import actor_of
from accounts.assisted.models import AssistedSession
from accounts.assisted.permissions import Action
from accounts.assisted.policies import Ending
from accounts.audit.events import Event
from accounts.audit.record import record
from accounts.guards import Guard

RAN_OUT = {Ending.IDLE, Ending.TIME_UP}
"""Whoever withdrew, signed out or began with somebody else did not mean to go on."""


def keep_what_was_typed(request: Any, *, token: str, arguments: dict[str, Any]) -> bool:
    """Keep it as the resident's draft, where the page knows how. False when nothing was kept."""
    session = request.help_ended
    guard: Guard | None = getattr(request.resolver_match.func, "guard", None)
    if guard is None or guard.keep is None or session is None or token != str(session.pk):
        return False
    if not _may_be_kept(session, guard.service):
        return False
    alone, request.actor = request.actor, actor_of(session)
    try:
        with transaction.atomic():
            guard.keep(request, **arguments)
            record(Event.DRAFT_KEPT, actor=request.actor, subject=guard.service)
    finally:
        request.actor = alone
    return True


def _may_be_kept(session: AssistedSession, area: str) -> bool:
    if session.ended_why not in RAN_OUT or session.is_paused:
        return False
    roles, agreed = session.staff.roles, session.mandate.services
    return policies.can_open(area, Action.CHANGE, roles=roles, agreed=agreed)
