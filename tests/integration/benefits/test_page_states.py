"""Every state of the benefits pages, whatever the benefits system says."""

from datetime import date, timedelta
from decimal import Decimal
from html import escape
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from services.benefits import payloads
from services.contract import ServiceUnavailable
from services.http import NotFound
from services.models import Journey
from tests.factories.benefits import (
    OURS,
    THEIRS,
    a_claim,
    a_letter,
    a_payment,
    an_award,
    an_evidence_request,
    an_overpayment,
)
from tests.integration.benefits.conftest import Answering, letters, page

pytestmark = pytest.mark.django_db
EVIL = "<script>alert(1)</script>"


def a_text(**changes: Any) -> payloads.LetterText:
    told: dict[str, Any] = {
        "claim_reference": OURS,
        "letter_id": "L1",
        "sent_on": date(2026, 3, 27),
        "title": "Your Housing Benefit",
        "paragraphs": ["Dear Ms Yusuf"],
    }
    return payloads.LetterText(**told | changes)


@pytest.mark.parametrize(
    ("name", "args", "given"),
    [
        ("index", [], {"letters": letters(a_letter(title=EVIL))}),
        ("letters", [], {"letters": letters(a_letter(title=EVIL))}),
        ("awards", [], {"awards": payloads.AwardList(OURS, [an_award(reason=EVIL)])}),
        ("index", [], {"evidence": payloads.EvidenceRequestList(
            OURS, [an_evidence_request(reason=EVIL)])}),
        ("evidence", ["EVR1"], {"evidence": payloads.EvidenceRequestList(
            OURS, [an_evidence_request(
                asked_for=[payloads.DocumentAsked("payslips", EVIL)])])}),
        ("index", [], {"overpayments": payloads.OverpaymentList(
            OURS, [an_overpayment(reason=EVIL)])}),
        ("letter", ["L1"], {"text": a_text(paragraphs=[EVIL])}),
        ("letter", ["L1"], {"text": a_text(title=EVIL)}),
    ],
)  # fmt: skip
def test_what_the_benefits_system_says_comes_out_as_text(
    answering: Answering, name: str, args: list[str], given: dict[str, Any]
) -> None:
    """G16"""
    html = page(answering(**given), name, *args)

    assert EVIL not in html
    assert escape(EVIL) in html


@pytest.mark.parametrize(
    ("status", "said", "takes_changes"),
    [
        ("received", "Received", True),
        ("awaiting_evidence", "Waiting for your evidence", True),
        ("assessing", "Being looked at", True),
        ("awarded", "Being paid", True),
        ("suspended", "Stopped for now", True),
        ("refused", "Refused", False),
        ("ended", "Ended", False),
        ("cancelled", "Cancelled", False),
        ("something new", "Being looked at", True),
    ],
)
def test_a_claim_says_where_it_has_got_to_and_takes_changes_while_it_is_open(
    answering: Answering, status: str, said: str, takes_changes: bool
) -> None:
    html = page(answering(claim=a_claim(status=status)), "index")

    assert said in html
    assert (reverse("benefits:report-change") in html) is takes_changes


@pytest.mark.parametrize(("days", "can_be"), [(1, True), (0, True), (-1, False), (None, False)])
def test_a_letter_offers_to_challenge_it_up_to_its_last_day(
    answering: Answering, days: int | None, can_be: bool
) -> None:
    until = None if days is None else timezone.localdate() + timedelta(days=days)

    client = answering(text=a_text(challenge_by=until))

    assert (reverse("benefits:challenge", args=["L1"]) in page(client, "letter", "L1")) is can_be
    questions = page(client, "challenge", "L1")
    assert ("Why is the decision wrong?" in questions) is can_be
    assert ("cannot be challenged here" in questions) is not can_be


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (NotFound("404"), 404),
        (ServiceUnavailable(), 503),
        (a_text(letter_id="L2"), 503),
        (a_text(claim_reference=THEIRS), 503),
    ],
)
def test_a_letter_that_is_not_hers_is_not_shown(
    answering: Answering, text: Any, status: int
) -> None:
    """G12"""
    client = answering(text=text)

    for name in ("letter", "challenge", "challenge-check"):
        assert "Dear Ms Yusuf" not in page(client, name, "L1", status=status)


@pytest.mark.parametrize(
    ("wanted", "given", "status"),
    [
        ("EVR1", {}, 200),
        ("EVR2", {}, 404),
        ("EVR1", {"evidence": payloads.EvidenceRequestList(THEIRS, [])}, 503),
        (
            "EVR1",
            {
                "evidence": payloads.EvidenceRequestList(
                    OURS, [an_evidence_request(claim_reference=THEIRS)]
                )
            },
            503,
        ),
    ],
)
def test_evidence_is_sent_to_a_request_of_this_claim_only(
    answering: Answering, wanted: str, given: dict[str, Any], status: int
) -> None:
    """G12"""
    client = answering(**given)

    response = client.get(reverse("benefits:evidence", args=[wanted]))

    assert response.status_code == status
    assert ("Send" in response.content.decode()) == (status == 200)


@pytest.mark.parametrize(
    "given",
    [
        {"claim": a_claim(claim_reference=THEIRS)},
        {"awards": payloads.AwardList(OURS, [an_award(claim_reference=THEIRS)])},
        {"awards": payloads.AwardList(OURS, [an_award(weekly_amount=Decimal("-1"))])},
        {"payments": payloads.PaymentList(OURS, [a_payment(amount=Decimal("0.001"))])},
        {"payments": payloads.PaymentList(OURS, [a_payment(paid_date=None)])},
        {"overpayments": payloads.OverpaymentList(
            OURS, [an_overpayment(outstanding=Decimal("Infinity"))])},
        {"letters": payloads.LetterList(THEIRS, [])},
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["index", "payments", "awards", "letters"])
def test_a_claim_that_makes_no_sense_is_not_shown_in_part(
    answering: Answering, name: str, given: dict[str, Any]
) -> None:
    """G12, G15"""
    html = page(answering(**given), name, status=503)

    assert "£" not in html
    assert "01632\N{NO-BREAK SPACE}960" in html


def test_a_payment_that_came_back_says_so(answering: Answering) -> None:
    returned = payloads.PaymentList(OURS, [a_payment(status="returned")])

    assert "It came back to us: call us." in page(answering(payments=returned), "index")


def test_payments_are_put_together_by_month(answering: Answering) -> None:
    days = [date(2026, 5, 18), date(2026, 5, 11), date(2026, 4, 27)]
    payments = [a_payment(due_date=day, paid_date=day) for day in days]

    response = answering(payments=payloads.PaymentList(OURS, payments)).get(
        reverse("benefits:payments")
    )

    months = [(name, len(rows)) for name, rows in response.context["page"].object_list]
    assert months == [("May 2026", 2), ("April 2026", 1)]


@pytest.mark.parametrize(("months", "pages"), [(6, 1), (7, 2), (13, 3)])
def test_there_are_six_months_on_a_page(answering: Answering, months: int, pages: int) -> None:
    payments = [
        a_payment(due_date=date(2024 + n // 12, n % 12 + 1, 5), paid_date=date(2026, 1, 1))
        for n in range(months)
    ]

    response = answering(payments=payloads.PaymentList(OURS, payments)).get(
        reverse("benefits:payments"), {"page": "nonsense"}
    )

    assert response.context["page"].paginator.num_pages == pages


@pytest.mark.parametrize(("written", "pages"), [(0, 1), (20, 1), (21, 2)])
def test_there_are_twenty_letters_on_a_page(answering: Answering, written: int, pages: int) -> None:
    found = [a_letter(letter_id=f"L{n}") for n in range(written)]

    client = answering(letters=letters(*found))

    response = client.get(reverse("benefits:letters"), {"page": "999"})
    assert response.context["page"].paginator.num_pages == pages
    if not written:
        assert "We have not written to you" in page(client, "index")


def test_only_the_newest_four_are_on_the_first_page(answering: Answering) -> None:
    found = [a_letter(letter_id=f"L{n}", title=f"Letter {n}", sent_on=date(2026, 1, n))
             for n in range(1, 7)]  # fmt: skip

    html = page(answering(letters=letters(*found)), "index")

    assert [n for n in range(1, 7) if f"Letter {n}" in html] == [3, 4, 5, 6]


@pytest.mark.parametrize(
    ("method", "outstanding", "is_payable"),
    [("invoice", "142.35", True), ("invoice", "0", False), ("deduction", "142.35", False)],
)
def test_only_an_open_invoice_leads_to_paying(
    answering: Answering, method: str, outstanding: str, is_payable: bool
) -> None:
    owed = an_overpayment(
        recovery_method=method, outstanding=Decimal(outstanding), weekly_rate=Decimal("13.65")
    )

    html = page(answering(overpayments=payloads.OverpaymentList(OURS, [owed])), "index")

    assert (reverse("payments:start", args=["benefits", "OP1"]) in html) is is_payable
    assert ("£13.65 a week" in html) is (method == "deduction")


def test_what_is_paid_back_has_no_day_to_pay_it_by(answering: Answering) -> None:
    owed = an_overpayment(outstanding=Decimal(0), due_on=date(2026, 8, 1))

    html = page(answering(overpayments=payloads.OverpaymentList(OURS, [owed])), "index")

    assert "INV1" in html
    assert "pay by" not in html


def test_an_overpayment_by_our_own_mistake_is_not_even_mentioned(answering: Answering) -> None:
    owed = payloads.OverpaymentList(OURS, [an_overpayment(recoverable=False)])

    assert "Paid too much" not in page(answering(overpayments=owed), "index")


@pytest.mark.parametrize(
    ("schemes", "offers"), [(["HB"], True), (["HB", "CTR"], False), (["CTR"], False), ([], True)]
)
def test_who_does_not_get_council_tax_reduction_is_offered_it(
    answering: Answering, schemes: list[str], offers: bool
) -> None:
    html = page(answering(claim=a_claim(schemes=schemes)), "index")

    assert (reverse("benefits:apply") in html) is offers


@pytest.mark.parametrize(
    ("name", "args", "task"),
    [
        ("apply", [], "apply-council-tax-reduction"),
        ("report-change", [], "report-change"),
        ("challenge", ["L1"], "challenge-decision"),
    ],
)
def test_who_reads_the_questions_and_goes_has_begun_and_not_finished(
    answering: Answering, name: str, args: list[str], task: str
) -> None:
    """M11: or the completion rate says that nobody ever gives up."""
    page(answering(text=a_text(challenge_by=timezone.localdate())), name, *args)

    journey = Journey.objects.get()
    assert (journey.task, journey.finished_at) == (task, None)
