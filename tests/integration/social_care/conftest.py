"""Desmond and Lakshmi, whom the sandbox's care system knows, and who may see their records."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.residents.models import Resident
from services.sandbox.personas import DESMOND, LAKSHMI, Person
from services.social_care.adapter import SocialCareAdapter
from services.social_care.views import care
from tests.contract.social_care.calls import find
from tests.factories.accounts import ResidentFactory, signed_in
from tests.factories.services import ServiceLinkFactory
from tests.sandbox import Sandbox


def known_to_care(person: Person) -> Resident:
    resident: Resident = ResidentFactory(
        first_name=person.first_name,
        last_name=person.last_name,
        born_on=person.born_on,
        address=person.address,
        postcode=person.postcode,
        telephone=person.telephone,
    )
    ServiceLinkFactory(resident_id=resident.pk, service="social_care", reference=person.care_number)
    return resident


@pytest.fixture
def desmond(db: None) -> Resident:
    return known_to_care(DESMOND)


@pytest.fixture
def lakshmi(db: None) -> Resident:
    return known_to_care(LAKSHMI)


@pytest.fixture
def as_desmond(desmond: Resident, sandbox: Sandbox) -> Client:
    return signed_in(desmond)


@pytest.fixture
def as_lakshmi(lakshmi: Resident, sandbox: Sandbox) -> Client:
    return signed_in(lakshmi)


@pytest.fixture
def adapter(sandbox: Sandbox) -> SocialCareAdapter:
    """The one the pages use."""
    return care()


def form_key_in(html: str) -> str:
    found = re.search(r'name="form_key" value="([^"]+)"', html)
    return found.group(1) if found else ""


def answers(**changes: Any) -> dict[str, Any]:
    """The assessment form, filled in."""
    return {
        "kind": "needs-assessment",
        "difficulties": ["washing", "moving"],
        "words": "The stairs are too much for me.",
        "telephone": "01632 960412",
    } | changes


def ask(client: Client, **changes: Any) -> Any:
    """Open the page and send it, filled in."""
    address = reverse("social_care:ask")
    page = client.get(address).content.decode()
    return client.post(address, {"form_key": form_key_in(page), **answers(**changes)})


def cancel_visit(client: Client, visit_id: str, reason: str = "away") -> Any:
    address = reverse("social_care:cancel-visit", args=[visit_id])
    return client.post(address, cancel_form(client, address) | {"reason": reason})


def cancel_form(client: Client, address: str) -> dict[str, str]:
    return cancel_form_in(client.get(address).text)


def cancel_form_in(html: str) -> dict[str, str]:
    """The form of cancelling a visit as the page brings it, with a reason chosen."""
    starts = re.search(r'name="starts_at" value="([^"]+)"', html)
    starts_at = starts.group(1) if starts else ""
    return {"form_key": form_key_in(html), "starts_at": starts_at, "reason": "away"}


def booked_visits(sandbox: Sandbox) -> list[dict[str, Any]]:
    """What the care system has booked for Desmond, soonest first."""
    return find(sandbox, "Appointment", status="booked", _sort="date")
