"""A resident's own pages about their account: who they are, and how it is kept safe."""

from uuid import UUID

from allauth.account import views as allauth_account
from allauth.account.decorators import reauthentication_required
from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts import sign_ins
from accounts.guards import AccountHolderRequest, for_account_holder, public
from accounts.residents import account, address_changes
from accounts.residents.details import AboutYou, ContactDetails

ACTIVITY_SHOWN = 50


@for_account_holder
def about_you(request: AccountHolderRequest) -> HttpResponse:
    """The last step of making an account. Somebody who has done it goes on to their account."""
    if account.find_resident(request.user) is not None:
        return redirect(_onwards(request))
    form = AboutYou(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account.become_resident(request.user, form.save(commit=False))
        messages.success(request, "Your account is ready.")
        return redirect(_onwards(request))
    onwards = request.POST.get("next") or request.GET.get("next", "")
    return render(request, "residents/about_you.html", {"form": form, "onwards": onwards})


@for_account_holder
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]  # allauth's
def details(request: AccountHolderRequest) -> HttpResponse:
    resident = account.find_resident(request.user)
    if resident is None:
        return redirect("residents:about-you")
    form = ContactDetails(request.POST or None, instance=resident)
    if request.method == "POST" and form.is_valid():
        changed = form.save(commit=False)
        account.change_contact(request.user, changed, what=form.what_changed())
        messages.success(request, "Your details are saved.")
        return redirect("residents:security")
    return render(request, "residents/details.html", {"form": form, "resident": resident})


@for_account_holder
def security(request: AccountHolderRequest) -> HttpResponse:
    """How this account is kept safe, with a way to change each part of it."""
    return render(
        request,
        "residents/security.html",
        {
            "resident": account.find_resident(request.user),
            "second_steps": account.list_second_steps(request.user),
        },
    )


@for_account_holder
def activity(request: AccountHolderRequest) -> HttpResponse:
    return render(
        request,
        "residents/activity.html",
        {
            "sign_ins": account.list_sign_ins(request.user)[:ACTIVITY_SHOWN],
            "current": sign_ins.current_id(request),
        },
    )


@require_POST
@for_account_holder
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth's
def not_me(request: AccountHolderRequest, sign_in_id: UUID) -> HttpResponse:
    """Somebody else was here. They are out now; the password is changed next."""
    account.disown(request.user, sign_in_id, current=sign_ins.current_id(request))
    return redirect("account_change_password")


@require_POST
@for_account_holder
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth's
def end_others(request: AccountHolderRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    account.end_other_sessions(request.user, current=sign_ins.current_id(request))
    return redirect("residents:activity")


@public
def undo_email(request: HttpRequest, token: str) -> HttpResponse:
    """For whoever has the link, signed in or not: opening it asks, sending the form does it."""
    try:
        change = address_changes.find(token, now=timezone.now())
        if request.method == "POST":
            address_changes.undo(change)
            if request.user == change.user:
                auth.logout(request)
            return render(request, "residents/email_taken_back.html", {"address": change.before})
    except address_changes.TooLate:
        return render(request, "residents/undo_too_late.html", status=410)
    return render(request, "residents/undo_email.html", {"change": change})


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
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return reverse("dashboard:index")
