"""The pages every service has alike: linking it, unlinking it, and following a request."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.actor import ActorRequest
from accounts.assisted.decorators import for_resident
from accounts.ownership import get_owned, list_owned
from services import links
from services.contract import ProvesLinks, ServiceAdapter, ServiceUnavailable
from services.installed import find_service
from services.models import ServiceLink, Submission
from services.pages.forms import FactsForm

REJECTED = "These details do not match our records. Check them against your letter and try again."
TOO_MANY = "You have tried three times today. Try again tomorrow, or call us and we will help."
UNAVAILABLE = (
    "We cannot check this right now because the service is not answering. "
    "Nothing is lost: try again in a few minutes."
)


@for_resident()
@require_http_methods(["GET", "POST"])
def link_service(request: ActorRequest, slug: str) -> HttpResponse:
    """Prove that an account is yours with the facts on a letter."""
    service = _linkable(request, slug)
    assert isinstance(service, ProvesLinks)  # noqa: S101  (_linkable saw to it; this is for mypy)
    form = FactsForm(request.POST or None, asked=service.facts)
    if request.method == "POST" and form.is_valid():
        try:
            links.link_with_facts(
                actor=request.actor,
                slug=service.slug,
                service=service,
                facts=form.facts,
                now=timezone.now(),
            )
        except links.AlreadyLinked:
            return redirect("dashboard:index")
        except links.LinkRejected:
            form.add_error(None, REJECTED)
        except links.TooManyTries:
            form.add_error(None, TOO_MANY)
        except ServiceUnavailable:
            form.add_error(None, UNAVAILABLE)
        else:
            return redirect("dashboard:index")
    return render(request, "services/link.html", {"form": form, "service": service})


@for_resident()
@require_http_methods(["GET", "POST"])
def unlink_service(request: ActorRequest, slug: str) -> HttpResponse:
    """Ask once, then forget the link."""
    service = _known(request, slug)
    if request.method == "POST":
        links.unlink(actor=request.actor, slug=service.slug)
        return redirect("dashboard:index")
    linked = list_owned(ServiceLink, actor=request.actor).filter(service=service.slug)
    return render(request, "services/unlink.html", {"service": service, "link": linked.first()})


@for_resident()
def submission(request: ActorRequest, submission_id: UUID) -> HttpResponse:
    """Where a request has got to."""
    found = get_owned(Submission, actor=request.actor, pk=submission_id)
    return render(
        request,
        "services/submission.html",
        {"submission": found, "service": find_service(found.service)},
    )


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


def _linkable(request: ActorRequest, slug: str) -> ServiceAdapter:
    service = _known(request, slug)
    if not isinstance(service, ProvesLinks):
        raise Http404
    return service
