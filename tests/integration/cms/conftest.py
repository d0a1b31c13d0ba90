"""A council with its first content, and who works on it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from accounts.staff.models import StaffMember
from cms.models import HomePage
from cms.seeding import seed_content
from tests.factories import offered
from tests.factories.content import EditorFactory
from tests.switched_on import switched_on

SERVICES = (
    offered.Housing,
    offered.Benefits,
    offered.Parking,
    offered.Leisure,
    offered.SocialCare,
)


@pytest.fixture(autouse=True)
def five_services(settings: Any) -> Iterator[None]:
    with switched_on(settings, *offered.ALL):
        yield


@pytest.fixture(scope="module")
def seeded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The first content, made once for the tests of a file and rolled back after them."""
    with (
        pytest.MonkeyPatch.context() as patch,
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        patch.setattr("cms.seeding.service_choices", lambda: [(s.slug, s.title) for s in SERVICES])
        list(seed_content(today=date(2026, 11, 22)))
        yield
        transaction.set_rollback(True)


@pytest.fixture
def content(seeded: None, db: None) -> HomePage:
    return HomePage.objects.get()


@pytest.fixture
def rafi(db: None) -> StaffMember:
    return EditorFactory.create()


@pytest.fixture
def desk(rafi: StaffMember) -> Client:
    """The editor's browser, signed in."""
    client = Client()
    client.force_login(rafi.user)
    return client
