"""The pages around the card page. The card page itself is the gateway's: no card is typed here."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accessibility.plain_words import pounds
from accounts.actor import Actor
from accounts.assisted.decorators import for_resident, public
from accounts.assisted.help import AssistedRequest
from accounts.ownership import get_owned, list_owned
from accounts.residents.contact import is_reached_at_once
from payments import checkout, payment_links, presenters, receipts
from payments.amounts import AmountNotAllowed
from payments.charges import (
    AlreadyPaid,
    BeingLookedAt,
    NotPayableHere,
    Payable,
    fetch_payable,
)
from payments.forms import PayForm
from payments.gateway import GatewayRefused, GatewayUnavailable
from payments.guarding import check_service, may_see
from payments.models import Payment, PaymentLink, PaymentSession
from payments.settlement import TASK, find_session, settle
from payments.states import Why
from services import journeys
from services.contract import Charge, NothingOwed, ServiceUnavailable
from services.links import NotLinked
from services.models import Submission
from services.submissions import find_contesting

STOPS: dict[type[Exception], presenters.Stop] = {
    NothingOwed: presenters.NOTHING_OWED,
    AlreadyPaid: presenters.ALREADY_PAID,
    BeingLookedAt: presenters.BEING_LOOKED_AT,
    ServiceUnavailable: presenters.SERVICE_UNAVAILABLE,
    GatewayUnavailable: presenters.GATEWAY_UNAVAILABLE,
    GatewayRefused: presenters.GATEWAY_UNAVAILABLE,
    checkout.PaymentInProgress: presenters.GATEWAY_UNAVAILABLE,
    payment_links.OnlyByLetter: presenters.ONLY_BY_LETTER,
}
LINK_STOPS = (
    payment_links.LinkIsOver,
    AmountNotAllowed,
    checkout.ChargeChanged,
    NotLinked,
    NotPayableHere,
)


@for_resident("payments")
@require_GET
def index(request: AssistedRequest) -> HttpResponse:
    """Every attempt, newest first, with its receipt or how it ended."""
    sessions = list_owned(PaymentSession, actor=request.actor)
    sessions = sessions.select_related("payment").prefetch_related("payment__refunds")
    lines = [presenters.line_of(session) for session in sessions[:100]]
    return render(request, "payments/index.html", {"lines": lines})


@for_resident("payments")
@require_http_methods(["GET", "POST"])
def start(request: AssistedRequest, service: str, charge_reference: str) -> HttpResponse:
    """What is owed, and the button that leads to the card page (or sends a link, for staff)."""
    slug = service.replace("-", "_")
    check_service(request, slug)
    try:
        payable = fetch_payable(
            actor=request.actor,
            service=slug,
            charge_reference=charge_reference,
            now=timezone.now(),
        )
        contested = _contested(request, request.actor, payable.charge)
        if contested:
            return _ask_first(request, payable.owed_pence, contested, service=slug)
        if request.method == "POST":
            return _pay(request, payable)
        return _ask(request, payable, PayForm(payable=payable))
    except NotPayableHere as nowhere:
        raise Http404 from nowhere
    except NotLinked:
        return redirect("services:link", slug=service)
    except tuple(STOPS) as stop:
        return _stopped(request, stop, slug)


@public
@require_GET
def come_back(request: AssistedRequest, session_id: UUID) -> HttpResponse:
    """Where the card page sends the browser. Believes nothing it brings: the gateway is asked.

    Whoever is not signed in as the resident sees how it stands, and nothing else.
    """
    session = find_session(session_id)
    if session is None:
        return _stop_page(request, presenters.UNKNOWN)
    is_known = True
    if session.is_open:
        try:
            session = settle(session, now=timezone.now())
        except (GatewayUnavailable, GatewayRefused):
            is_known = False
    is_theirs = request.actor.resident_id == session.resident_id
    is_theirs = is_theirs and may_see(request, session.service)
    outcome = presenters.outcome_of(session, is_known=is_known)
    context = {
        "session": session,
        "amount": pounds(session.amount_pence),
        "outcome": outcome,
        "is_theirs": is_theirs,
        "may_type_card": is_theirs and not request.actor.is_assisting,
    }
    return render(request, "payments/outcome.html", context)


@for_resident("payments")
@require_POST
def cancel(request: AssistedRequest, session_id: UUID) -> HttpResponse:
    """Close the card page. If it was paid a moment ago, it is paid."""
    session = get_owned(PaymentSession, actor=request.actor, pk=session_id)
    try:
        checkout.close(session, because=Why.BY_RESIDENT, now=timezone.now())
    except (GatewayUnavailable, GatewayRefused) as stop:
        return _stopped(request, stop, session.service)
    return redirect("payments:return", session_id=session.pk)


@for_resident("payments")
@require_GET
def receipt(request: AssistedRequest, reference: str) -> HttpResponse:
    made = receipts.make_receipt(get_owned(Payment, actor=request.actor, reference=reference))
    return render(request, "payments/receipt.html", {"receipt": made})


@for_resident("payments")
@require_GET
def receipt_pdf(request: AssistedRequest, reference: str) -> HttpResponse:
    made = receipts.make_receipt(get_owned(Payment, actor=request.actor, reference=reference))
    return HttpResponse(
        receipts.make_pdf(made),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="receipt-{made.reference}.pdf"'},
    )


@public
@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """A payment link: payee and amount, and a button that works once."""
    try:
        found = payment_links.find_link(token, now=timezone.now())
        if _contested(request, found.actor, found):
            return _ask_first(request, found.amount_pence)
        if request.method == "POST":
            session = payment_links.use_link(found, now=timezone.now())
            return redirect(session.page_url)
    except LINK_STOPS:
        return _stop_page(request, presenters.LINK_IS_OVER)
    except tuple(STOPS) as stop:
        return _stop_page(request, _stop_for(stop))
    context = {"link": found, "amount": pounds(found.amount_pence)}
    return render(request, "payments/link.html", context)


def _pay(request: AssistedRequest, payable: Payable) -> HttpResponse:
    form = PayForm(request.POST, payable=payable)
    if not form.is_valid():
        return _ask(request, payable, form)
    if not form.saw_this_amount:
        return _ask(request, payable, PayForm(payable=payable), has_changed=True)
    try:
        if request.actor.is_assisting:
            return _send_link(request, payable, form.amount_pence or payable.owed_pence)
        session = checkout.start_payment(
            payable=payable,
            actor=request.actor,
            return_url=presenters.page_of_service(payable.charge.service),
            amount_pence=form.amount_pence,
            journey_id=_journey(request, payable),
            now=payable.asked_at,
        )
    except AmountNotAllowed as wrong:
        form.add_error("amount" if form.takes_part else None, str(wrong))
        return _ask(request, payable, form)
    except checkout.ChargeChanged:
        # Something was paid between our two looks: show what is owed now.
        return redirect(request.get_full_path())
    return redirect(session.page_url)


def _send_link(request: AssistedRequest, payable: Payable, amount_pence: int) -> HttpResponse:
    """Staff never see a card page: the resident gets a link, wherever they prefer."""
    payment_links.send_link(
        payable=payable,
        amount_pence=amount_pence,
        actor=request.actor,
        journey_id=_journey(request, payable),
        now=payable.asked_at,
    )
    back = presenters.page_of_service(payable.charge.service)
    return render(request, "payments/link_sent.html", {"payable": payable, "back": back})


def _ask(
    request: AssistedRequest, payable: Payable, form: PayForm, *, has_changed: bool = False
) -> HttpResponse:
    _journey(request, payable)
    context = {
        "form": form,
        "payable": payable,
        "owed": pounds(payable.owed_pence),
        "has_changed": has_changed,
        "only_by_letter": request.actor.is_assisting
        and not is_reached_at_once(request.actor.acting_for),
        "back": presenters.page_of_service(payable.charge.service),
    }
    return render(request, "payments/start.html", context)


def _contested(
    request: HttpRequest, actor: Actor, charge: Charge | PaymentLink
) -> Submission | None:
    """A challenge that waits, until whoever pays has said that they mean it."""
    if "anyway" in request.GET:
        return None
    return find_contesting(
        actor=actor, service=charge.service, account_reference=charge.account_reference
    )


def _ask_first(
    request: HttpRequest, pence: int, contested: Submission | None = None, *, service: str = ""
) -> HttpResponse:
    """The service does not know yet that this is challenged: paying takes a step of its own.

    Whoever opens a link may be anybody, and is told nothing of the challenge.
    """
    context = {
        "contested": contested,
        "owed": pounds(pence),
        "back": presenters.page_of_service(service),
    }
    return render(request, "payments/contested.html", context)


def _journey(request: AssistedRequest, payable: Payable) -> UUID:
    return journeys.begin(
        request, service=payable.charge.service, task=TASK, channel=request.actor.channel
    )


def _stop_for(stop: Exception) -> presenters.Stop:
    return next(page for kind, page in STOPS.items() if isinstance(stop, kind))


def _stopped(request: HttpRequest, stop: Exception, service: str) -> HttpResponse:
    return _stop_page(request, _stop_for(stop), back=presenters.page_of_service(service))


def _stop_page(request: HttpRequest, stop: presenters.Stop, *, back: str = "/") -> HttpResponse:
    context = {"stop": stop, "back": back}
    return render(request, "payments/stop.html", context, status=stop.status)
