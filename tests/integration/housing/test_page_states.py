"""Every state of the housing pages, whatever the housing system says."""

from datetime import UTC, date, datetime, timedelta
from html import escape
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from services.contract import AccountReference, ServiceUnavailable
from services.housing.adapter import HousingAdapter
from services.housing.payloads import (
    HouseholdMember,
    TenuredAsset,
    TransactionList,
    WorkOrderNote,
)
from services.models import Journey
from tests.factories.housing import (
    a_tenure,
    a_transaction,
    a_work_order,
    an_account,
)
from tests.integration.housing.conftest import QUARTER, Answering, page

pytestmark = pytest.mark.django_db

EVIL = "<script>alert(1)</script>\u202e"


@pytest.mark.parametrize(
    ("name", "args", "answers"),
    [
        ("tenancy", [], {"get_tenure": a_tenure(
            household_members=[HouseholdMember(full_name=EVIL, is_responsible=True)])}),
        ("tenancy", [], {"get_tenure": a_tenure(tenured_asset=TenuredAsset(
            full_address=EVIL, uprn="1", property_reference="00023404"))}),
        ("repairs", [], {"list_work_orders": [a_work_order(description=EVIL)]}),
        ("index", [], {"list_work_orders": [a_work_order(description=EVIL)]}),
        ("repair", ["10004104"], {"get_work_order": a_work_order(description=EVIL)}),
        ("repair", ["10004104"], {"list_notes": [WorkOrderNote(
            note=EVIL, time=datetime(2026, 5, 4, tzinfo=UTC), audience="Tenant")]}),
    ],
)  # fmt: skip
def test_what_the_housing_system_says_comes_out_as_text(
    answering: Answering, name: str, args: list[str], answers: dict[str, Any]
) -> None:
    """G16"""
    html = page(answering(**answers), name, *args)

    assert "<script>alert" not in html
    assert escape("<script>alert(1)</script>") in html


@pytest.mark.parametrize(
    ("balance", "kind", "said", "is_payable"),
    [
        ("186.42", "Arrears", "£186.42", True),
        ("0.01", "Arrears", "£0.01", True),
        ("0", "Nil", "You owe nothing.", False),
        ("-14.20", "Credit", "£14.20</strong> in credit", False),
    ],
)
def test_what_is_owed_is_said_and_can_be_paid_only_when_it_is(
    answering: Answering, balance: str, kind: str, said: str, is_payable: bool
) -> None:
    client = answering(list_accounts=[an_account(balance, kind)])

    for name in ("index", "rent"):
        html = page(client, name)
        assert said in html
        assert (reverse("payments:start", args=["housing", "rent"]) in html) is is_payable


@pytest.mark.parametrize(
    "answers",
    [
        {"list_accounts": [an_account("10", "Credit")]},
        {"list_accounts": [an_account("100000.01")]},
        {"list_accounts": [an_account("186.425")]},
        {"list_accounts": []},
        {"list_accounts": [an_account(), an_account(payment_reference="6001234575")]},
        {"list_accounts": ServiceUnavailable()},
        {"list_transactions": TransactionList(
            results=[a_transaction(date(2026, 5, 4), payment_reference="6001234575")])},
        {"list_transactions": ServiceUnavailable()},
    ],
)  # fmt: skip
def test_a_rent_account_that_makes_no_sense_is_not_shown(
    answering: Answering, answers: dict[str, Any]
) -> None:
    """G12, G15: no amount at all rather than a wrong one."""
    html = page(answering(**answers), "rent", status=503)

    assert "£" not in html
    assert "01632\N{NO-BREAK SPACE}960\N{NO-BREAK SPACE}100" in html


def test_a_quiet_account_says_so(answering: Answering) -> None:
    html = page(answering(), "rent")

    assert "Nothing was charged or paid in the last eight weeks." in html


@pytest.mark.parametrize(
    ("lines", "on_first", "is_paged"), [(1, 1, False), (25, 25, False), (26, 25, True)]
)
def test_a_long_statement_has_pages_and_can_be_printed_whole(
    answering: Answering, lines: int, on_first: int, is_paged: bool
) -> None:
    found = [a_transaction(date(2026, 4, 6) + timedelta(days=n)) for n in range(lines)]
    client = answering(list_transactions=TransactionList(results=found))
    address = reverse("housing:statement", args=["2026-27-q1"])

    first = client.get(address)
    whole = client.get(address, {"all": "1"})

    assert len(first.context["page"].object_list) == on_first
    assert ("Show it on one page" in first.content.decode()) is is_paged
    assert len(whole.context["page"].object_list) == lines
    beyond = client.get(address, {"page": "999"})
    assert beyond.context["page"].number == beyond.context["page"].paginator.num_pages
    assert client.get(address, {"page": "nonsense"}).context["page"].number == 1


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, date]:
    """The days that the rent account was asked for; it does not answer."""
    asked: dict[str, date] = {}

    async def fetch_rent(self: Any, reference: AccountReference, **days: date) -> Any:
        asked.update(days)
        raise ServiceUnavailable

    monkeypatch.setattr(HousingAdapter, "fetch_rent", fetch_rent)
    return asked


def test_a_statement_asks_for_the_days_of_its_quarter(
    answering: Answering, asked: dict[str, date]
) -> None:
    page(answering(), "statement", "2026-27-q1", status=503)

    assert asked == {"since": QUARTER.start_date, "until": QUARTER.end_date}


def test_the_rent_page_looks_back_eight_weeks(answering: Answering, asked: dict[str, date]) -> None:
    page(answering(), "rent", status=503)

    assert asked == {"since": timezone.localdate() - timedelta(days=56)}


def test_repairs_are_told_apart_by_whether_they_are_under_way(answering: Answering) -> None:
    orders = [
        a_work_order(reference=1, description="Tap drips"),
        a_work_order(reference=2, description="Door sticks", status="Work Complete"),
    ]
    client = answering(list_work_orders=orders)

    html = page(client, "repairs")

    assert html.index("Tap drips") < html.index(">Finished<") < html.index("Door sticks")
    assert "Door sticks" not in page(client, "index")


def test_a_home_without_repairs_says_so(answering: Answering) -> None:
    assert "No repairs are under way." in page(answering(), "repairs")


def test_while_repairs_do_not_answer_everything_else_of_the_tenancy_does(
    answering: Answering,
) -> None:
    client = answering(list_work_orders=ServiceUnavailable())

    assert "£186.42" in page(client, "rent")
    assert "not complete" in page(client, "repairs")
    page(client, "index", status=503)


def test_who_looks_at_what_can_be_wrong_and_goes_has_begun_and_not_finished(
    answering: Answering,
) -> None:
    """M11: or the completion rate says that nobody ever gives up."""
    page(answering(), "report-repair")

    journey = Journey.objects.get()
    assert (journey.task, journey.finished_at) == ("report-repair", None)
