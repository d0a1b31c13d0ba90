"""A form that comes too late to be done: what was typed is kept as a draft, and nothing is sent.

Only what a page keeps anyway. Facts that link a service prove who somebody is, and are never kept;
one's own details and sign-in are no service's, and drafts are; of a session to book there is only a
price to choose. The sign-in page then says that what was not sent is not saved.
"""

from typing import Any

from accounts.actor import Actor
from accounts.guards import Guard

TIME_IS_UP = "time_is_up"
"""Sent with a half-filled form by the page's own clock: to be kept, and not to be done."""


def guard_of(request: Any) -> Guard | None:
    """Of the page that the request is for."""
    found: Guard | None = getattr(request.resolver_match.func, "guard", None)
    return found


def keep_what_was_typed(request: Any, *, actor: Actor, arguments: dict[str, Any]) -> bool:
    """As the draft of whom `actor` acts for. False when the page does not know how."""
    guard = guard_of(request)
    if guard is None or guard.keep is None:
        return False
    now_acting, request.actor = request.actor, actor
    try:
        guard.keep(request, **arguments)
    finally:
        request.actor = now_acting
    return True
