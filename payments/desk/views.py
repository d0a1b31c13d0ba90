"""The money desk: what does not match, what could not be posted, refunds, and the day's books."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accessibility.plain_words import pounds
from accounts.actor import ActorRequest
from accounts.audit.events import Event
from accounts.audit.record import record
from accounts.guards import for_staff
from accounts.staff.forms import ResolutionForm
from accounts.staff.roles import Role
from payments import mismatches, posting, reconciliation, refunds
from payments.books import LONDON
from payments.desk import pages
from payments.desk.forms import FindForm, RefundForm
from payments.gateway import GatewayRefused, GatewayUnavailable
from payments.models import Payment, Refund

DECIDES = (Role.SERVICE_MANAGER, Role.SUPERVISOR)
READS = (*DECIDES, Role.AUDITOR)
PER_PAGE = 20


@for_staff(*READS)
@require_safe
def index(request: ActorRequest) -> HttpResponse:
    """Everything that waits for a person, and the way to any payment."""
    form = FindForm(request.GET) if "reference" in request.GET else FindForm()
    if form.is_bound and form.is_valid():
        payment = pages.find_payment(form.cleaned_data["reference"])
        if payment is not None:
            return redirect("payments:desk-payment", reference=payment.reference)
        form.add_error("reference", "There is no payment with this reference")
    page = Paginator(mismatches.list_open(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "mismatches": pages.mismatch_lines(page.object_list),
        "refunds": pages.refund_lines(pages.refunds_to_decide(), reader=request.actor.staff_id),
        "books": pages.books_lines(),
    }
    return render(request, "payments/desk/index.html", context)


@for_staff(*READS)
@require_safe
def mismatch(request: ActorRequest, mismatch_id: int) -> HttpResponse:
    return _mismatch_page(request, mismatch_id, ResolutionForm())


@for_staff(*DECIDES)
@require_POST
def resolve(request: ActorRequest, mismatch_id: int) -> HttpResponse:
    """Somebody has put it right, and says how."""
    form = ResolutionForm(request.POST)
    if not form.is_valid():
        return _mismatch_page(request, mismatch_id, form)
    resolution = form.cleaned_data["resolution"]
    now = timezone.now()
    if not mismatches.resolve(mismatch_id, actor=request.actor, resolution=resolution, now=now):
        messages.info(request, "Somebody had done this before you.")
    return redirect("payments:desk")


@for_staff(*DECIDES)
@require_POST
def post_again(request: ActorRequest, reference: str) -> HttpResponse:
    """The ledger refused a payment, and somebody has put right why."""
    payment = _payment(reference)
    waits = posting.post_again(payment.posting, actor=request.actor, now=timezone.now())
    words = "The ledger is told again within a minute." if waits else "There is nothing to tell."
    messages.info(request, f"{reference}: {words}")
    return redirect("payments:desk")


@for_staff(*READS)
@require_safe
def payment(request: ActorRequest, reference: str) -> HttpResponse:
    found = _payment(reference)
    record(
        Event.PAYMENT_VIEWED,
        actor=request.actor,
        resident_id=found.resident_id,
        subject=found.reference,
        service=found.service,
    )
    return _payment_page(request, found, RefundForm(left_pence=pages.left_of(found)))


@for_staff(*DECIDES)
@require_POST
def ask_for_refund(request: ActorRequest, reference: str) -> HttpResponse:
    """The first of two people. The same form sent twice asks once."""
    found = _payment(reference)
    form = RefundForm(request.POST, left_pence=pages.left_of(found) or found.amount_pence)
    if form.is_valid():
        try:
            refunds.request_refund(
                payment=found,
                amount_pence=form.cleaned_data["amount"],
                reason=form.cleaned_data["reason"],
                key=form.cleaned_data["key"],
                actor=request.actor,
                now=timezone.now(),
            )
        except refunds.RefundNotAllowed as no:
            form.add_error(None, str(no))
        else:
            messages.info(request, "Somebody else has to approve this refund now.")
            return redirect("payments:desk-payment", reference=reference)
    return _payment_page(request, found, form)


@for_staff(*DECIDES)
@require_POST
def approve_refund(request: ActorRequest, refund_id: UUID) -> HttpResponse:
    """The second person. The gateway is asked at once; what it does not answer is asked again."""
    refund = _refund(refund_id)
    try:
        refund = refunds.approve_refund(refund, actor=request.actor, now=timezone.now())
    except refunds.RefundNotAllowed as no:
        messages.error(request, str(no))
    else:
        messages.info(request, f"The refund of {pounds(refund.amount_pence)} is approved.")
    return redirect("payments:desk-payment", reference=refund.payment.reference)


@for_staff(*DECIDES)
@require_POST
def decline_refund(request: ActorRequest, refund_id: UUID) -> HttpResponse:
    refund = _refund(refund_id)
    try:
        refunds.decline_refund(refund, actor=request.actor)
    except refunds.RefundNotAllowed as no:
        messages.error(request, str(no))
    return redirect("payments:desk-payment", reference=refund.payment.reference)


@for_staff(*READS)
@require_safe
def books(request: ActorRequest, day: date) -> HttpResponse:
    """One day's books beside each other."""
    found = pages.find_books(day)
    if found is None:
        raise Http404
    line, differences = found
    context = {"books": line, "differences": differences, "may_act": _may_act(request)}
    return render(request, "payments/desk/books.html", context)


@for_staff(*DECIDES)
@require_POST
def compare_again(request: ActorRequest, day: date) -> HttpResponse:
    """After something was put right at the card company. The earlier comparison stays."""
    now = timezone.now()
    if day >= now.astimezone(LONDON).date():
        raise Http404
    try:
        reconciliation.reconcile(day, now=now, actor=request.actor)
    except (GatewayUnavailable, GatewayRefused):
        messages.error(request, "The card company is not answering. Try again in a few minutes.")
        return redirect("payments:desk")
    return redirect("payments:desk-books", day=day)


def _mismatch_page(request: ActorRequest, mismatch_id: int, form: ResolutionForm) -> HttpResponse:
    found = pages.find_mismatch(mismatch_id)
    if found is None:
        raise Http404
    context = {"mismatch": found, "form": form, "may_act": _may_act(request)}
    return render(request, "payments/desk/mismatch.html", context)


def _payment_page(request: ActorRequest, found: Payment, form: RefundForm) -> HttpResponse:
    left = pages.left_of(found)
    context = {
        "payment": found,
        "amount": pounds(found.amount_pence),
        "service": found.service.replace("_", " ").capitalize(),
        "refunds": pages.refund_lines(pages.refunds_of(found), reader=request.actor.staff_id),
        "form": form,
        "may_ask": _may_act(request) and left > 0,
        "may_act": _may_act(request),
    }
    return render(request, "payments/desk/payment.html", context)


def _may_act(request: ActorRequest) -> bool:
    return bool(request.user.staff_member.has_any_role(*DECIDES))  # type: ignore[union-attr]  # for_staff


def _payment(reference: str) -> Payment:
    found = pages.find_payment(reference)
    if found is None:
        raise Http404
    return found


def _refund(refund_id: UUID) -> Refund:
    found = pages.find_refund(refund_id)
    if found is None:
        raise Http404
    return found
