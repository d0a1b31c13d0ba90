"""Count every attempt at every task by channel, without knowing whose it was."""

from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from accounts.channels import Channel
from services.models import Journey, Outcome

SESSION_KEY = "journeys"


def begin(request: HttpRequest, *, service: str, task: str, channel: Channel) -> UUID:
    """The journey this browser began for this task and has not finished, or a new one."""
    begun = request.session.setdefault(SESSION_KEY, {})
    key = f"{service}/{task}"
    known = Journey.objects.filter(pk=begun.get(key), finished_at=None).first()
    if known is None:
        known = Journey.objects.create(service=service, task=task, channel=channel)
        begun[key] = str(known.pk)
        request.session.modified = True
    return known.pk


def leave(request: HttpRequest, *, service: str, task: str) -> None:
    """This browser has given the task up; the next attempt is a new journey."""
    if request.session.get(SESSION_KEY, {}).pop(f"{service}/{task}", None):
        request.session.modified = True


def complete(journey_id: UUID | None, *, service: str, task: str, channel: Channel) -> None:
    """It was done. Without a journey (no cookies, an old tab) a finished one is written down.

    Call it in the transaction of the act; twice counts once.
    """
    now = timezone.now()
    finished = {"finished_at": now, "outcome": Outcome.COMPLETED}
    if journey_id is None:
        Journey.objects.create(
            service=service, task=task, channel=channel, started_at=now, **finished
        )
        return
    Journey.objects.filter(pk=journey_id, finished_at=None).update(channel=channel, **finished)
