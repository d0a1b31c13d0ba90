"""G12, L08: what the care system says about another person is never told or asked for."""

from typing import Any

import pytest

from services.contract import NoSuchAccount, NothingOwed, ServiceUnavailable, WrongRecord
from tests.unit.social_care.made import (
    HERS,
    HIS,
    PATIENT,
    REFERENCE,
    a_batch,
    a_visit,
    adapter,
    an_invoice,
    answered,
    found,
    record,
    run,
)

HOME = {"line": ["3 Orchard House"], "city": "Thornbridge", "postalCode": "TB1 6RS"}
NAME = {"prefix": ["Mr"], "given": ["Desmond", "Roy"], "family": "Clarke"}


def ask(name: str, *resources: Any, extra: tuple[Any, ...] = ()) -> Any:
    service, _ = adapter(a_batch(answered(found(*resources))))
    return run(getattr(service, name)(REFERENCE, *extra))


@pytest.mark.parametrize("theirs", [[{"actor": HERS}], [{"actor": HIS}, {"actor": HERS}], []])
def test_one_visit_to_somebody_else_spoils_the_whole_list(theirs: list[Any]) -> None:
    """E12"""
    assert len(ask("fetch_visits", a_visit())) == 1
    with pytest.raises(WrongRecord):
        ask("fetch_visits", a_visit(), a_visit(participant=theirs))


@pytest.mark.parametrize(("name", "extra"), [("fetch_invoices", ()), ("fetch_charge", ("SCI-1",))])
def test_nobody_is_shown_or_asked_for_what_another_owes(name: str, extra: tuple[str, ...]) -> None:
    assert ask(name, an_invoice(), extra=extra)
    with pytest.raises(WrongRecord):
        ask(name, an_invoice(), an_invoice(subject=HERS), extra=extra)


@pytest.mark.parametrize(("invoice", "number"), [({}, "SCI-2"), ({"status": "balanced"}, "SCI-1")])
def test_only_this_invoice_and_only_while_it_is_owed_can_be_paid(
    invoice: dict[str, Any], number: str
) -> None:
    with pytest.raises(NothingOwed):
        ask("fetch_charge", an_invoice(**invoice), extra=(number,))


def test_what_is_paid_is_not_on_the_card() -> None:
    assert record(invoices=found(an_invoice(owed=0))).invoices == ()


def address_of(person: Any, status: str = "200 OK") -> Any:
    service, _ = adapter(a_batch(answered(person, status)))
    return run(service.fetch_postal_address(REFERENCE))


def test_a_code_is_posted_to_the_name_and_home_the_care_system_holds() -> None:
    """A26."""
    found_at = address_of({"id": PATIENT, "name": [NAME], "address": [HOME]})

    assert found_at.name == "Mr Desmond Clarke"
    assert found_at.lines == ("Mr Desmond Clarke", "3 Orchard House", "Thornbridge", "TB1 6RS")


@pytest.mark.parametrize(
    ("person", "status", "raised"),
    [
        ({"id": "SC700208", "name": [NAME], "address": [HOME]}, "200 OK", WrongRecord),
        ({"id": PATIENT, "name": [NAME]}, "200 OK", ServiceUnavailable),
        ({"id": PATIENT, "address": [HOME]}, "200 OK", ServiceUnavailable),
        (None, "404 Not Found", NoSuchAccount),
    ],
)
def test_no_code_is_posted_to_anybody_else_or_to_nowhere(
    person: Any, status: str, raised: type[Exception]
) -> None:
    """A26."""
    with pytest.raises(raised):
        address_of(person, status)
