"""From the parking system's words and DVLA's to the portal's, refusing what makes no sense."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from services.contract import ServiceUnavailable
from services.parking import payloads
from services.parking.records.notices import (
    Challenge,
    NextStep,
    NoticeState,
    PenaltyChargeNotice,
    Photograph,
)
from services.parking.records.permits import Permit, PermitKind, Vehicle, VisitorPack
from services.supplied import LONDON, whole_pence

LARGEST_AMOUNT_PENCE = 1_000_00
FOR_VISITORS = "oneTimeUseParking"
PICTURES = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n"}
"""What a picture may be, and how its bytes begin: anything else is not shown."""


def pence(pounds: Decimal) -> int:
    """Whole pence of an amount that a notice or a permit can cost."""
    return whole_pence(pounds, most=LARGEST_AMOUNT_PENCE)


def permits(
    rights: Iterable[payloads.AssignedRight],
    specifications: Iterable[payloads.RightSpecification],
    places: Iterable[payloads.Place],
) -> tuple[Permit, ...]:
    """The one that ends last comes first."""
    kinds = {each.id: each for each in specifications}
    names = {each.id: _english(each.name) for each in places}
    found = [_permit(right, kinds, names) for right in rights]
    return tuple(sorted(found, key=lambda permit: permit.ends_on, reverse=True))


def _permit(
    right: payloads.AssignedRight,
    kinds: Mapping[str, payloads.RightSpecification],
    names: Mapping[str, str],
) -> Permit:
    kind = kinds.get(right.right_specification.id)
    if kind is None:
        raise ServiceUnavailable("a permit of no known kind")
    starts = min((use.start_time for use in right.planned_uses), default=None)
    for_visitors = kind.type == FOR_VISITORS
    return Permit(
        reference=right.id,
        kind=PermitKind.VISITOR_SESSIONS if for_visitors else PermitKind.PERMIT,
        title=_english(kind.description),
        zone=", ".join(names.get(place.id, "") for place in kind.hierarchy_elements),
        vrm=next(iter(right.plates), ""),
        starts_on=starts.astimezone(LONDON).date() if starts and not for_visitors else None,
        ends_on=right.expiry.astimezone(LONDON).date(),
        sessions_left=right.instances_available,
        sessions_bought=right.total_instances,
        specification=right.right_specification.id,
        price_pence=pence(right.monetary_value.value.currency_value) if right.monetary_value else 0,
        is_paid=bool(right.payments),
    )


def packs(found: payloads.PackList) -> tuple[VisitorPack, ...]:
    return tuple(VisitorPack(each.instances, pence(each.amount)) for each in found.packs)


def notice(found: payloads.Notice) -> PenaltyChargeNotice:
    return PenaltyChargeNotice(
        number=found.pcn,
        vrm=found.vrm,
        vehicle=f"{found.vehicle.colour.capitalize()} {_make(found.vehicle.make)}",
        state=_state(found.status),
        contravention_code=found.contravention.code,
        contravention=found.contravention.description,
        location=found.location,
        seen_at=found.issued_at,
        served_on=found.served_on,
        penalty_pence=pence(found.penalty),
        due_today_pence=pence(found.amount_due_today),
        discount_ends_on=found.discount_ends_on,
        until=found.until,
        next_step=_next_step(found.afterwards) if found.afterwards else None,
        challenge_kind=found.may_challenge or "",
        challenge=_challenge(found.challenge) if found.challenge else None,
        closed_as=found.closed_as or "",
    )


def photographs(found: Iterable[payloads.Photograph]) -> tuple[Photograph, ...]:
    """Only what is a picture by its own bytes, whatever the supplier calls it."""
    return tuple(
        Photograph(each.id, each.caption, each.taken_at, each.content_type, each.content)
        for each in found
        if each.content_type in PICTURES and each.content.startswith(PICTURES[each.content_type])
    )


def vehicle(found: payloads.Vehicle) -> Vehicle:
    description = f"{found.colour.capitalize()} {_make(found.make)}".strip()
    return Vehicle(
        vrm=found.registration_number,
        description=description or "Vehicle",
        is_taxed=found.tax_status == "Taxed",
        # A new vehicle needs no MOT: DVLA then holds none, or returns none.
        has_mot=found.mot_status != "Not valid",
    )


def _next_step(found: payloads.Afterwards) -> NextStep:
    return NextStep(found.on, _state(found.status), pence(found.amount))


def _challenge(found: payloads.Challenge) -> Challenge:
    return Challenge(
        reference=found.reference,
        received_on=found.received_on,
        answer_by=found.decide_by,
        rejected_on=found.decided_on if found.outcome == "rejected" else None,
    )


def _state(status: str) -> NoticeState:
    return NoticeState(status) if status in set(NoticeState) else NoticeState.UNKNOWN


def _english(texts: Iterable[payloads.Text]) -> str:
    return next((text.string for text in texts if text.language == "en"), "")


def _make(name: str) -> str:
    """«FORD» is «Ford», but «BMW» is «BMW»."""
    return name if len(name) <= 3 else name.capitalize()
