"""Where a second person decides: advisers ask, supervisors answer and mark records."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.assisted import cautioning, clearing, conflicts
from accounts.assisted.decorators import for_staff
from accounts.assisted.finding import masked
from accounts.assisted.forms import AskSupervisorForm, CautionForm
from accounts.assisted.help import AssistedRequest, staff_of
from accounts.assisted.models import Caution, Clearance
from accounts.assisted.refusals import NotPermitted, Refusal
from accounts.staff.roles import ADVISERS, Role

ASKED = "Your supervisors can see that you asked. Speak to one: the answer will stand here."
TOO_LATE = "Somebody has answered that already, or it was asked too long ago."
MARKED = "The record is marked. Whoever was helping with it is stopped."
OPEN_AGAIN = "The mark is gone. Advisers can open the record again."


@for_staff(*ADVISERS)
@require_http_methods(["GET", "POST"])
def ask(request: AssistedRequest, resident_id: UUID) -> HttpResponse:
    """About somebody too close to help alone. Asking opens nothing, and never one's own record."""
    staff, resident = staff_of(request), conflicts.find_resident(resident_id)
    if conflicts.is_own_record(staff, resident):
        raise NotPermitted(Refusal.OWN_RECORD, resident_id=resident.pk)
    form = AskSupervisorForm(request.POST or None)
    if form.is_valid():
        why = Clearance.Why(form.cleaned_data["why"])
        clearing.ask_supervisor(staff=staff, resident=resident, why=why, now=timezone.now())
        messages.info(request, ASKED)
        return redirect("assisted:start")
    return render(request, "assisted/ask_supervisor.html", {"form": form})


@for_staff(Role.SUPERVISOR)
@require_POST
def decide(request: AssistedRequest, clearance_id: UUID) -> HttpResponse:
    """Yes or no; the first answer counts."""
    now, supervisor = timezone.now(), staff_of(request)
    asked = clearing.list_waiting(now=now).filter(pk=clearance_id).first()
    if asked is None:
        messages.info(request, TOO_LATE)
        return redirect("assisted:oversight")
    is_own_request = asked.staff_id == supervisor.pk
    conflicts.check_may_decide(supervisor, asked.resident, is_own_request=is_own_request)
    allow = request.POST.get("allow") == "yes"
    clearing.decide(asked, supervisor=supervisor, allow=allow, now=now)
    messages.info(request, f"{asked.staff.name} {'may' if allow else 'may not'} help them.")
    return redirect("assisted:oversight")


@for_staff(Role.SUPERVISOR)
@require_http_methods(["GET", "POST"])
def caution(request: AssistedRequest, resident_id: UUID) -> HttpResponse:
    """Mark a record, or take the mark away. The record itself is not shown."""
    supervisor, resident = staff_of(request), conflicts.find_resident(resident_id)
    if conflicts.is_own_record(supervisor, resident):
        raise NotPermitted(Refusal.OWN_RECORD, resident_id=resident.pk)
    if conflicts.lives_with(supervisor, resident):
        raise NotPermitted(Refusal.NOT_YOURS_TO_DECIDE, resident_id=resident.pk)
    marked_as = Caution.objects.filter(resident=resident).values_list("kind", flat=True).first()
    form = CautionForm(request.POST or None, initial={"kind": marked_as or CautionForm.NONE})
    if form.is_valid():
        kind = form.kind_chosen
        cautioning.mark(resident, kind=kind, supervisor=supervisor, now=timezone.now())
        messages.info(request, MARKED if kind else OPEN_AGAIN)
        return redirect("assisted:oversight")
    return render(request, "assisted/caution.html", {"form": form, "match": masked(resident)})
