"""Choosing, changing and giving up a visit."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.audit.models import AuditEntry
from services.contract import ServiceUnavailable
from services.housing.client import HousingClient
from services.http import Rejected
from services.models import Journey
from services.sandbox.personas import GRACE
from tests.integration.housing.conftest import work_orders
from tests.sandbox import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.sandbox]


@pytest.fixture
def number(sandbox: Sandbox) -> str:
    """Amina's repair with a visit in a few days."""
    return str(work_orders(sandbox)[0]["reference"])


def visits(client: Client, number: str) -> list[str]:
    response = client.get(reverse("housing:visit", args=[number]))
    return [slot.reference for slot in response.context["slots"]]


def book(client: Client, number: str, slot: str, key: object = None) -> Any:
    answers = {"slot": slot, "form_key": str(key or uuid4())}
    return client.post(reverse("housing:visit", args=[number]), answers)


def asked_first(client: Client, number: str) -> dict[str, str]:
    """What the page that asks sends back."""
    page = client.get(reverse("housing:cancel-visit", args=[number])).text
    return dict(re.findall(r'name="(form_key|starts_at)" value="([^"]*)"', page))


def cancel(client: Client, number: str, **changes: str) -> Any:
    address = reverse("housing:cancel-visit", args=[number])
    return client.post(address, asked_first(client, number) | changes, follow=True)


def appointment(sandbox: Sandbox, number: str) -> Any:
    return next(o["appointment"] for o in work_orders(sandbox) if str(o["reference"]) == number)


def events(number: str) -> list[str]:
    return list(
        AuditEntry.objects.filter(subject=number).order_by("id").values_list("event", flat=True)
    )


def test_a_visit_is_moved_to_another_day(as_amina: Client, sandbox: Sandbox, number: str) -> None:
    slot = visits(as_amina, number)[0]

    response = book(as_amina, number, slot)

    assert response["Location"] == reverse("housing:repair", args=[number])
    assert "Your visit is booked" in as_amina.get(response["Location"]).text
    assert appointment(sandbox, number)["reference"] == slot
    assert events(number) == ["housing.visit.requested", "housing.visit.booked"]
    assert Journey.objects.get(task="book-repair-visit").outcome == "completed"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The keys with which the housing system was asked to change a visit."""
    keys: list[str] = []
    for what in ("book_slot", "update_job"):
        ask = getattr(HousingClient, what)

        async def asking(*args: Any, ask: Any = ask, **told: Any) -> None:
            keys.append(told["key"])
            await ask(*args, **told)

        monkeypatch.setattr(HousingClient, what, asking)
    return keys


def test_booking_twice_asks_with_the_same_key(
    as_amina: Client, number: str, asked: list[str]
) -> None:
    """G21: by the form's own key the housing system knows the second press for the first."""
    key, slot = uuid4(), visits(as_amina, number)[0]

    for _ in range(2):
        book(as_amina, number, slot, key)

    assert asked == [str(key)] * 2


def test_cancelling_twice_cancels_once_and_says_the_same(
    as_amina: Client, number: str, asked: list[str]
) -> None:
    """G21: and by the form's own key, should both presses come at the same moment."""
    form = asked_first(as_amina, number)

    first, again = (cancel(as_amina, number, **form) for _ in range(2))

    assert asked == [form["form_key"]]
    for page in (first.text, again.text):
        assert "Your visit is cancelled. The repair is still open." in page


def test_a_visit_that_was_moved_since_the_page_was_opened_is_not_cancelled_unseen(
    as_amina: Client, sandbox: Sandbox, number: str
) -> None:
    """She is shown when it is now, and can still cancel it."""
    form = asked_first(as_amina, number)
    book(as_amina, number, visits(as_amina, number)[0])

    page = cancel(as_amina, number, **form).text

    assert "This visit has been moved since you opened this page" in page
    assert appointment(sandbox, number) is not None
    cancel(as_amina, number)
    assert appointment(sandbox, number) is None


def test_a_visit_that_cannot_be_cancelled_any_more_stays_and_that_is_said(
    as_amina: Client, sandbox: Sandbox, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def no(*args: object, **told: object) -> None:
        raise Rejected(409, "too late")

    monkeypatch.setattr(HousingClient, "update_job", no)

    page = cancel(as_amina, number).text

    assert "cannot be cancelled online any more" in page
    assert "Your visit is cancelled" not in page


def test_a_repair_without_a_visit_has_nothing_to_cancel(as_amina: Client, number: str) -> None:
    cancel(as_amina, number)

    page = as_amina.get(reverse("housing:cancel-visit", args=[number])).text

    assert "No visit is booked" in page
    assert '<form method="post" novalidate' not in page


def test_a_time_that_was_taken_meanwhile_is_said_plainly(as_amina: Client, number: str) -> None:
    response = book(as_amina, number, f"{number}/19990104/AM")

    assert response.status_code == 200
    assert "has just been taken" in response.content.decode()
    assert events(number) == []


def test_a_visit_is_cancelled_and_the_repair_stays_open(
    as_amina: Client, sandbox: Sandbox, number: str
) -> None:
    html = cancel(as_amina, number).content.decode()

    assert appointment(sandbox, number) is None
    assert "Your visit is cancelled" in html
    assert "Choose a time" in html
    assert events(number)[-1] == "housing.visit.cancelled"


def test_a_visit_is_not_cancelled_by_looking_at_the_address(
    as_amina: Client, sandbox: Sandbox, number: str
) -> None:
    page = as_amina.get(reverse("housing:cancel-visit", args=[number])).text

    assert "Cancel this visit?" in page
    assert "Keep this visit" in page
    assert appointment(sandbox, number) is not None


def test_cancelling_without_an_answer_is_told_as_that_and_leads_to_where_to_look(
    as_amina: Client, sandbox: Sandbox, number: str
) -> None:
    form = asked_first(as_amina, number)
    sandbox.fault("housing", "error")
    html = cancel(as_amina, number, **form).content.decode()

    assert "what you asked for may not be done" in html
    assert f'href="{reverse("housing:index")}"' in html


@pytest.mark.parametrize("what", ["book", "cancel"])
def test_nobody_changes_the_visit_of_another_home(
    as_grace: Client, sandbox: Sandbox, number: str, what: str
) -> None:
    before = appointment(sandbox, number)

    answer = cancel(as_grace, number) if what == "cancel" else book(as_grace, number, "x")

    assert answer.status_code == 404
    assert appointment(sandbox, number) == before
    assert events(number) == []


def test_an_outage_while_booking_changes_nothing_and_says_so(
    as_amina: Client, sandbox: Sandbox, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    slot = visits(as_amina, number)[0]
    before = appointment(sandbox, number)
    _down_when_booking(monkeypatch)

    response = book(as_amina, number, slot)

    assert "Nothing has changed" in response.content.decode()
    assert f'value="{slot}" checked' in response.content.decode()
    assert appointment(sandbox, number) == before
    assert events(number) == ["housing.visit.requested", "housing.visit.not_changed"]


def test_a_finished_repair_offers_no_visit(as_grace: Client, sandbox: Sandbox) -> None:
    finished = next(o for o in work_orders(sandbox, GRACE) if o["status"] == "Work Complete")

    page = as_grace.get(reverse("housing:repair", args=[finished["reference"]]))

    assert "Choose a time" not in page.content.decode()
    assert "Change the time" not in page.content.decode()


def _down_when_booking(monkeypatch: pytest.MonkeyPatch) -> None:
    async def down(*args: object, **kwargs: object) -> None:
        raise ServiceUnavailable

    monkeypatch.setattr(HousingClient, "book_slot", down)


def test_who_chose_a_time_that_has_just_been_taken_is_told_so_and_can_choose_another(
    as_amina: Client, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken, *others = visits(as_amina, number)

    async def nobody_is_free(client: HousingClient, *_: object, **__: object) -> None:
        raise Rejected(409, {})

    monkeypatch.setattr(HousingClient, "book_slot", nobody_is_free)
    page = book(as_amina, number, taken)

    assert "Error: " in page.text
    assert "This time has just been taken. Choose another one" in page.text
    assert all(f'value="{other}"' in page.text for other in others)
