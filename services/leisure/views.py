"""Leisure's pages: what is booked, what is on, booking a place and giving it back."""

from collections.abc import Iterable

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actor import ActorRequest
from accounts.assisted.decorators import for_resident
from services.answering import answers_for
from services.contract import ServiceUnavailable
from services.installed import get_service
from services.leisure import operations
from services.leisure.adapter import LeisureAdapter
from services.leisure.client import NotBookable
from services.leisure.forms import BookForm, CancelBookingForm, FindForm, time_seen
from services.leisure.records import Booking, Opportunity
from services.links import NotLinked, reference_for
from services.network import run

SLUG = operations.SERVICE
PAGE_SIZE = 20
NOT_BOOKED = {
    operations.SessionFull: "The last place has just gone. Choose another session.",
    operations.NotOpenForBooking: "This session cannot be booked online. Call the centre.",
    operations.PriceChanged: "The price, or when you pay it, has changed. Look for the session "
    "again and check it.",
}
MOVED = "If you still want to come, press the button again."
TOO_LATE = "It is too late to cancel this online. Call the centre and they will help."


@for_resident(SLUG)
@answers_for(SLUG)
@require_safe
def index(request: ActorRequest) -> HttpResponse:
    """What is booked, and the way to find more."""
    now = timezone.now()
    member = run(leisure().fetch_membership(reference_for(request.actor, SLUG, now=now)))
    coming = [booking for booking in member.bookings if booking.is_coming_up(now=now)]
    context = {
        "member": member,
        "coming": [(b, b.can_be_cancelled(now=now)) for b in reversed(coming)],
        "past": [booking for booking in member.bookings if booking not in coming][:PAGE_SIZE],
    }
    return render(request, "leisure/index.html", context)


@for_resident(SLUG)
@answers_for(SLUG)
@require_safe
def find(request: ActorRequest) -> HttpResponse:
    """What is on, by activity, place, day and access need. Needs no membership."""
    now = timezone.now()
    timetable = run(leisure().fetch_timetable())
    form = FindForm(request.GET, timetable=timetable, today=timezone.localdate(now))
    found = timetable.find(form.search, now=now) if form.is_valid() else []
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "as_at": timetable.as_at}
    return render(request, "leisure/find.html", context)


@for_resident(SLUG)
@answers_for(SLUG)
@require_http_methods(["GET", "POST"])
def book(request: ActorRequest, key: str) -> HttpResponse:
    """One session: its details, its prices, and booking a place at the time it says."""
    opportunity = _opportunity(key)
    if request.method == "POST":
        return _answer(request, opportunity)
    if not opportunity.is_paid_now:
        operations.BOOK.begin(request)
    opportunity, why_not = _asked_now(opportunity)
    return _show(request, opportunity, BookForm(opportunity=opportunity), why_not=why_not)


@for_resident(SLUG)
@answers_for(SLUG)
@require_http_methods(["GET", "POST"])
def cancel(request: ActorRequest, order_id: str) -> HttpResponse:
    """Ask once, then give the place back."""
    if sent := operations.CANCEL.sent_by(request):
        return redirect("services:submission", sent.pk)
    now = timezone.now()
    membership = reference_for(request.actor, SLUG, now=now)
    booking = _booking(run(leisure().fetch_membership(membership)).bookings, order_id)
    form = CancelBookingForm(request.POST or None)
    journey = operations.CANCEL.begin(request)
    if request.method == "POST" and form.is_valid():
        try:
            submission = operations.cancel_booking(
                actor=request.actor,
                membership=membership,
                booking=booking,
                form_key=form.cleaned_data["form_key"],
                journey_id=journey,
                now=now,
            )
        except operations.TooLateToCancel:
            form.add_error(None, TOO_LATE)
        else:
            return redirect("services:submission", submission.pk)
    context = {"form": form, "booking": booking, "in_time": booking.can_be_cancelled(now=now)}
    return render(request, "leisure/cancel.html", context)


def leisure() -> LeisureAdapter:
    """The adapter that is switched on; these pages speak with this one only."""
    service = get_service(SLUG)
    if not isinstance(service, LeisureAdapter):
        raise LookupError(SLUG)
    return service


def _answer(request: ActorRequest, known: Opportunity) -> HttpResponse:
    """Book at the time the resident saw; the booking system, which is asked, has the last word."""
    seen = time_seen(request.POST)
    opportunity = known.at(seen)
    form = BookForm(request.POST.dict(), opportunity=opportunity)
    if form.is_valid():
        try:
            if seen is None:
                raise operations.SessionMoved(known.starts_at)
            return _hold(request, opportunity, form) or _book(request, opportunity, form)
        except operations.SessionMoved as moved:
            opportunity = known.at(moved.starts_at)
            form = BookForm(request.POST.dict(), opportunity=opportunity)
            form.add_error(None, f"This session is now on {opportunity.when}. {MOVED}")
        except operations.NotBooked as why:
            form.add_error(None, NOT_BOOKED[type(why)])
    return _show(request, opportunity, form)


def _show(
    request: ActorRequest, opportunity: Opportunity, form: BookForm, *, why_not: str = ""
) -> HttpResponse:
    context = {
        "form": form,
        "opportunity": opportunity,
        "is_linked": _is_linked(request),
        "why_not": why_not,
    }
    return render(request, "leisure/book.html", context)


def _book(request: ActorRequest, opportunity: Opportunity, form: BookForm) -> HttpResponse:
    now = timezone.now()
    submission = operations.book_session(
        actor=request.actor,
        membership=reference_for(request.actor, SLUG, now=now),
        opportunity=opportunity,
        price=form.chosen,
        form_key=form.cleaned_data["form_key"],
        journey_id=operations.BOOK.begin(request),
        now=now,
    )
    return redirect("services:submission", submission.pk)


def _hold(request: ActorRequest, opportunity: Opportunity, form: BookForm) -> HttpResponse | None:
    """To the payment, for a place that is sold against one; it is counted as that payment."""
    if not form.chosen.is_paid_now:
        return None
    form_key = form.cleaned_data["form_key"]
    operations.hold_place(
        actor=request.actor,
        membership=reference_for(request.actor, SLUG, now=timezone.now()),
        opportunity=opportunity,
        price=form.chosen,
        form_key=form_key,
    )
    return redirect("payments:start", SLUG, form_key)


def _opportunity(key: str) -> Opportunity:
    found = run(leisure().fetch_timetable()).get(key)
    if found is None:
        raise Http404
    return found


def _booking(bookings: Iterable[Booking], order_id: str) -> Booking:
    found = next((booking for booking in bookings if booking.order_id == order_id), None)
    if found is None:
        raise Http404
    return found


def _is_linked(request: ActorRequest) -> bool:
    try:
        reference_for(request.actor, SLUG, now=timezone.now())
    except NotLinked:
        return False
    return True


def _asked_now(opportunity: Opportunity) -> tuple[Opportunity, str]:
    """As the booking system tells it (C1), and why it would not sell a place now, if it would not.

    Without an answer the page still tells what the feed says: booking asks again.
    """
    if not opportunity.prices:
        return opportunity, NOT_BOOKED[operations.NotOpenForBooking]
    try:
        quote = run(leisure().fetch_quote(opportunity, opportunity.prices[0]))
    except NotBookable as no:
        return opportunity, NOT_BOOKED[operations.why_not(no)]
    except ServiceUnavailable:
        return opportunity, ""
    return opportunity.at(quote.starts_at), ""
