"""What was begun and not sent is named on the service's first page, carried on with or deleted."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.residents.models import Resident
from services import drafts
from services.drafts import KEPT_FOR
from services.models import Draft, PostedCode
from services.sandbox.personas import AMINA, DESMOND
from tests.factories.accounts import LibraryAdviserFactory, ResidentFactory, actor_of, signed_in
from tests.factories.assisted import Desk
from tests.factories.services import ServiceLinkFactory, read_page
from tests.sandbox import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.sandbox]

CARRY_ON, DELETE = "Carry on", "Delete it"
NOTICE = f"{AMINA.penalty_charge_notice}/{AMINA.vrm}"
ACCOUNTS = {
    "housing": AMINA.tenancy,
    "benefits": AMINA.claim,
    "parking": NOTICE,
    "social_care": DESMOND.care_number,
}
BEGUN = [
    ("housing", "report-repair", "", "Report a repair", "housing:report-details"),
    ("benefits", "report-change", "", "Tell us about a change", "benefits:report-change"),
    ("benefits", "apply-council-tax-reduction", "", "Apply for", "benefits:apply"),
    ("parking", "challenge-notice", AMINA.penalty_charge_notice, "Challenge", "parking:challenge"),
    ("social_care", "ask-for-assessment", "", "Ask for an assessment", "social_care:ask"),
]
"""The service, the task, what it is about, what its first page calls it, and where it goes on."""


@pytest.fixture
def resident(sandbox: Sandbox) -> Resident:
    """Linked to everything here."""
    made: Resident = ResidentFactory()
    for service, reference in ACCOUNTS.items():
        ServiceLinkFactory(resident_id=made.pk, service=service, reference=reference)
    return made


@pytest.fixture
def browser(resident: Resident) -> Client:
    return signed_in(resident)


def begin(resident: Resident, service: str, task: str, about: str = "", *, days: int = 0) -> None:
    drafts.save_draft(
        actor=actor_of(resident),
        service=service,
        task=task,
        about=about,
        answers={"details": "Half a thought"},
        now=timezone.now() - timedelta(days=days),
    )


@pytest.mark.parametrize(("service", "task", "about", "title", "goes_on"), BEGUN)
def test_what_was_begun_is_named_carried_on_with_and_deleted(
    resident: Resident,
    browser: Client,
    service: str,
    task: str,
    about: str,
    title: str,
    goes_on: str,
) -> None:
    assert CARRY_ON not in read_page(service, browser, "index")
    begin(resident, service, task, about)

    html = read_page(service, browser, "index")

    assert title in html
    assert f'href="{reverse(goes_on, args=[about] if about else [])}"' in html
    for _pressed_twice in range(2):
        done = browser.post(
            reverse(f"{service}:discard"), {"task": task, "about": about}, follow=True
        ).text
        assert "What you had begun is deleted." in done
        assert CARRY_ON not in done
    assert not Draft.objects.exists()


def test_it_says_when_it_was_begun_and_only_while_it_is_kept(
    resident: Resident, browser: Client
) -> None:
    begin(resident, "housing", "report-repair", days=KEPT_FOR.days - 1)
    assert "You began this on" in read_page("housing", browser, "index")

    Draft.objects.update(saved_at=timezone.now() - KEPT_FOR)
    assert "You began this on" not in read_page("housing", browser, "index")


@pytest.mark.parametrize(
    ("service", "task"), [("parking", "challenge-notice"), ("benefits", "upload-evidence")]
)
def test_what_can_no_longer_be_done_is_not_offered(
    resident: Resident, browser: Client, service: str, task: str
) -> None:
    """The notice was taken off, or the council has what it asked for."""
    begin(resident, service, task, "X-1")

    assert CARRY_ON not in read_page(service, browser, "index")


def test_each_service_names_only_its_own(resident: Resident, browser: Client) -> None:
    begin(resident, "housing", "report-repair")

    assert CARRY_ON not in read_page("benefits", browser, "index")
    browser.post(reverse("benefits:discard"), {"task": "report-repair"})
    assert Draft.objects.exists()


@pytest.mark.parametrize(
    "sent", [{}, {"task": "report-repair", "about": "X"}, {"task": "x\x00"}, {"task": "x" * 41}]
)
def test_a_form_that_was_tampered_with_deletes_nothing(
    resident: Resident, browser: Client, sent: dict[str, str]
) -> None:
    begin(resident, "housing", "report-repair")

    assert browser.post(reverse("housing:discard"), sent).status_code == 302

    assert Draft.objects.exists()


def test_nobody_sees_or_deletes_what_another_began(resident: Resident, browser: Client) -> None:
    begin(ResidentFactory(), "housing", "report-repair")

    assert CARRY_ON not in read_page("housing", browser, "index")
    browser.post(reverse("housing:discard"), {"task": "report-repair"})

    assert Draft.objects.exists()


def test_staff_delete_only_at_services_the_resident_agreed_to(resident: Resident) -> None:
    begin(resident, "benefits", "report-change")
    desk = Desk(LibraryAdviserFactory())
    desk.help(resident, "housing")

    refused = desk.post(reverse("benefits:discard"), {"task": "report-change"})

    assert refused.status_code in {403, 404}
    assert Draft.objects.exists()


@pytest.fixture
def unlinked(sandbox: Sandbox) -> Resident:
    """Has applied for nothing and been sent nothing yet."""
    made: Resident = ResidentFactory()
    return made


@pytest.mark.parametrize("waits_for_a_code", [False, True])
def test_who_has_no_claim_yet_finds_the_application_they_began(
    unlinked: Resident, waits_for_a_code: bool
) -> None:
    """Where benefits leads who has not linked it, also while our letter with the code is out."""
    browser = signed_in(unlinked)
    assert CARRY_ON not in browser.get(reverse("benefits:index"), follow=True).text
    begin(unlinked, "benefits", "apply-council-tax-reduction")
    if waits_for_a_code:
        PostedCode.objects.create(
            resident_id=unlinked.pk,
            service="benefits",
            reference=AMINA.claim,
            code_hash="x",
            posted_at=timezone.now(),
        )

    page = browser.get(reverse("benefits:index"), follow=True).text

    assert ("Enter the code" in page) is waits_for_a_code
    assert "Apply for Council Tax Reduction" in page
    assert CARRY_ON in page
    assert f'href="{reverse("benefits:apply")}"' in page
    sent = {"task": "apply-council-tax-reduction", "about": ""}
    done = browser.post(reverse("benefits:discard"), sent, follow=True).text
    assert "What you had begun is deleted." in done
    assert CARRY_ON not in done


def test_what_needs_a_claim_is_not_carried_on_with_before_there_is_one(unlinked: Resident) -> None:
    begin(unlinked, "benefits", "report-change")
    begin(unlinked, "housing", "report-repair")

    for service in ("benefits", "housing"):
        page = signed_in(unlinked).get(reverse(f"{service}:index"), follow=True).text
        assert CARRY_ON not in page
