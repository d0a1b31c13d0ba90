"""What somebody owes for their care, and paying it."""

from datetime import date
from typing import Any

import pytest

from services.contract import NoSuchAccount, NothingOwed, ServiceUnavailable
from services.social_care.adapter.summary import summary
from tests.unit.social_care.made import (
    NOW,
    REFERENCE,
    a_batch,
    adapter,
    an_invoice,
    answered,
    found,
    record,
    run,
)


@pytest.mark.parametrize(
    ("invoice", "pence"),
    [
        (an_invoice(), 16_480),
        (an_invoice(owed=0.29), 29),
        (an_invoice(owed=None), 16_480),
        (an_invoice(owed=0), 0),
        (an_invoice(owed=-12.5), 0),
        (an_invoice(status="balanced"), 0),
        (an_invoice(status="cancelled"), 0),
    ],
)
def test_what_is_owed_is_whole_pence_and_never_below_nothing(
    invoice: dict[str, Any], pence: int
) -> None:
    assert record(invoices=found(invoice)).owed_pence == pence


@pytest.mark.parametrize(
    "changes",
    [
        {"totalGross": {"value": 164.8, "currency": "EUR"}},
        {"identifier": []},
        {"totalGross": {"value": 10**9, "currency": "GBP"}},
    ],
)
def test_an_invoice_we_cannot_read_is_an_outage(changes: dict[str, Any]) -> None:
    with pytest.raises(ServiceUnavailable):
        record(invoices=found(an_invoice(**changes)))


@pytest.mark.parametrize(("owed", "part"), [(164.8, 500), (5.01, 500), (5.0, None), (0.5, None)])
def test_a_small_charge_is_paid_whole(owed: float, part: int | None) -> None:
    his = record(invoices=found(an_invoice(owed=owed)))

    [charge] = summary(REFERENCE, his, now=NOW).charges

    assert charge.part_payment_from_pence == part
    assert charge.amount_pence == round(owed * 100)
    assert (charge.service, charge.charge_reference) == ("social_care", "SCI-1")
    assert charge.due_on == date(2026, 5, 20)


def test_an_invoice_that_was_withdrawn_or_is_not_sent_yet_is_on_no_list() -> None:
    """Nobody paid it, so it must not stand under «Paid»."""
    all_of_them = [
        an_invoice(status=status, identifier=[{"value": status, "system": "s"}])
        for status in ("draft", "issued", "balanced", "cancelled", "entered-in-error")
    ]
    service, _ = adapter(a_batch(answered(found(*all_of_them))))

    listed = run(service.fetch_invoices(REFERENCE))

    assert [invoice.number for invoice in listed] == ["issued", "balanced"]


def test_a_charge_that_is_paid_or_was_never_made_is_nothing_owed() -> None:
    paid = an_invoice(status="balanced")

    for wanted in ("SCI-1", "SCI-2"):
        service, _ = adapter(a_batch(answered(found(paid))))
        with pytest.raises(NothingOwed):
            run(service.fetch_charge(REFERENCE, wanted))


def test_a_payment_names_invoice_amount_and_reference() -> None:
    service, supplier = adapter(a_batch(answered(found(an_invoice()))), {})

    run(
        service.post_payment(
            REFERENCE, "SCI-1", payment_reference="MA-1", amount_pence=6480, paid_at=NOW
        )
    )

    _, path, sent, key = supplier.sent[-1]
    assert (path, key) == ("PaymentReconciliation", "MA-1")
    assert sent["paymentAmount"] == {"value": 64.8, "currency": "GBP"}
    assert sent["paymentIdentifier"]["value"] == "MA-1"
    [line] = sent["detail"]
    assert line["request"]["identifier"]["value"] == "SCI-1"
    assert line["amount"] == sent["paymentAmount"]


def test_a_payment_for_no_invoice_of_this_person_is_not_sent() -> None:
    service, supplier = adapter(a_batch(answered(found(an_invoice()))))

    with pytest.raises(NoSuchAccount):
        run(
            service.post_payment(
                REFERENCE, "SCI-9", payment_reference="MA-1", amount_pence=1, paid_at=NOW
            )
        )
    assert len(supplier.sent) == 1


def test_the_day_to_pay_by_is_found_wherever_the_invoice_has_it() -> None:
    turned = an_invoice(extension=list(reversed(an_invoice()["extension"])))

    said = summary(REFERENCE, record(invoices=found(turned)), now=NOW)

    assert (said.charges[0].due_on, said.notices[0].act_by) == (date(2026, 5, 20),) * 2
    assert [line.value for line in said.details if line.label == "To pay"] == ["£164.80"]
