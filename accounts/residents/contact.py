"""Reach a resident by the route they prefer, or the one that is left."""

from uuid import UUID

from accounts.notifications.models import Route
from accounts.notifications.send import Notification, send
from accounts.residents.models import Resident


def notify(
    resident_id: UUID, template: str, *, reference: str = "", **personalisation: str
) -> None:
    """Write to the resident, in the caller's transaction: a letter when there is no e-mail.

    Whoever was erased meanwhile is not written to; whether anybody else is, the outbox decides.
    """
    resident = Resident.objects.filter(pk=resident_id).first()
    if resident is None:
        return
    route, to = _route(resident)
    send(
        Notification(
            template=template,
            route=route,
            to=to,
            reference=reference,
            resident_id=resident_id,
            personalisation={"name": resident.full_name, **personalisation},
        )
    )


def is_reached_at_once(resident_id: UUID) -> bool:
    """By e-mail or text message: a letter takes days."""
    route, _to = _route(Resident.objects.get(pk=resident_id))
    return route != Route.LETTER


def _route(resident: Resident) -> tuple[Route, str]:
    if resident.preferred_route == Route.SMS and resident.telephone:
        return Route.SMS, resident.telephone
    if resident.preferred_route != Route.LETTER and resident.email:
        return Route.EMAIL, resident.email
    lines = [resident.full_name, *resident.address.split(", "), resident.postcode]
    return Route.LETTER, "\n".join(line for line in lines if line)
