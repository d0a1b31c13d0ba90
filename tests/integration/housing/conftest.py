"""Amina and Grace, tenants whom the sandbox's housing system knows."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.test import Client

from accounts.actor import Actor
from accounts.residents.models import Resident
from services.housing.adapter import HousingAdapter
from services.housing.payloads import QuarterlyStatement
from services.sandbox.personas import AMINA, GRACE, Person
from tests.factories.accounts import ResidentFactory, actor_of, signed_in
from tests.factories.housing import REFERENCE, a_well_client, a_work_order
from tests.factories.services import ServiceLinkFactory, browser_linked_to, read_page
from tests.sandbox import Sandbox

HOUSING_TOKEN = "sandbox-housing-token-0123456789abcdef"


def a_tenant(person: Person) -> Resident:
    resident: Resident = ResidentFactory(
        first_name=person.first_name, last_name=person.last_name, telephone=person.telephone
    )
    ServiceLinkFactory(resident_id=resident.pk, reference=person.tenancy)
    return resident


@pytest.fixture
def amina(db: None, sandbox: Sandbox) -> Resident:
    return a_tenant(AMINA)


@pytest.fixture
def grace(db: None, sandbox: Sandbox) -> Resident:
    return a_tenant(GRACE)


@pytest.fixture
def actor(amina: Resident) -> Actor:
    return actor_of(amina)


@pytest.fixture
def as_amina(amina: Resident) -> Client:
    return signed_in(amina)


@pytest.fixture
def as_grace(grace: Resident) -> Client:
    return signed_in(grace)


def work_orders(sandbox: Sandbox, person: Person = AMINA) -> list[dict[str, object]]:
    """What the housing system has for this tenant."""
    orders: list[dict[str, object]] = sandbox.call(
        "GET",
        f"/housing/api/v2/workOrders?tenureId={person.tenancy}",
        Authorization=f"Bearer {HOUSING_TOKEN}",
    )
    return orders


QUARTER = QuarterlyStatement(
    payment_reference=REFERENCE,
    period="2026/27 Q1",
    start_date=date(2026, 4, 6),
    end_date=date(2026, 6, 29),
    start_balance=Decimal(0),
    charged_amount=Decimal("186.42"),
    paid_amount=Decimal(0),
    housing_benefit_amount=Decimal(0),
    finish_balance=Decimal("186.42"),
)
Answering = Callable[..., Client]


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Answering:
    """A tenant's browser, while the housing system answers like this."""

    def browser(**answers: Any) -> Client:
        more = {"get_work_order": a_work_order(), "list_statements": [QUARTER]}
        client: Any = a_well_client(**(more | answers))
        monkeypatch.setattr(HousingAdapter, "from_settings", lambda: HousingAdapter(client))
        return browser_linked_to("housing", REFERENCE)

    return browser


page = partial(read_page, "housing")
