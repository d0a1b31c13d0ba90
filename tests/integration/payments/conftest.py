"""A gateway, a ledger, and somebody who owes rent."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.residents.models import Resident
from accounts.staff.roles import Role
from payments import gateway as gateways
from payments import settlement
from payments.checkout import start_payment
from payments.models import PaymentSession
from tests.factories.accounts import ResidentFactory, actor_of
from tests.factories.gateways import FakeGateway
from tests.factories.payments import (
    ACCOUNT,
    Ledger,
    PaidSessionFactory,
    StartedSessionFactory,
    a_payable,
)
from tests.factories.services import ServiceLinkFactory
from tests.integration.payments.desk import signed_in
from tests.switched_on import switched_on


@pytest.fixture(autouse=True)
def gateway(settings: Settings) -> Iterator[FakeGateway]:
    FakeGateway.current = FakeGateway()
    settings.PAYMENT_GATEWAY = "tests.factories.gateways.FakeGateway"
    gateways._from_settings.cache_clear()
    yield FakeGateway.current
    gateways._from_settings.cache_clear()


@pytest.fixture(autouse=True)
def ledger(settings: Settings) -> Iterator[Ledger]:
    Ledger.current = Ledger()
    with switched_on(settings, "tests.factories.payments.Ledger"):
        yield Ledger.current


@pytest.fixture
def amina() -> Resident:
    """Rents from the council, and has linked her tenancy."""
    resident = ResidentFactory()
    ServiceLinkFactory(resident_id=resident.pk, reference=ACCOUNT)
    return resident


@pytest.fixture
def as_amina(amina):
    client = Client()
    client.force_login(amina.user)
    return client


@pytest.fixture
def as_stranger():
    client = Client()
    client.force_login(ResidentFactory().user)
    return client


def pay(resident, **asked):
    asked = {"payable": a_payable(), "return_url": "/account/", "now": timezone.now(), **asked}
    return start_payment(actor=actor_of(resident), **asked)


@pytest.fixture
def payment(amina):
    return PaidSessionFactory(resident_id=amina.pk).payment


@pytest.fixture
def session(amina):
    return StartedSessionFactory(resident_id=amina.pk)


@pytest.fixture
def morgan():
    return signed_in(Role.SERVICE_MANAGER, name="Morgan Ellis")


@pytest.fixture
def anita():
    return signed_in(Role.SUPERVISOR, name="Anita Rao")


@pytest.fixture
def paid(amina):
    return PaidSessionFactory(resident_id=amina.pk)


@pytest.fixture
def half_way_through_settling(
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., AbstractContextManager[None]]:
    """While another hand settles this attempt, and dawdles `at` this step of it."""

    @contextmanager
    def settling(session: PaymentSession, *, at: str) -> Iterator[None]:
        half_way = threading.Event()

        def dawdle(*told: object) -> None:
            half_way.set()
            time.sleep(0.5)

        def settle_it() -> None:
            settlement.settle(session, now=timezone.now())
            connection.close()

        monkeypatch.setattr(settlement, at, dawdle)
        hand = threading.Thread(target=settle_it)
        hand.start()
        half_way.wait()
        yield
        hand.join()

    return settling
