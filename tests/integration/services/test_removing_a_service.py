"""What a resident has linked they can take off again, from the page of the service itself."""

import pytest
from django.urls import reverse

from services.sandbox.personas import AMINA
from tests.factories.accounts import ResidentFactory, signed_in
from tests.factories.services import ServiceLinkFactory
from tests.integration.parking.conftest import AMINAS
from tests.sandbox import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.sandbox]

ACCOUNTS = {
    "housing": AMINA.tenancy,
    "benefits": AMINA.claim,
    "parking": AMINAS.reference,
    "leisure": AMINA.membership,
    "social_care": AMINA.care_number,
}


@pytest.mark.parametrize("service", ACCOUNTS)
def test_each_service_says_where_to_remove_it(sandbox: Sandbox, service: str) -> None:
    resident = ResidentFactory(first_name=AMINA.first_name, last_name=AMINA.last_name)
    ServiceLinkFactory(resident_id=resident.pk, service=service, reference=ACCOUNTS[service])
    remove = reverse("services:unlink", args=[service.replace("_", "-")])

    client = signed_in(resident)

    assert f'href="{remove}"' in client.get(reverse(f"{service}:index")).text
    assert "Remove it" in client.get(remove).text
