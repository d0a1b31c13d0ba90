"""A resident's own pages about their account: who they are, and how it is kept safe."""

from uuid import UUID

from allauth.account import views as allauth_account
from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts import sign_ins
from accounts.actor import Actor
from accounts.audit.events import Event
from accounts.audit.record import record
from accounts.guards import for_account_holder, public
from accounts.models import SignIn
from accounts.residents.details import AboutYou, ContactDetails
from accounts.residents.models import Resident
from accounts.residents.notices import note

ACTIVITY_SHOWN = 50


@for_account_holder
def about_you(request: HttpRequest) -> HttpResponse:
    """The last step of making an account. Somebody who has done it goes on to their account."""
    if Resident.objects.filter(user=request.user).exists():
        return redirect(_onwards(request))
    form = AboutYou(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            resident = form.save(commit=False)
            resident.user, resident.email = request.user, request.user.email or ""
            resident.save()
            record(Event.RESIDENT_CREATED, actor=Actor(resident_id=resident.pk))
        return redirect(_onwards(request))
    onwards = request.GET.get("next", "")
    return render(request, "residents/about_you.html", {"form": form, "onwards": onwards})


@for_account_holder
@reauthentication_required(allow_get=True)
def details(request: HttpRequest) -> HttpResponse:
    resident = get_object_or_404(Resident, user=request.user)
    form = ContactDetails(request.POST or None, instance=resident)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            note(Event.CONTACT_CHANGED, request.user, what=", ".join(form.changed_data))
        return redirect("residents:security")
    return render(request, "residents/details.html", {"form": form, "resident": resident})


@for_account_holder
def security(request: HttpRequest) -> HttpResponse:
    """How this account is kept safe, with a way to change each part of it."""
    kinds = Authenticator.objects.filter(user=request.user).values_list("type", flat=True)
    return render(
        request,
        "residents/security.html",
        {
            "resident": Resident.objects.filter(user=request.user).first(),
            "has_app": Authenticator.Type.TOTP in kinds,
            "passkeys": list(kinds).count(Authenticator.Type.WEBAUTHN),
            "has_recovery_codes": Authenticator.Type.RECOVERY_CODES in kinds,
        },
    )


@for_account_holder
def activity(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "residents/activity.html",
        {
            "sign_ins": SignIn.objects.filter(user=request.user)[:ACTIVITY_SHOWN],
            "current": sign_ins.current_id(request),
        },
    )


@require_POST
@for_account_holder
def not_me(request: HttpRequest, sign_in_id: UUID) -> HttpResponse:
    """Somebody else was here: end every other session, and have the password changed next."""
    disowned = get_object_or_404(SignIn, pk=sign_in_id, user=request.user, disowned_at=None)
    current = sign_ins.current_id(request)
    with transaction.atomic():
        disowned.disowned_at = timezone.now()
        disowned.save(update_fields=["disowned_at"])
        sign_ins.end_all(request.user, sign_ins.DISOWNED, but=current)
        note(Event.SIGN_IN_DISOWNED, request.user)
    return redirect("account_change_password")


@require_POST
@for_account_holder
def end_others(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    current = sign_ins.current_id(request)
    count = sign_ins.end_all(request.user, sign_ins.SIGNED_OUT, but=current)
    note(Event.SESSIONS_ENDED, request.user, count=count)
    return redirect("residents:activity")


@require_POST
@public
def stay_signed_in(request: HttpRequest) -> HttpResponse:
    """The request itself is what keeps the session: a middleware has noted it. 401 if it ended."""
    if request.headers.get("Accept") == "application/json":
        return HttpResponse(status=204 if request.user.is_authenticated else 401)
    return redirect(_onwards(request))


@public
def sign_out(request: HttpRequest) -> HttpResponseBase:
    """By POST only, and with nothing left in the browser: the next person may sit down."""
    response: HttpResponseBase = allauth_account.logout(request)
    if request.method == "POST":
        response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
        response["Cache-Control"] = "no-store"
    return response


def _onwards(request: HttpRequest) -> str:
    """Where they were going, if it is a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None, require_https=False):
        return wanted
    return reverse("dashboard:index")
