"""Challenging a notice, from the reason to the receipt."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.delivery import DeliveryState
from accounts.notifications.models import OutboundNotification
from accounts.residents.models import Resident
from services import submissions
from services.models import Draft, Journey, Submission
from services.parking.records.account import NoticeKey, ParkingAccount
from services.sandbox.personas import GRACE, TOM
from tests.factories.accounts import signed_in
from tests.integration.parking.conftest import PCN, linked, notice_at_the_supplier
from tests.sandbox import Sandbox
from tests.sent import audited_and_counted

pytestmark = [pytest.mark.django_db, pytest.mark.sandbox]

WHY = reverse("parking:challenge", args=[PCN])
CHECK = reverse("parking:challenge-check", args=[PCN])
ANSWERS = {"ground": "contravention_did_not_occur", "statement": "I was unloading a wardrobe."}


def send(client: Client) -> str:
    client.post(WHY, ANSWERS)
    form_key = str(Draft.objects.get().form_key)
    return str(client.post(CHECK, {"form_key": form_key})["Location"])


def test_a_challenge_reaches_the_parking_system_with_a_receipt(
    as_amina: Client, sandbox: Sandbox
) -> None:
    receipt = as_amina.get(send(as_amina)).content.decode()

    sent = Submission.objects.get()
    answer_by = timezone.localdate() + timedelta(days=56)
    assert (sent.state, sent.promised_on) == (DeliveryState.DELIVERED, answer_by)
    assert sent.supplier_reference.startswith("CH-")
    for shown in (sent.reference, sent.supplier_reference, f"{answer_by:%-d %B %Y}"):
        assert shown in receipt
    assert notice_at_the_supplier(sandbox)["status"] == "challenged"


def test_it_is_audited_counted_and_told(as_amina: Client, amina: Resident) -> None:
    send(as_amina)

    sent = audited_and_counted("challenge-notice")
    told = OutboundNotification.objects.get()
    assert sent.reference in told.subject
    assert "wardrobe" not in told.body
    assert b"wardrobe" not in bytes(sent.sealed)


def test_the_notice_says_that_it_is_being_looked_at_and_asks_for_nothing(as_amina: Client) -> None:
    send(as_amina)

    html = as_amina.get(reverse("parking:notice", args=[PCN])).content.decode()

    assert "Until then you do not have to pay" in html
    assert "/payments/pay/" not in html


def test_pressing_send_twice_is_one_challenge(as_amina: Client) -> None:
    as_amina.post(WHY, ANSWERS)
    form_key = str(Draft.objects.get().form_key)

    first = as_amina.post(CHECK, {"form_key": form_key})
    second = as_amina.post(CHECK, {"form_key": form_key})

    assert first["Location"] == second["Location"]
    assert Submission.objects.count() == 1


def test_when_the_supplier_goes_down_it_is_kept_and_counts_from_when_it_was_sent(
    as_amina: Client, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_amina.post(WHY, ANSWERS)
    form_key = str(Draft.objects.get().form_key)
    monkeypatch.setattr("services.submissions.deliver_now", lambda *args, **kwargs: False)
    receipt = as_amina.get(as_amina.post(CHECK, {"form_key": form_key})["Location"])

    assert "We have it safely" in receipt.content.decode()
    answer_by = timezone.localdate() + timedelta(days=56)
    assert Submission.objects.get().promised_on == answer_by
    notice, overview = reverse("parking:notice", args=[PCN]), reverse("parking:index")
    for address, words in ((notice, "Do not pay while"), (overview, "challenged it: do not pay")):
        html = as_amina.get(address).content.decode()
        assert words in html
        assert "/payments/pay/" not in html
    pay = as_amina.get(reverse("payments:start", args=["parking", PCN])).text
    assert "Do not pay this yet" in pay
    Submission.objects.update(submitted_at=timezone.now() - timedelta(days=2))

    assert submissions.deliver_due(now=timezone.now() + timedelta(minutes=1)) == 1
    challenge = notice_at_the_supplier(sandbox)["challenge"]
    assert isinstance(challenge, dict)
    two_days_ago = timezone.localdate() - timedelta(days=2)
    assert challenge["receivedOn"] == two_days_ago.isoformat()


def test_a_second_challenge_of_one_notice_is_not_sent(as_amina: Client) -> None:
    send(as_amina)

    html = as_amina.get(WHY).content.decode()
    as_amina.post(WHY, ANSWERS)

    assert "cannot be challenged here" in html
    assert Submission.objects.count() == 1


def test_a_charge_certificate_cannot_be_challenged_here(sandbox: Sandbox) -> None:
    key = NoticeKey(TOM.penalty_charge_notice, TOM.vrm)
    as_tom = signed_in(linked("Tom", ParkingAccount(notices=(key,))))

    html = as_tom.get(reverse("parking:challenge", args=[key.number])).content.decode()

    assert "cannot be challenged here" in html
    assert "01632\N{NO-BREAK SPACE}960\N{NO-BREAK SPACE}100" in html


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"ground": ""}, "Choose why the notice is wrong"),
        ({"ground": "dislike"}, "Choose why the notice is wrong"),
        ({"statement": ""}, "Tell us what happened in a few words"),
        ({"statement": "x" * 2001}, "Use 2000 letters or fewer"),
    ],
)
def test_every_mistake_is_said_in_plain_words(
    as_amina: Client, wrong: dict[str, str], words: str
) -> None:
    assert words in as_amina.post(WHY, ANSWERS | wrong).content.decode()


def test_what_was_written_about_one_notice_is_not_shown_at_another(sandbox: Sandbox) -> None:
    keys = (NoticeKey(PCN, "TB12AMN"), NoticeKey(GRACE.penalty_charge_notice, GRACE.vrm))
    client = signed_in(linked("Amina", ParkingAccount(notices=keys)))
    client.post(WHY, ANSWERS)

    other = client.get(reverse("parking:challenge", args=[GRACE.penalty_charge_notice]))

    assert "wardrobe" not in other.content.decode()


def test_a_receipt_is_nobody_elses_to_read(as_amina: Client, as_grace: Client) -> None:
    assert as_grace.get(send(as_amina)).status_code == 404


def test_who_reads_the_questions_and_goes_has_begun_and_not_finished(as_amina: Client) -> None:
    """M11: or the completion rate says that nobody ever gives up."""
    assert as_amina.get(WHY).status_code == 200

    journey = Journey.objects.get()
    assert (journey.task, journey.finished_at) == ("challenge-notice", None)
