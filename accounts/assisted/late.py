"""A form that comes when the help's time has run out: what was typed is kept, and nothing is sent.

The next adviser, or the resident at home, finds it where it was begun.
"""

from typing import Any

from django.db import transaction

from accounts import keeping
from accounts.assisted import policies
from accounts.assisted.actors import actor_of
from accounts.assisted.models import AssistedSession
from accounts.assisted.permissions import Action
from accounts.assisted.policies import Ending
from accounts.audit.events import Event
from accounts.audit.record import record

RAN_OUT = {Ending.IDLE, Ending.TIME_UP}
"""Whoever withdrew, signed out or began with somebody else did not mean to go on."""


def keep_what_was_typed(request: Any, *, token: str, arguments: dict[str, Any]) -> bool:
    """Keep it as the resident's draft, where the page knows how. False when nothing was kept."""
    session = request.help_ended
    guard = keeping.guard_of(request)
    if guard is None or session is None or token != str(session.pk):
        return False
    if not _may_be_kept(session, guard.service):
        return False
    actor = actor_of(session)
    with transaction.atomic():
        kept = keeping.keep_what_was_typed(request, actor=actor, arguments=arguments)
        if kept:
            record(Event.DRAFT_KEPT, actor=actor, subject=guard.service)
    return kept


def _may_be_kept(session: AssistedSession, area: str) -> bool:
    if session.ended_why not in RAN_OUT or session.is_paused:
        return False
    roles, agreed = session.staff.roles, session.mandate.services
    return policies.can_open(area, Action.CHANGE, roles=roles, agreed=agreed)
