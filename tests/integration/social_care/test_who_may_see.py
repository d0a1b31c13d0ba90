"""Social care pages are the resident's, and of nobody else but an adviser of social care."""

import itertools
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.audit.models import AuditEntry
from accounts.channels import Channel
from accounts.mandates.models import Mandate
from accounts.residents.models import Resident
from accounts.staff.roles import Role
from services.models import ServiceLink, Submission
from services.sandbox.personas import LAKSHMI
from services.social_care.urls import urlpatterns
from tests.factories.accounts import LibraryAdviserFactory, StaffMemberFactory, signed_in
from tests.factories.assisted import (
    ContactCentreAdviserFactory,
    Desk,
    SocialCareAdviserFactory,
)
from tests.factories.services import WaitingSubmissionFactory
from tests.integration.social_care.conftest import answers, ask, known_to_care
from tests.sandbox import Sandbox

pytestmark = pytest.mark.django_db

ARGUMENTS: dict[str, list[str]] = {
    "cancel-visit": ["any-visit"],
    "request": ["6f1c6b0e-1111-4222-8333-444455556666"],
}
ADDRESSES = [
    reverse(f"social_care:{page.name}", args=ARGUMENTS.get(str(page.name), []))
    for page in urlpatterns
]
OTHER_ADVISERS = [LibraryAdviserFactory, ContactCentreAdviserFactory]
SECRETS = ["Bluebell", "Helen Marsh", "SC700103", "washing and dressing", "164.80"]


def a_member_of_staff(role: Role) -> Client:
    client = Client()
    client.force_login(StaffMemberFactory(roles=[role.value]).user)
    return client


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_visitor_is_sent_to_sign_in(client: Client, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 302
    assert "sign-in" in response["Location"]


@pytest.mark.parametrize(
    ("role", "address"), list(itertools.product(Role, ADDRESSES)), ids=lambda part: str(part)
)
def test_staff_who_help_nobody_see_nothing(role: Role, address: str) -> None:
    assert a_member_of_staff(role).get(address).status_code == 403


@pytest.mark.parametrize(
    ("adviser", "method", "address"),
    list(itertools.product(OTHER_ADVISERS, ["get", "post"], ADDRESSES)),
)
def test_an_adviser_without_the_role_is_refused_even_if_the_resident_agreed_to_other_things(
    desmond: Resident, adviser: Any, method: str, address: str
) -> None:
    desk = Desk(adviser.create(channel=Channel.ASSISTED_FACE_TO_FACE))
    desk.help(desmond, "housing")

    response = desk.client.get(address) if method == "get" else desk.post(address, answers())

    assert response.status_code == 403
    html = response.content.decode()
    assert not [secret for secret in SECRETS if secret in html]
    refused = AuditEntry.objects.filter(event="assisted.access.refused").latest("id")
    assert (refused.staff_id, refused.reason) == (desk.staff.pk, "role_needed")
    assert not Submission.objects.exists()


@pytest.mark.parametrize("adviser", OTHER_ADVISERS)
def test_such_an_adviser_cannot_even_be_agreed_to(desmond: Resident, adviser: Any) -> None:
    desk = Desk(adviser.create(channel=Channel.ASSISTED_FACE_TO_FACE))
    desk.pass_identity(desmond)

    response = desk.propose(desmond, "social_care")

    assert "sealed" not in (response.context or {})
    assert not Mandate.objects.exists()


READABLE = ["index", "plan", "visits", "progress", "charges", "ask"]


@pytest.mark.parametrize("name", READABLE)
def test_a_social_care_adviser_opens_what_was_agreed_and_the_look_is_written_down(
    desmond: Resident, sandbox: Sandbox, name: str
) -> None:
    desk = Desk(SocialCareAdviserFactory.create())
    desk.help(desmond, "social_care")

    response = desk.client.get(reverse(f"social_care:{name}"))

    assert response.status_code == 200
    seen = AuditEntry.objects.filter(event="accounts.resident.viewed").latest("id")
    assert (seen.staff_id, seen.resident_id) == (desk.staff.pk, desmond.pk)
    assert seen.subject == "social_care"


@pytest.mark.parametrize("name", READABLE)
def test_a_social_care_adviser_is_refused_what_was_not_agreed(desmond: Resident, name: str) -> None:
    desk = Desk(SocialCareAdviserFactory.create())
    desk.help(desmond, "housing")

    assert desk.client.get(reverse(f"social_care:{name}")).status_code == 403


def test_a_social_care_adviser_asks_on_behalf_and_both_names_stand_on_it(
    desmond: Resident, sandbox: Sandbox
) -> None:
    desk = Desk(SocialCareAdviserFactory.create())
    desk.help(desmond, "social_care")
    address = reverse("social_care:ask")
    form_key = desk.client.get(address).context["form"].initial["form_key"]

    response = desk.post(address, {**answers(), "form_key": str(form_key)})

    submission = Submission.objects.get()
    assert response["Location"] == reverse("social_care:request", args=[submission.pk])
    assert (submission.resident_id, submission.staff_id) == (desmond.pk, desk.staff.pk)
    assert submission.channel == "assisted_face_to_face"
    assert desk.client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize("adviser", OTHER_ADVISERS)
def test_requests_about_care_are_not_even_counted_for_other_advisers(
    desmond: Resident, sandbox: Sandbox, adviser: Any
) -> None:
    hidden = WaitingSubmissionFactory(
        resident_id=desmond.pk, service="social_care", title="Needs assessment"
    )
    desk = Desk(adviser.create(channel=Channel.ASSISTED_FACE_TO_FACE))
    desk.help(desmond, "housing")

    listed = desk.client.get(reverse("services:submissions")).content.decode()

    assert "Needs assessment" not in listed
    assert desk.client.get(reverse("services:submission", args=[hidden.pk])).status_code == 404
    assert "social-care" not in desk.client.get(reverse("dashboard:index")).content.decode()


def test_another_resident_sees_nothing_of_it(as_desmond: Client, lakshmi: Resident) -> None:
    ask(as_desmond)
    his = Submission.objects.get()

    as_lakshmi = signed_in(lakshmi)

    assert as_lakshmi.get(reverse("social_care:request", args=[his.pk])).status_code == 404
    index = as_lakshmi.get(reverse("social_care:index")).content.decode()
    assert "Quarry Lodge" in index
    assert "Bluebell" not in index


def test_no_answer_of_social_care_is_ever_kept(as_desmond: Client, desmond: Resident) -> None:
    as_desmond.get(reverse("dashboard:index"))

    assert ServiceLink.objects.get(service="social_care", resident_id=desmond.pk).snapshot is None


def test_a_submission_of_another_service_is_not_opened_through_social_care(
    as_desmond: Client, desmond: Resident
) -> None:
    repair = WaitingSubmissionFactory(resident_id=desmond.pk, service="housing")

    assert as_desmond.get(reverse("social_care:request", args=[repair.pk])).status_code == 404


def test_lakshmis_record_is_hers(sandbox: Sandbox, db: None) -> None:
    html = signed_in(known_to_care(LAKSHMI)).get(reverse("social_care:plan")).content.decode()

    assert "Spend time with people who speak my language" in html
