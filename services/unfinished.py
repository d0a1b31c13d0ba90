"""What a resident began at a service and has not sent: its first page says so.

Each can be carried on with or deleted:

    UNFINISHED = {CHALLENGE: Page("Challenge notice {about}", "parking:challenge")}
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from accounts.assisted.decorators import for_resident
from services import drafts
from services.tasks import WrittenTask


@dataclass(frozen=True, slots=True)
class Page:
    """Where a task is carried on with; its address names what the draft is about, if anything."""

    title: str
    url_name: str


@dataclass(frozen=True, slots=True)
class Begun:
    """One draft, as the service's first page shows it."""

    task: str
    about: str
    title: str
    url: str
    saved_at: datetime


class DiscardForm(forms.Form):
    task = forms.CharField(max_length=40)
    about = forms.CharField(max_length=200, required=False)


def list_begun(
    request: ActorRequest, pages: Mapping[WrittenTask, Page], *, still_open: Iterable[str] = ()
) -> list[Begun]:
    """Newest first. Of what is about one letter or notice, only if that can still be done."""
    abouts, known = {"", *still_open}, {(task.service, task.name): pages[task] for task in pages}
    found = drafts.list_drafts(actor=request.actor, now=timezone.now())
    return [
        Begun(
            task=draft.task,
            about=draft.about,
            title=page.title.format(about=draft.about),
            url=reverse(page.url_name, args=[draft.about] if draft.about else []),
            saved_at=draft.saved_at,
        )
        for draft in found
        if (page := known.get((draft.service, draft.task))) and draft.about in abouts
    ]


def discarding(service: str) -> Callable[..., HttpResponse]:
    """The view behind «Delete it» of this service. Pressed twice, it is deleted as well."""

    @for_resident(service)
    @require_POST
    def discard(request: ActorRequest) -> HttpResponse:
        form = DiscardForm(request.POST)
        if form.is_valid():
            task = WrittenTask(service, form.cleaned_data["task"])
            task.discard(request, about=form.cleaned_data["about"])
            messages.success(request, "What you had begun is deleted.")
        return redirect(f"{service}:index")

    return discard
