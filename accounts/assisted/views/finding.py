"""Where help begins: find the resident, or write down somebody new."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actor import Actor
from accounts.assisted.actors import actor_at_desk
from accounts.assisted.clearing import list_asked
from accounts.assisted.decorators import for_staff
from accounts.assisted.finding import Found, TooFewFacts, find_residents, masked
from accounts.assisted.forms import FindForm, NewcomerForm
from accounts.assisted.help import AssistedRequest, staff_of
from accounts.assisted.models import AssistedSession
from accounts.assisted.permissions import is_adviser
from accounts.assisted.registering import AlreadyKnown, register_resident
from accounts.assisted.summary import SUMMARY_STAYS
from accounts.staff.roles import ADVISERS, Role

TWO_FACTS = "Enter at least two: one alone would find neighbours and namesakes too."
KNOWN = "There is a record for this person already. Find them with these facts."


@for_staff(*ADVISERS)
@require_safe
def start(request: AssistedRequest) -> HttpResponse:
    """What is going on, and what to do next."""
    sessions = AssistedSession.objects.filter(staff_id=request.actor.staff_id)
    sessions = sessions.select_related("resident")
    ended = sessions.filter(ended_at__gt=timezone.now() - SUMMARY_STAYS)
    asked = list_asked(staff_of(request), now=timezone.now())
    facts = {
        "asked": [(one, masked(one.resident)) for one in asked],
        "elsewhere": None if request.assisting else sessions.filter(ended_at=None).first(),
        "ended_lately": ended.order_by("-ended_at")[:5],
    }
    return render(request, "assisted/start.html", facts)


@for_staff(*ADVISERS, Role.SUPERVISOR)
@require_http_methods(["GET", "POST"])
def find(request: AssistedRequest) -> HttpResponse:
    """Facts are posted, so that they stand in no address, history or log. Supervisors may mark."""
    form = FindForm(request.POST or None)
    found: Found | None = None
    if form.is_valid():
        try:
            found = find_residents(form.facts, actor=_at_desk(request), now=timezone.now())
        except TooFewFacts:
            form.add_error(None, TWO_FACTS)
    roles = staff_of(request).roles
    facts = {
        "form": form,
        "found": found,
        "may_help": is_adviser(roles),
        "may_mark": Role.SUPERVISOR in roles,
    }
    return render(request, "assisted/find.html", facts)


@for_staff(*ADVISERS)
@require_http_methods(["GET", "POST"])
def register(request: AssistedRequest) -> HttpResponse:
    """Somebody we have no record of. No e-mail is asked for, and none is made up."""
    form = NewcomerForm(request.POST or None)
    if form.is_valid():
        try:
            resident = register_resident(form.newcomer, actor=_at_desk(request), now=timezone.now())
        except AlreadyKnown:
            form.add_error(None, KNOWN)
        else:
            messages.info(request, f"We now have a record for {resident.full_name}.")
            return redirect("assisted:identity", resident_id=resident.pk)
    return render(request, "assisted/register.html", {"form": form})


def _at_desk(request: AssistedRequest) -> Actor:
    return actor_at_desk(staff_of(request))
