"""Asking for help and following it: to the end, in the care system too."""

import uuid
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.audit.models import AuditEntry
from accounts.delivery import DeliveryState
from accounts.notifications.models import OutboundNotification
from accounts.residents.models import Resident
from services.models import Draft, Journey, Submission
from services.network import run
from services.sandbox.personas import DESMOND
from services.social_care import operations
from services.social_care.adapter import SocialCareAdapter
from services.social_care.catalogue import Assessment
from services.social_care.operations import AssessmentRequest
from services.submissions import deliver_due
from tests.contract.social_care.calls import find, owed
from tests.factories.accounts import ResidentFactory, actor_of, signed_in
from tests.integration.social_care.conftest import ask
from tests.sandbox import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.sandbox]
PAGES = ["index", "plan", "visits", "progress", "charges", "ask"]


def page(client: Client, name: str, *args: object) -> str:
    response = client.get(reverse(f"social_care:{name}", args=args))
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def made(sandbox: Any, kind: str) -> dict[str, Any]:
    """The newest of these that was made today."""
    return find(sandbox, kind, _sort="-authored")[0]


def test_every_page_has_one_heading_and_a_telephone_number(as_desmond: Client) -> None:
    for name in PAGES:
        html = page(as_desmond, name)

        assert html.count("<h1") == 1, name
        assert "01632\N{NO-BREAK SPACE}960\N{NO-BREAK SPACE}100" in html, name


@pytest.mark.parametrize("fault", ["error", "malformed", "another_person"])
def test_an_outage_or_somebody_elses_record_shows_nothing(
    as_desmond: Client, sandbox: Sandbox, fault: str
) -> None:
    sandbox.fault("social-care", fault)

    for name in ["index", "plan", "visits", "progress", "charges"]:
        response = as_desmond.get(reverse(f"social_care:{name}"))

        assert response.status_code == 503, name
        assert "not answering" in response.content.decode()


def test_the_pages_tell_desmond_about_his_care(as_desmond: Client) -> None:
    assert "£164.80" in page(as_desmond, "index")
    plan = page(as_desmond, "plan")
    assert "Stay in my own home and feel safe there" in plan
    assert "Helen Marsh" in plan
    assert "Bluebell Home Care" in page(as_desmond, "visits")
    assert "Helen Marsh will call to arrange a visit" in page(as_desmond, "progress")


def test_a_charge_leads_to_paying_exactly_that_charge(
    as_desmond: Client, adapter: SocialCareAdapter
) -> None:
    [invoice] = run(adapter.fetch_record(DESMOND.care_number)).invoices

    html = page(as_desmond, "charges")

    assert reverse("payments:start", args=["social_care", invoice.number]) in html
    assert html.index("To pay") < html.index("Paid")


def test_who_is_not_linked_is_asked_to_link_or_call(db: None, sandbox: Sandbox) -> None:
    stranger = signed_in(ResidentFactory())
    link = reverse("services:link", args=["social-care"])

    assert stranger.get(reverse("social_care:index"))["Location"] == link
    html = page(stranger, "ask")
    assert link in html
    assert "01632\N{NO-BREAK SPACE}960\N{NO-BREAK SPACE}100" in html


def test_asking_reaches_the_care_system_with_every_answer(
    as_desmond: Client, sandbox: Sandbox
) -> None:
    response = ask(as_desmond)

    submission = Submission.objects.get()
    assert response["Location"] == reverse("social_care:request", args=[submission.pk])
    request = made(sandbox, "ServiceRequest")
    assert submission.supplier_reference == request["identifier"][0]["value"]
    assert request["code"]["text"] == "Needs assessment"
    [given] = find(
        sandbox,
        "QuestionnaireResponse",
        **{"based-on": f"ServiceRequest/{request['id']}"},
    )
    said = {item["linkId"]: item["answer"][0]["valueString"] for item in given["item"]}
    assert said["tell"] == "The stairs are too much for me."
    assert said["hard"].startswith("Washing, dressing or using the toilet; Getting around")
    assert said["telephone"] == "01632 960412"


def test_the_receipt_shows_reference_and_promised_day(as_desmond: Client) -> None:
    response = ask(as_desmond)

    html = as_desmond.get(response["Location"]).content.decode()
    submission = Submission.objects.get()
    assert submission.reference in html
    assert submission.supplier_reference in html
    assert submission.promised_on
    assert f"{submission.promised_on.day} {submission.promised_on:%B}" in html


def test_asking_is_audited_counted_and_told_without_personal_data(as_desmond: Client) -> None:
    ask(as_desmond)

    events = Counter(AuditEntry.objects.values_list("event", flat=True))
    assert events["services.submission.accepted"] == events["services.submission.delivered"] == 1
    facts = str(list(AuditEntry.objects.values_list("facts", "subject", "reason")))
    assert "stairs" not in facts
    assert DESMOND.care_number not in facts
    [journey] = Journey.objects.all()
    assert (journey.task, journey.outcome) == ("ask-for-assessment", "completed")
    message = OutboundNotification.objects.get()
    assert Submission.objects.get().supplier_reference in message.body
    assert "stairs" not in message.body


def test_what_was_asked_shows_in_the_progress(as_desmond: Client) -> None:
    ask(as_desmond, kind="carers-assessment")

    html = page(as_desmond, "progress")

    assert "Carer’s assessment" in html
    assert "We have your request" in html
    assert "We will be in touch by" in html


@pytest.mark.parametrize(
    ("changes", "mistake"),
    [
        ({"kind": ""}, "Choose what you would like us to look at"),
        ({"kind": "everything"}, "There is a problem"),
        ({"difficulties": []}, "Choose at least one thing"),
        ({"telephone": ""}, "Enter a telephone number"),
        ({"words": "x" * 2001}, "There is a problem"),
    ],
)
def test_what_is_missing_is_asked_for_in_plain_words(
    as_desmond: Client, changes: dict[str, Any], mistake: str
) -> None:
    html = ask(as_desmond, **changes).content.decode()

    assert mistake in html
    assert not Submission.objects.exists()


def test_a_half_done_form_is_kept_and_finished_later(as_desmond: Client) -> None:
    saved = ask(as_desmond, telephone="", save="yes")
    assert saved["Location"] == reverse("social_care:index")
    assert "Carry on" in page(as_desmond, "index")

    again = as_desmond.get(reverse("social_care:ask"))

    assert "The stairs are too much for me." in again.content.decode()
    initial = again.context["form"].initial
    assert initial["difficulties"] == ["washing", "moving"]
    ask(as_desmond)
    assert Submission.objects.get().form_key == initial["form_key"]
    assert not Draft.objects.exists()


def test_pressing_twice_asks_once(as_desmond: Client, sandbox: Sandbox) -> None:
    before = len(find(sandbox, "ServiceRequest"))
    form_key = str(uuid.uuid4())

    for _ in range(2):
        ask(as_desmond, form_key=form_key)

    assert len(find(sandbox, "ServiceRequest")) == before + 1


def test_in_an_outage_the_request_is_kept_and_delivered_once(
    as_desmond: Client, desmond: Resident, sandbox: Sandbox
) -> None:
    before = len(find(sandbox, "ServiceRequest"))
    sandbox.fault("social-care", "error")

    response = ask(as_desmond)

    submission = Submission.objects.get()
    assert submission.state == DeliveryState.WAITING
    assert "keep your request safe" in as_desmond.get(response["Location"]).content.decode()
    sandbox.well("social-care")
    later = timezone.now() + timedelta(hours=1)
    assert [deliver_due(now=later), deliver_due(now=later)] == [1, 0]
    assert len(find(sandbox, "ServiceRequest")) == before + 1


def test_an_answer_that_was_lost_on_the_way_back_does_not_ask_twice(
    desmond: Resident, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = len(find(sandbox, "ServiceRequest"))
    request = AssessmentRequest(
        kind=Assessment.NEEDS,
        difficulties=("home",),
        words="",
        telephone="01632 960412",
        asked_at=timezone.now(),
    )
    delivered = operations.run

    def lost(work: Any) -> Any:
        delivered(work)
        raise ConnectionError

    monkeypatch.setattr(operations, "run", lost)
    operations.ask_for_assessment(
        actor=actor_of(desmond),
        care_record=DESMOND.care_number,
        request=request,
        form_key=uuid.uuid4(),
        draft=None,
        journey_id=None,
        now=timezone.now(),
    )
    monkeypatch.setattr(operations, "run", delivered)

    assert deliver_due(now=timezone.now() + timedelta(hours=1)) == 1
    assert len(find(sandbox, "ServiceRequest")) == before + 1


def test_a_payment_reaches_the_invoice_once(sandbox: Sandbox, adapter: SocialCareAdapter) -> None:
    reference: Any = DESMOND.care_number
    [invoice] = run(adapter.fetch_record(reference)).invoices
    paid_at = timezone.now()

    for _ in range(2):
        run(
            adapter.post_payment(
                reference,
                invoice.number,
                payment_reference="MA-1",
                amount_pence=6480,
                paid_at=paid_at,
            )
        )

    assert owed(sandbox) == 100.0
    assert run(adapter.fetch_charge(reference, invoice.number)).amount_pence == 10_000


def test_the_form_knows_the_telephone_number(as_desmond: Client) -> None:
    assert f'value="{DESMOND.telephone}"' in page(as_desmond, "ask")
