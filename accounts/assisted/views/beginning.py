"""From a resident's record to helping them: who it is, what they agree to, start."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.assisted import browser, policies, proposing
from accounts.assisted.actors import actor_at_desk
from accounts.assisted.checking import check_identity, held_about, script_for
from accounts.assisted.conflicts import get_resident
from accounts.assisted.decorators import for_staff
from accounts.assisted.forms import AgreementForm, IdentityForm
from accounts.assisted.help import AssistedRequest, staff_of
from accounts.assisted.identity_script import askable
from accounts.assisted.models import AssistedSession, Reason
from accounts.assisted.refusals import NotPermitted, Refusal
from accounts.assisted.session import begin_session, find_begun, find_check
from accounts.channels import Channel
from accounts.mandates.authority import AgreedBefore, record_mandate
from accounts.residents.models import Resident
from accounts.staff.models import StaffMember
from accounts.staff.roles import ADVISERS

NOT_PASSED = (
    "Too few answers were right, so the account stays closed. We do not say which were wrong, so "
    "that nobody can guess their way in. In one day they can be asked three times."
)


@for_staff(*ADVISERS)
@require_http_methods(["GET", "POST"])
def identity(request: AssistedRequest, resident_id: UUID) -> HttpResponse:
    """The script for how we meet. What is answered is compared and not kept."""
    staff, resident = _meet(request, resident_id)
    now = timezone.now()
    script = script_for(staff, resident, now=now)
    if script is None:
        return render(request, "assisted/cannot_check.html", {"resident": resident})
    questions = askable(script, held_about(resident))
    form = IdentityForm(request.POST or None, questions=questions)
    if form.is_valid():
        check = check_identity(
            actor=actor_at_desk(staff),
            staff=staff,
            resident=resident,
            script=script,
            answers=form.answers,
            now=now,
        )
        if check.passed:
            return redirect("assisted:agree", resident_id=resident.pk)
        messages.error(request, NOT_PASSED)
        return redirect("assisted:identity", resident_id=resident.pk)
    return render(
        request, "assisted/identity.html", {"form": form, "script": script, "resident": resident}
    )


@for_staff(*ADVISERS)
@require_http_methods(["GET", "POST"])
def agree(request: AssistedRequest, resident_id: UUID) -> HttpResponse:
    """Choose what it is about, then show the resident the exact words."""
    staff, resident = _meet(request, resident_id)
    now = timezone.now()
    if not _is_checked(staff, resident, now=now):
        return redirect("assisted:identity", resident_id=resident.pk)
    form = AgreementForm(
        request.POST or None, staff=staff, born_on=resident.born_on, today=timezone.localdate(now)
    )
    if not form.is_valid():
        return render(request, "assisted/agree.html", {"form": form, "resident": resident})
    proposal = proposing.propose(
        staff=staff,
        resident=resident,
        services=tuple(form.cleaned_data["services"]),
        agreed_how=form.cleaned_data["agreed_how"],
        witness=form.cleaned_data["witness"],
        language=form.cleaned_data["language"],
        reason=form.cleaned_data["reason"],
        standing=form.standing,
        now=now,
    )
    facts = {
        "resident": resident,
        "proposal": proposal,
        "sealed": proposing.sealed(proposal),
        "words": proposing.words_of(proposal, staff=staff, resident=resident),
    }
    return render(request, "assisted/words.html", facts)


@for_staff(*ADVISERS)
@require_POST
def begin(request: AssistedRequest, resident_id: UUID) -> HttpResponse:
    """They agreed: write the mandate down and start, both or neither."""
    staff, resident = _meet(request, resident_id)
    proposal = proposing.opened(request.POST.get("proposal", ""), staff=staff, resident=resident)
    try:
        session = _begin(proposal, staff=staff, resident=resident, now=timezone.now())
    except AgreedBefore as before:
        going_on = find_begun(UUID(proposal.mandate_id), staff)
        if going_on is None:
            raise NotPermitted(Refusal.MANDATE_OVER, resident_id=resident.pk) from before
        session = going_on
    browser.tie(request, session)
    return redirect("dashboard:index")


def _begin(
    proposal: proposing.Proposal, *, staff: StaffMember, resident: Resident, now: datetime
) -> AssistedSession:
    with transaction.atomic():
        mandate = record_mandate(
            proposing.consent_to(proposal, staff=staff, resident=resident),
            actor=actor_at_desk(staff),
            now=now,
        )
        return begin_session(
            staff=staff,
            resident=resident,
            mandate=mandate,
            reason=Reason(proposal.reason),
            now=now,
        )


def _meet(request: AssistedRequest, resident_id: UUID) -> tuple[StaffMember, Resident]:
    """Who is at the desk and whose record this is. Raises NotPermitted for oneself."""
    staff = staff_of(request)
    return staff, get_resident(resident_id, staff=staff, now=timezone.now())


def _is_checked(staff: StaffMember, resident: Resident, *, now: datetime) -> bool:
    check = find_check(staff, resident)
    return policies.is_checked(
        check.for_policy if check else None,
        staff_id=staff.pk,
        resident_id=resident.pk,
        channel=Channel(staff.channel),
        now=now,
    )
