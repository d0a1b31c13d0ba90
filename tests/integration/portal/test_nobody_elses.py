"""What is somebody else's looks exactly like what does not exist, at every address that names it.

The gate itself is proven in tests/integration/accounts/test_ownership.py, and what a supplier
answers about another person in each service's test_whose_record.py and test_whose_claim.py.
"""

import re
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from accounts.models import SignIn
from accounts.notifications.models import OutboundNotification
from accounts.residents.models import Resident
from services.models import Attachment, Draft
from services.photos import MEDIA_TYPE
from services.sealing import seal, seal_bytes
from tests.architecture.pages import every_door
from tests.factories.accounts import LibraryAdviserFactory, ResidentFactory, signed_in
from tests.factories.assisted import Desk, agree
from tests.factories.gateways import FakeGateway
from tests.factories.payments import PaidSessionFactory, StartedSessionFactory
from tests.factories.services import WaitingSubmissionFactory

pytestmark = pytest.mark.django_db
Make = Callable[[Resident], Model]


def sent(service: str, task: str) -> Make:
    return lambda who: WaitingSubmissionFactory(resident_id=who.pk, service=service, task=task)


def photo(service: str, task: str) -> Make:
    def made(who: Resident) -> Model:
        draft = Draft.objects.create(
            resident_id=who.pk, service=service, task=task, sealed=seal({})
        )
        return Attachment.objects.create(
            resident_id=who.pk,
            draft=draft,
            name="Photo 1",
            media_type=MEDIA_TYPE,
            sealed=seal_bytes(b"a picture"),
        )

    return made


def passkey(who: Resident) -> Model:
    data = {"name": "A key", "credential": {}}
    return Authenticator.objects.create(user=who.user, type="webauthn", data=data)


def letter(who: Resident) -> Model:
    return OutboundNotification.objects.create(
        resident_id=who.pk, template="x", route="letter", body="A letter", reference=str(uuid4())
    )


def paid(who: Resident) -> Model:
    return PaidSessionFactory(resident_id=who.pk).payment


EVIDENCE = ("benefits", "upload-evidence")
HERS: dict[str, Make] = {
    "activity:stop": lambda who: agree(LibraryAdviserFactory(), who),
    "mfa_edit_webauthn": passkey,
    "mfa_remove_webauthn": passkey,
    "residents:not-me": lambda who: SignIn.objects.create(user=who.user, session_key="x"),
    "notifications:show": letter,
    "services:submission": sent("leisure", "book-session"),
    "housing:remove-photo": photo("housing", "report-repair"),
    "housing:repair-reported": sent("housing", "report-repair"),
    "housing:photo": photo("housing", "report-repair"),
    "benefits:applied": sent("benefits", "apply-council-tax-reduction"),
    "benefits:challenge-sent": sent("benefits", "challenge-decision"),
    "benefits:evidence-photo": photo(*EVIDENCE),
    "benefits:remove-evidence-photo": photo(*EVIDENCE),
    "benefits:evidence-sent": sent(*EVIDENCE),
    "benefits:change-reported": sent("benefits", "report-change"),
    "parking:permit-asked": sent("parking", "renew-permit"),
    "parking:challenged": sent("parking", "challenge-notice"),
    "social_care:request": sent("social_care", "ask-for-assessment"),
    "payments:cancel": lambda who: StartedSessionFactory(resident_id=who.pk),
    "payments:receipt": paid,
    "payments:receipt-pdf": paid,
}
"""What each address can show or change of one resident's."""
OF_THE_SUPPLIER = {
    *("housing:statement", "housing:repair", "housing:visit", "housing:cancel-visit"),
    *("benefits:letter", "benefits:challenge", "benefits:challenge-check", "benefits:evidence"),
    *("parking:renew", "parking:change-vehicle", "parking:cancel-order"),
    *("parking:notice", "parking:photograph"),
    *("parking:remove-notice", "parking:challenge", "parking:challenge-check"),
    *("leisure:cancel", "social_care:cancel-visit", "payments:start"),
}
"""Asked for with the reader's own link, and looked for in what is theirs."""
OF_NOBODY = {
    *("services:link", "services:enter-code", "services:unlink", "housing:danger", "leisure:book")
}


def test_every_address_that_names_something_is_of_one_of_these_kinds() -> None:
    doors = [door for door in every_door() if "<" in door.route and door.guard]
    named = {door.name for door in doors if door.guard.kind in {"resident", "account_holder"}}

    assert named == HERS.keys() | OF_THE_SUPPLIER | OF_NOBODY


@pytest.fixture(autouse=True)
def a_gateway(settings: Any) -> None:
    settings.PAYMENT_GATEWAY = "tests.factories.gateways.FakeGateway"
    FakeGateway.current = FakeGateway()


def made_up_like(name: str) -> str:
    return "987654" if name.isdigit() else str(uuid4()) if len(name) == 36 else "TB-2222-2222"


def name_in(door: str, thing: Model) -> str:
    """What the address calls it: our reference where it takes one, else its key."""
    route = next(each.route for each in every_door() if each.name == door)
    takes_reference = re.search(r"<(?:slug|str):reference>", route)
    return str(thing.reference if takes_reference else thing.pk)  # type: ignore[attr-defined]


def address(door: str, name: str) -> str:
    more = ["E-1"] if door == "benefits:remove-evidence-photo" else []
    return reverse(door, args=[*more, name])


def at_home(who: Resident) -> Client:
    """Signed in with a password just now: where that is asked for again, too."""
    client = signed_in(who)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session.save()
    return client


def answers(client: Client, door: str, name: str, **form: str) -> list[tuple[int, str]]:
    """To looking and to sending: what the page is about, without the name."""
    found = []
    for answer in (client.get(address(door, name)), client.post(address(door, name), form)):
        page = answer.content.decode(errors="replace").partition("<main")[2].partition("</main>")[0]
        page += answer.headers.get("Location", "")
        found.append((answer.status_code, page.replace(name, "") if len(name) > 9 else page))
    return found


@pytest.mark.parametrize("door", HERS)
def test_nobody_tells_somebody_elses_from_what_does_not_exist(door: str) -> None:
    """E05, E07, E13, E15, E16, E18, E23, E28, E32: a neighbour at home, and staff who help him.

    Nor does what they send change anything of hers.
    """
    alice, bob = ResidentFactory(first_name="Alice"), ResidentFactory(first_name="Bob")
    thing = HERS[door](alice)
    before = type(thing).objects.values().get(pk=thing.pk)  # type: ignore[attr-defined]
    name = name_in(door, thing)
    joy = Desk(LibraryAdviserFactory())
    joy.help(bob, "housing", "benefits", "parking", "leisure")

    for client, form in ((at_home(bob), {}), (joy.client, {"acting_for": joy.token})):
        theirs = answers(client, door, name, **form)
        assert theirs == answers(client, door, made_up_like(name), **form)
        assert not {200, 204} & {status for status, _ in theirs}
    assert type(thing).objects.values().get(pk=thing.pk) == before  # type: ignore[attr-defined]


@pytest.mark.parametrize("door", HERS)
def test_the_owner_finds_it_there(door: str) -> None:
    """Or the test above would prove nothing."""
    alice = ResidentFactory()
    thing = HERS[door](alice)
    name = name_in(door, thing)

    first, *_ = {status for status, _ in answers(at_home(alice), door, name)} - {404, 405}

    assert first in {200, 302}
