"""The claim: what it pays, what has to go back, what we wrote, and what we need to see."""

from itertools import groupby

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.actor import ActorRequest
from accounts.assisted.decorators import for_resident
from services.answering import answers_for
from services.benefits.adapter import BenefitsAdapter, NoSuchLetter
from services.benefits.operations.applications import APPLY
from services.benefits.operations.challenges import CHALLENGE
from services.benefits.operations.changes import REPORT
from services.benefits.operations.evidence import SEND
from services.benefits.records import BenefitPayment, ClaimInFull
from services.links import reference_for
from services.network import run
from services.unfinished import Page, list_begun

LATEST = 4
REDUCTION = "Council Tax Reduction"
LETTERS_PER_PAGE = 20
UNFINISHED = {
    APPLY: Page("Apply for Council Tax Reduction", "benefits:apply"),
    REPORT: Page("Tell us about a change", "benefits:report-change"),
    CHALLENGE: Page("Challenge a decision", "benefits:challenge"),
    SEND: Page("Send evidence", "benefits:evidence"),
}


@for_resident("benefits")
@answers_for("benefits")
@require_GET
def index(request: ActorRequest) -> HttpResponse:
    """Everything that matters about the claim on one page."""
    found, today = _fetch(request), timezone.localdate()
    wanted = [each.reference for each in found.evidence_wanted]
    letters = [each.reference for each in found.letters if each.can_be_challenged(today)]
    return render(
        request,
        "benefits/index.html",
        {
            "begun": list_begun(request, UNFINISHED, still_open=[*wanted, *letters]),
            "claim": found.claim,
            "has_reduction": REDUCTION in found.claim.schemes,
            "awards": found.money.current_awards(today),
            "to_come": found.money.to_come[:LATEST],
            "paid": found.money.paid[:LATEST],
            "overpayments": found.money.overpayments,
            "evidence_wanted": found.evidence_wanted,
            "letters": found.letters[:LATEST],
            "changes": REPORT.list_sent(actor=request.actor)[:LATEST],
            "challenges": CHALLENGE.list_sent(actor=request.actor)[:LATEST],
            "evidence_sent": SEND.list_sent(actor=request.actor)[:LATEST],
        },
    )


@for_resident("benefits")
@answers_for("benefits")
@require_GET
def payments(request: ActorRequest) -> HttpResponse:
    """Two years of payments, by month; the newest month first."""
    found = _fetch(request)
    months = [
        (day, list(of_month)) for day, of_month in groupby(found.money.payments, key=_month_of)
    ]
    page = Paginator(months, 6).get_page(request.GET.get("page"))
    return render(request, "benefits/payments.html", {"claim": found.claim, "page": page})


@for_resident("benefits")
@answers_for("benefits")
@require_GET
def awards(request: ActorRequest) -> HttpResponse:
    """What was awarded, now and before, and why it changed."""
    found = _fetch(request)
    context = {"claim": found.claim, "awards": found.money.awards}
    return render(request, "benefits/awards.html", context)


@for_resident("benefits")
@answers_for("benefits")
@require_GET
def letters(request: ActorRequest) -> HttpResponse:
    """Every letter, newest first."""
    found = _fetch(request)
    page = Paginator(found.letters, LETTERS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "benefits/letters.html", {"claim": found.claim, "page": page})


@for_resident("benefits")
@answers_for("benefits")
@require_GET
def letter(request: ActorRequest, reference: str) -> HttpResponse:
    """One letter, to read or to print."""
    account = reference_for(request.actor, "benefits", now=timezone.now())
    try:
        found = run(BenefitsAdapter.from_settings().fetch_letter(account, reference))
    except NoSuchLetter as unknown:
        raise Http404 from unknown
    can_challenge = found.letter.can_be_challenged(timezone.localdate())
    context = {"letter": found.letter, "paragraphs": found.paragraphs}
    return render(request, "benefits/letter.html", {**context, "can_challenge": can_challenge})


def _fetch(request: ActorRequest) -> ClaimInFull:
    account = reference_for(request.actor, "benefits", now=timezone.now())
    return run(BenefitsAdapter.from_settings().fetch_claim(account))


def _month_of(payment: BenefitPayment) -> str:
    return f"{payment.due_on:%B %Y}"
