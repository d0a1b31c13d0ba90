"""Amina, a member whom the sandbox's leisure system knows, and what she wants to do."""

import re
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.residents.models import Resident
from services.leisure.adapter import LeisureAdapter
from services.leisure.records import Opportunity, Search
from services.leisure.views import leisure
from services.models import Submission
from services.network import run
from services.sandbox.personas import AMINA, TOM, Person
from tests.factories.accounts import ResidentFactory, signed_in
from tests.factories.services import ServiceLinkFactory
from tests.sandbox import Sandbox

TOKEN = "sandbox-leisure-token-0123456789abcdef"
WALK = "Canal and River Walking"
COURT = "Badminton Court"


def a_member(person: Person) -> Resident:
    resident: Resident = ResidentFactory(
        first_name=person.first_name, last_name=person.last_name, telephone=person.telephone
    )
    ServiceLinkFactory(resident_id=resident.pk, service="leisure", reference=person.membership)
    return resident


@pytest.fixture
def amina(db: None, sandbox: Sandbox) -> Resident:
    return a_member(AMINA)


@pytest.fixture
def as_amina(amina: Resident) -> Client:
    return signed_in(amina)


@pytest.fixture
def as_tom(db: None, sandbox: Sandbox) -> Client:
    return signed_in(a_member(TOM))


@pytest.fixture
def adapter(sandbox: Sandbox) -> LeisureAdapter:
    """The one the pages use."""
    return leisure()


def find(adapter: LeisureAdapter, activity: str = WALK, *, from_now: int = 0) -> Opportunity:
    """A session of this activity that can be booked here; `from_now` skips the soonest."""
    now = timezone.now()
    found = run(adapter.fetch_timetable()).find(Search(activity=activity), now=now)
    return [one for one in found if one.prices and not (one.is_cancelled or one.is_full)][from_now]


def book(client: Client, session: Opportunity, **changes: str) -> Any:
    """Open the page and send the form as it came."""
    address = reverse("leisure:book", args=[session.key])
    page = client.get(address)
    sent = {
        "price": session.prices[0].terms,
        "form_key": form_key_in(page.content.decode()),
        "starts_at": session.starts_at.isoformat(),
    }
    return client.post(address, {**sent, **changes})


def cancel(client: Client, order_id: str) -> Any:
    address = reverse("leisure:cancel", args=[order_id])
    page = client.get(address).content.decode()
    return client.post(address, {"form_key": form_key_in(page)})


def form_key_in(html: str) -> str:
    found = re.search(r'name="form_key" value="([^"]+)"', html)
    return found.group(1) if found else ""


def orders(sandbox: Sandbox, person: Person = AMINA) -> list[dict[str, Any]]:
    """What the leisure system has for this member."""
    path = f"/leisure/api/1.0/customer-accounts/{person.membership}/orders"
    answer = sandbox.call("GET", path, Authorization=f"Bearer {TOKEN}")
    found: list[dict[str, Any]] = answer["items"]
    return found


def statuses(order: dict[str, Any]) -> list[str]:
    return [item["orderItemStatus"].rsplit("/", 1)[-1] for item in order["orderedItem"]]


def the_submission() -> Submission:
    return Submission.objects.get()


def starts(order: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(order["orderedItem"][0]["orderedItem"]["startDate"])


def order_of(sandbox: Sandbox, submission: Submission) -> dict[str, object]:
    """The order the leisure system made of this submission: their ids are the same."""
    return next(one for one in orders(sandbox) if one["identifier"] == str(submission.form_key))
