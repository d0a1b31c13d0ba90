"""The residents of the tour, against the sandbox whose suppliers know them."""

import pytest
from django.core.management import call_command

from accounts.residents.models import Resident
from services.models import ServiceLink
from services.sandbox.personas import AMINA, DESMOND, TOM
from tests.contract.answers import Sandbox

pytestmark = [pytest.mark.sandbox, pytest.mark.django_db]


def links_of(last_name: str) -> dict[str, str]:
    """How each service was linked."""
    resident = Resident.objects.get(last_name=last_name)
    links = ServiceLink.objects.filter(resident_id=resident.pk)
    return {link.service: link.proof for link in links}


def test_they_are_linked_with_the_proof_each_service_asks_for(sandbox: Sandbox) -> None:
    """A26: the seed takes no short cut that the pages refuse, but the wait for the post."""
    call_command("seed_residents")
    call_command("seed_residents")

    by_letter = dict.fromkeys(("housing", "parking", "leisure"), "letter")
    by_post = dict.fromkeys(("benefits", "social_care"), "posted_code")
    assert links_of(AMINA.last_name) == by_letter | by_post
    assert links_of(DESMOND.last_name) == {"housing": "letter"} | by_post
    assert links_of(TOM.last_name) == {"parking": "letter"}
    assert Resident.objects.count() == 3
