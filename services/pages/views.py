"""The pages every service has alike: linking it, unlinking it, and following a request."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.actor import ActorRequest
from accounts.assisted.decorators import for_resident
from accounts.ownership import get_owned, list_owned
from services import links, posted_codes
from services.contract import (
    ProvesByPost,
    ProvesLinks,
    ServiceAdapter,
    ServiceUnavailable,
    TakesApplications,
)
from services.installed import find_service
from services.models import PostedCode, ServiceLink, Submission
from services.pages.forms import CodeForm, FactsForm
from services.tasks import WrittenTask
from services.unfinished import Begun, Page, list_begun

LINKED = "{title} is in your account now."
UNLINKED = "{title} is not in your account any more."
REJECTED = "These details do not match our records. Check them against your letter and try again."
TOO_MANY = "You have tried three times today. Try again tomorrow, or call us and we will help."
POSTED_LATELY = "We posted you a code not long ago. We can post another one from {day:%-d %B}."
WRONG_CODE = "That is not the code in our letter. Check it and try again: {tries} left."
NO_CODE = "That was not the code, so it no longer works. Ask us to post you another one."
UNAVAILABLE = (
    "We cannot check this right now because the service is not answering. "
    "Nothing is lost: try again in a few minutes."
)


@for_resident()
@require_http_methods(["GET", "POST"])
def link_service(request: ActorRequest, slug: str) -> HttpResponse:
    """Prove that an account is yours with the facts on a letter, or with a code in a new one."""
    service = _linkable(request, slug)
    assert isinstance(service, ProvesLinks)  # noqa: S101  (_linkable saw to it; this is for mypy)
    if request.method == "GET" and "again" not in request.GET and _code(request, service):
        return redirect("services:enter-code", slug)
    form = FactsForm(request.POST or None, asked=service.facts)
    if request.method == "POST" and form.is_valid():
        try:
            return _prove(request, service.slug, service, form.facts)
        except links.AlreadyLinked:
            return redirect("dashboard:index")
        except links.LinkRejected:
            form.add_error(None, REJECTED)
        except links.TooManyTries:
            form.add_error(None, TOO_MANY)
        except posted_codes.PostedLately as lately:
            form.add_error(None, POSTED_LATELY.format(day=lately.next_on))
        except ServiceUnavailable:
            form.add_error(None, UNAVAILABLE)
    by_post, begun = isinstance(service, ProvesByPost), _begun(request, service)
    context = {"form": form, "service": service, "by_post": by_post, "begun": begun}
    return render(request, "services/link.html", context)


@for_resident()
@require_http_methods(["GET", "POST"])
def enter_code(request: ActorRequest, slug: str) -> HttpResponse:
    """Type in the code from the letter we posted."""
    service = _linkable(request, slug)
    posted = _code(request, service)
    if posted is None:
        return redirect("services:link", slug)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code, now = form.cleaned_data["code"], timezone.now()
        try:
            posted_codes.enter_code(actor=request.actor, slug=service.slug, code=code, now=now)
        except posted_codes.WrongCode as wrong:
            words = WRONG_CODE if wrong.tries_left else NO_CODE
            form.add_error("code", words.format(tries=wrong.tries_left))
        except posted_codes.NoCode:
            return redirect("services:link", slug)
        except links.AlreadyLinked:
            return redirect("dashboard:index")
        else:
            return _linked(request, service.slug)
    begun = _begun(request, service)
    context = {"form": form, "service": service, "posted": posted, "slug": slug, "begun": begun}
    return render(request, "services/enter_code.html", context)


@for_resident()
@require_http_methods(["GET", "POST"])
def unlink_service(request: ActorRequest, slug: str) -> HttpResponse:
    """Ask once, then forget the link."""
    service = _known(request, slug)
    if request.method == "POST":
        links.unlink(actor=request.actor, slug=service.slug)
        messages.success(request, UNLINKED.format(title=service.title))
        return redirect("dashboard:index")
    linked = list_owned(ServiceLink, actor=request.actor).filter(service=service.slug)
    return render(request, "services/unlink.html", {"service": service, "link": linked.first()})


@for_resident()
def submission(request: ActorRequest, submission_id: UUID) -> HttpResponse:
    """Where a request has got to."""
    found = get_owned(Submission, actor=request.actor, pk=submission_id)
    service = find_service(found.service)
    context = {
        "submission": found,
        "service": service,
        "service_page": reverse(f"{service.slug}:index") if service else "",
    }
    return render(request, "services/submission.html", context)


@for_resident()
def submissions(request: ActorRequest) -> HttpResponse:
    """Everything the resident has asked for here, newest first."""
    mine = list_owned(Submission, actor=request.actor)[:100]
    return render(request, "services/submissions.html", {"submissions": mine})


def _known(request: ActorRequest, slug: str) -> ServiceAdapter:
    service = find_service(slug.replace("-", "_"))
    if service is None or not request.actor.may_see(service.slug):
        raise Http404
    return service


def _prove(
    request: ActorRequest, slug: str, service: ProvesLinks, facts: Mapping[str, str]
) -> HttpResponse:
    """Link it, or post the code that will."""
    actor, now = request.actor, timezone.now()
    if isinstance(service, ProvesByPost):
        posted_codes.post_code(actor=actor, slug=slug, service=service, facts=facts, now=now)
        return redirect("services:enter-code", slug.replace("_", "-"))
    links.link_with_facts(actor=actor, slug=slug, service=service, facts=facts, now=now)
    return _linked(request, slug)


def _linked(request: ActorRequest, slug: str) -> HttpResponse:
    messages.success(request, LINKED.format(title=_known(request, slug).title))
    return redirect("dashboard:index")


def _code(request: ActorRequest, service: ServiceAdapter) -> PostedCode | None:
    return posted_codes.find_code(actor=request.actor, slug=service.slug, now=timezone.now())


def _begun(request: ActorRequest, service: ServiceAdapter) -> list[Begun]:
    """An application that was not sent; whatever else was begun needs the link first."""
    if not isinstance(service, TakesApplications):
        return []
    task = WrittenTask(service.slug, service.apply_task)
    return list_begun(request, {task: Page(service.apply_words, service.apply_url_name)})


def _linkable(request: ActorRequest, slug: str) -> ServiceAdapter:
    service = _known(request, slug)
    if not isinstance(service, ProvesLinks):
        raise Http404
    return service
