"""Penalty charge notices: only for who knows both the number and the registration."""

from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from msgspec import Meta, Struct

from services.sandbox import store
from services.sandbox.parking import penalties
from services.sandbox.parking.answers import API, SUPPLIER, tidy
from services.sandbox.parking.penalties import ANSWER_WITHIN, Notice, Standing, Tariff
from services.sandbox.rest import Refused, new_reference, pence, pounds, read

TARIFF = Tariff()
POSTING_DELAY = timedelta(days=7)
"""What was done this long ago may still be told us; the day it was done counts."""
Money = Annotated[str, Meta(pattern=r"^[0-9]+\.[0-9]{2}$")]
Ground = Literal[
    "contravention_did_not_occur",
    "not_the_owner",
    "taken_without_consent",
    "hire_firm",
    "exceeded_amount",
    "procedural_impropriety",
    "invalid_order",
    "already_paid",
    "mitigating_circumstances",
]


class Challenge(Struct, rename="camel", forbid_unknown_fields=True):
    vrm: str
    ground: Ground
    statement: Annotated[str, Meta(min_length=1, max_length=4000)]
    name: Annotated[str, Meta(min_length=1, max_length=200)]
    submitted_at: datetime | None = None
    evidence: list[Annotated[bytes, Meta(max_length=5_000_000)]] = []


class Payment(Struct, rename="camel", forbid_unknown_fields=True):
    vrm: str
    amount: Money
    payment_reference: Annotated[str, Meta(min_length=1, max_length=60)]
    paid_at: datetime


def find(request: HttpRequest) -> JsonResponse:
    body = _get(request.GET.get("pcn", ""), request.GET.get("vrm", ""))
    return JsonResponse(_shown(body, timezone.localdate()))


def evidence(request: HttpRequest, number: str) -> JsonResponse:
    """The photographs, small enough to travel inside the answer."""
    body = _get(number, request.GET.get("vrm", ""))
    photographs = store.list_of(SUPPLIER, "photograph", body__pcn=body["pcn"])
    return JsonResponse({"pcn": body["pcn"], "photographs": photographs})


def challenge(request: HttpRequest, number: str) -> JsonResponse:
    asked = read(request, Challenge)

    def work() -> tuple[int, dict]:
        body = _get(number, asked.vrm)
        on = asked.submitted_at or timezone.now()
        today = _told_on(on, "$.submittedAt")
        stands = _standing(body, today)
        if body["challenge"] and not body["challenge"]["decidedOn"]:
            raise Refused(409, "already-challenged", "We have a challenge and will answer it.")
        if not stands.may_challenge:
            raise Refused(409, "too-late", "The time to challenge this notice is over.")
        body["challenge"] = {
            "reference": new_reference("CH"),
            "kind": stands.may_challenge,
            "ground": asked.ground,
            "receivedOn": today.isoformat(),
            "decideBy": (today + ANSWER_WITHIN).isoformat(),
            "decidedOn": None,
            "outcome": None,
        }
        store.put(SUPPLIER, "pcn", body["pcn"], body)
        return 201, {"pcn": body["pcn"], **body["challenge"]}

    return API.once(request, work)


def pay(request: HttpRequest, number: str) -> JsonResponse:
    """Take the whole amount due on the day it was paid, once for a payment reference."""
    asked = read(request, Payment)

    def work() -> tuple[int, dict]:
        body = _get(number, asked.vrm)
        earlier = body["payment"]
        if earlier:
            return 200, {"pcn": body["pcn"], **_same_payment(earlier, asked)}
        due = _standing(body, _told_on(asked.paid_at, "$.paidAt")).due_pence
        if body["closedAs"] or pence(asked.amount) != due:
            detail = f"{pounds(due)} was due on the day you give."
            raise Refused(409, "wrong-amount", detail, amountDue=pounds(due))
        body["payment"] = {
            "paymentReference": asked.payment_reference,
            "amount": asked.amount,
            "paidAt": asked.paid_at.isoformat(),
        }
        body["closedAs"] = "paid"
        store.put(SUPPLIER, "pcn", body["pcn"], body)
        return 201, {"pcn": body["pcn"], **body["payment"]}

    return API.once(request, work)


def _same_payment(earlier: dict[str, str], asked: Payment) -> dict[str, str]:
    same = (asked.payment_reference, asked.amount)
    if (earlier["paymentReference"], earlier["amount"]) != same:
        raise Refused(409, "already-paid", "This notice has been paid.")
    return earlier


def _told_on(moment: datetime, pointer: str) -> date:
    """The day it was done, when we hear of it soon enough."""
    if moment.tzinfo is None:
        raise Refused(422, "not-valid", "Say the time zone.", pointer=pointer)
    now = timezone.now()
    if not now - POSTING_DELAY <= moment <= now + timedelta(minutes=5):
        raise Refused(422, "not-valid", "Too long ago, or not yet.", pointer=pointer)
    return timezone.localtime(moment).date()


def _get(number: str, vrm: str) -> dict[str, Any]:
    """Both, or nothing: a number alone shows nobody's notice."""
    if not number or not vrm:
        raise Refused(400, "both-needed", "Give the notice's number and the registration.")
    body = store.get(SUPPLIER, "pcn", tidy(number))
    if body is None or (body["vrm"] != tidy(vrm) and body["pcn"] == tidy(number)):
        raise Refused(404, "no-such-notice", "No notice has this number and registration.")
    return body


def _standing(body: dict[str, Any], day: date) -> Standing:
    return penalties.standing(_notice(body), day, TARIFF)


def _notice(body: dict[str, Any]) -> Notice:
    challenged = body["challenge"] or {}
    return Notice(
        level=body["contravention"]["level"],
        served_on=date.fromisoformat(body["servedOn"]),
        served_by=body["servedBy"],
        challenged_on=_day(challenged.get("receivedOn")),
        challenge_kind=challenged.get("kind", ""),
        rejected_on=_day(challenged.get("decidedOn")),
        closed_as=body["closedAs"] or "",
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _shown(body: dict[str, Any], today: date) -> dict[str, Any]:
    notice = _notice(body)
    stands = _standing(body, today)
    return body | {
        "status": stands.status,
        "penalty": pounds(TARIFF.penalty(notice.level)),
        "discounted": pounds(TARIFF.discounted(notice.level)),
        "discountEndsOn": penalties.discount_ends_on(notice, TARIFF).isoformat(),
        "amountDueToday": pounds(stands.due_pence),
        "until": stands.until.isoformat() if stands.until else None,
        "afterwards": _afterwards(notice, stands),
        "mayChallenge": stands.may_challenge or None,
    }


def _afterwards(notice: Notice, stands: Standing) -> dict[str, str] | None:
    """What happens when nobody does anything, and what it costs then."""
    if stands.until is None:
        return None
    following = stands.until + timedelta(days=1)
    then = penalties.standing(notice, following, TARIFF)
    return {"on": following.isoformat(), "status": then.status, "amount": pounds(then.due_pence)}
