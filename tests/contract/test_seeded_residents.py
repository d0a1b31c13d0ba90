"""The residents of the tour, against the sandbox whose suppliers know them."""

from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.actor import Actor
from accounts.residents.models import Resident
from services.following_up import send_again
from services.models import ServiceLink, Submission
from services.sandbox.personas import AMINA, DESMOND, TOM
from services.submissions import deliver_due
from tests.contract.answers import Sandbox

pytestmark = [pytest.mark.sandbox, pytest.mark.django_db]


def links_of(last_name: str) -> dict[str, str]:
    """How each service was linked."""
    resident = Resident.objects.get(last_name=last_name)
    links = ServiceLink.objects.filter(resident_id=resident.pk)
    return {link.service: link.proof for link in links}


def test_the_request_on_the_desk_arrives_once_when_it_is_sent_again(sandbox: Sandbox) -> None:
    """What the parking system is said to have been too slow for, it takes now."""
    for command in ("seed_residents", "seed_requests", "seed_requests"):
        call_command(command)
    given_up = Submission.objects.get()
    assert given_up.is_given_up

    assert send_again(given_up, actor=Actor(staff_id=uuid4()), now=timezone.now())
    assert deliver_due(now=timezone.now()) == 1

    given_up.refresh_from_db()
    assert (given_up.is_delivered, given_up.by_hand) == (True, False)


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
