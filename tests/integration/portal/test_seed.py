"""The residents of the tour: made once, linked as they would link themselves."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command
from django.test import Client

from accounts.models import User
from accounts.notifications.models import Route
from accounts.residents.models import Resident
from portal.management.commands import seed, seed_residents
from services.contract import AccountReference, Fact, ServiceUnavailable
from services.models import ServiceLink
from tests.factories.services import PretendService

pytestmark = pytest.mark.django_db


@dataclass
class Letters(PretendService):
    """A supplier that knows residents by one number on a letter and their birthday."""

    number: str = "payment_reference"
    is_down: bool = False
    matched: list[Mapping[str, str]] = field(default_factory=list)

    @property
    def facts(self) -> tuple[Fact, ...]:
        return (Fact(self.number, "Number"), Fact("date_of_birth", "Birthday", kind="date"))

    async def match_account(self, facts: Mapping[str, str]) -> AccountReference | None:
        if self.is_down:
            raise ServiceUnavailable
        self.matched.append(facts)
        return AccountReference(f"{self.slug}-{facts[self.number]}")


@pytest.fixture
def suppliers(monkeypatch):
    services = [Letters("housing"), Letters("benefits", number="claim_reference")]
    monkeypatch.setattr(seed_residents, "installed_services", lambda: services)
    monkeypatch.setattr(seed_residents, "add_notice", lambda **facts: None)
    return services


def test_everybody_of_the_tour_is_there_and_linked_with_their_own_letters(suppliers):
    call_command("seed_residents")

    names = set(Resident.objects.values_list("first_name", flat=True))
    assert names == {one.first_name for one in seed_residents.RESIDENTS}
    links = set(ServiceLink.objects.values_list("service", "reference"))
    assert links == {
        ("housing", "housing-6001234567"),
        ("housing", "housing-6001234583"),
        ("benefits", "benefits-70043211"),
        ("benefits", "benefits-70043237"),
    }
    assert suppliers[0].matched[0]["date_of_birth"] == "1991-04-17"


def test_a_second_time_does_nothing_twice(suppliers):
    call_command("seed_residents")
    before = (list(Resident.objects.values()), list(ServiceLink.objects.values()))

    call_command("seed_residents")

    assert (list(Resident.objects.values()), list(ServiceLink.objects.values())) == before
    assert len(suppliers[0].matched) == 2


def test_a_supplier_that_is_down_is_said_and_tried_again_the_next_time(suppliers):
    suppliers[1].is_down = True
    with pytest.raises(ServiceUnavailable):
        call_command("seed_residents")
    suppliers[1].is_down = False

    call_command("seed_residents")

    assert ServiceLink.objects.filter(service="benefits").count() == 2


def test_whoever_has_an_email_signs_in_with_the_password_of_the_table(suppliers):
    call_command("seed_residents")
    client = Client()

    client.post(
        "/account/sign-in/",
        {"login": "amina@example.org", "password": seed_residents.PASSWORD},
    )

    assert client.get("/account/security/").status_code == 200
    assert EmailAddress.objects.get(email="amina@example.org").verified


def test_desmond_has_no_way_in_and_gets_letters(suppliers):
    """D28: no address was made up for him."""
    call_command("seed_residents")

    desmond = Resident.objects.get(first_name="Desmond")
    assert desmond.user is None
    assert (desmond.email, desmond.preferred_route) == ("", Route.LETTER)
    assert User.objects.count() == sum(bool(one.email) for one in seed_residents.RESIDENTS)


@pytest.mark.parametrize("one", seed_residents.RESIDENTS, ids=lambda one: one.first_name)
def test_nobody_of_the_tour_can_be_somebody_real(one):
    """example.org, Ofcom's numbers for drama, and a town that is not there."""
    assert one.email.endswith("@example.org") or not one.email
    assert re.fullmatch(r"07700 900\d{3}|01632 960\d{3}", one.telephone)
    assert "Thornbridge" in one.address
    assert one.services <= {"housing", "benefits", "parking", "leisure", "social_care"}


def test_the_facts_on_the_letters_are_the_persons_own():
    amina = next(one for one in seed_residents.RESIDENTS if one.first_name == "Amina")

    assert amina.facts["last_name"] == "Yusuf"
    assert amina.facts["postcode"] == "TB1 4QN"
    assert amina.facts["payment_reference"] == "6001234567"


def test_an_empty_portal_is_filled_step_by_step_and_says_which(monkeypatch):
    done = []
    monkeypatch.setattr(seed, "call_command", done.append)
    said = StringIO()

    seed.Command(stdout=said).handle()

    assert done == [command for _title, command in seed.STEPS]
    assert said.getvalue() == "".join(f"  {title} …\n" for title, _command in seed.STEPS)
