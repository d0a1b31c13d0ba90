"""Amina and Grace, whose claims the sandbox's benefits system knows."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.test import Client

from accounts.residents.models import Resident
from services.benefits import payloads
from services.benefits.adapter import BenefitsAdapter
from services.http import NotFound
from services.sandbox.personas import AMINA, GRACE, Person
from tests.factories.accounts import ResidentFactory, signed_in
from tests.factories.benefits import OURS, BenefitsBooks
from tests.factories.services import ServiceLinkFactory, browser_linked_to, read_page
from tests.sandbox import Sandbox

TOKEN = "sandbox-benefits-token-0123456789abcdef"


def a_claimant(person: Person) -> Resident:
    resident: Resident = ResidentFactory(first_name=person.first_name, last_name=person.last_name)
    ServiceLinkFactory(resident_id=resident.pk, service="benefits", reference=person.claim)
    return resident


@pytest.fixture
def amina(db: None, sandbox: Sandbox) -> Resident:
    return a_claimant(AMINA)


@pytest.fixture
def as_amina(amina: Resident) -> Client:
    return signed_in(amina)


@pytest.fixture
def as_grace(db: None, sandbox: Sandbox) -> Client:
    return signed_in(a_claimant(GRACE))


def evidence_wanted(sandbox: Sandbox, person: Person = AMINA) -> list[dict[str, object]]:
    """What the benefits system waits for: each change asks for some."""
    answer = sandbox.call(
        "GET",
        f"/benefits/claims/{person.claim}/evidence-requests",
        Authorization=f"Bearer {TOKEN}",
    )
    found: list[dict[str, object]] = answer["items"]
    return found


Answering = Callable[..., Client]


class Books(BenefitsBooks):
    """Also has letters to read."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.text = given.get("text")

    async def get_letter(self, reference: str, letter: str) -> payloads.LetterText:
        if isinstance(self.text, Exception) or self.text is None:
            raise self.text or NotFound("404")
        found: payloads.LetterText = self.text
        return found


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Answering:
    """A claimant's browser, while the benefits system answers like this."""

    def browser(**given: Any) -> Client:
        books: Any = Books(**given)
        monkeypatch.setattr(BenefitsAdapter, "from_settings", lambda: BenefitsAdapter(books))
        return browser_linked_to("benefits", OURS)

    return browser


page = partial(read_page, "benefits")


def letters(*found: payloads.Letter) -> payloads.LetterList:
    return payloads.LetterList(OURS, list(found))
