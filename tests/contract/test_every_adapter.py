"""What every adapter promises, asked of each service that is switched on.

A sixth service is picked up with no edit here, as long as the sandbox answers the facts on a letter
of somebody in `personas`.
"""

import asyncio
import contextlib
import logging
import time
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from services.contract import (
    AccountReference,
    Charge,
    NothingOwed,
    ProvesByPost,
    ProvesLinks,
    ServiceAdapter,
    ServiceUnavailable,
    Summary,
    TakesPayments,
)
from services.network import run
from services.sandbox.personas import AMINA, GRACE
from tests.contract.adapters import Unwell, facts_of, reference_of

pytestmark = pytest.mark.sandbox
PATIENCE_SECONDS = 3.0
"""How long an adapter may take to give up, connection and one retry included."""


@pytest.fixture
def grace(service: ServiceAdapter) -> AccountReference:
    return reference_of(service, GRACE)


def summary_of(service: ServiceAdapter, reference: AccountReference) -> Summary:
    return run(service.fetch_summary(reference))


def test_a_known_account_is_answered(service: ServiceAdapter, amina: AccountReference) -> None:
    summary = summary_of(service, amina)

    assert summary.headline
    assert abs(datetime.now(UTC) - summary.as_at) < timedelta(days=1)
    assert all(charge.service == service.slug for charge in summary.charges)
    assert all(charge.account_reference == amina for charge in summary.charges)
    assert all(charge.amount_pence > 0 for charge in summary.charges)


def test_what_it_says_can_be_kept_and_read_again(
    service: ServiceAdapter, amina: AccountReference
) -> None:
    summary = summary_of(service, amina)

    kept = msgspec.msgpack.encode(summary)

    assert msgspec.msgpack.decode(kept, type=Summary) == summary


def test_two_people_get_two_answers(
    service: ServiceAdapter, amina: AccountReference, grace: AccountReference
) -> None:
    hers, the_others = summary_of(service, amina), summary_of(service, grace)

    assert amina != grace
    assert GRACE.last_name not in str(asdict(hers))
    assert AMINA.last_name not in str(asdict(the_others))
    assert {charge.account_reference for charge in the_others.charges} <= {grace}


@pytest.mark.parametrize("fault", ["error", "malformed", "huge"])
def test_a_broken_answer_is_an_outage(
    service: ServiceAdapter, amina: AccountReference, unwell: Unwell, fault: str
) -> None:
    unwell(fault)

    with pytest.raises(ServiceUnavailable):
        summary_of(service, amina)


def test_a_supplier_that_does_not_answer_in_time_is_an_outage(
    service: ServiceAdapter, amina: AccountReference, unwell: Unwell
) -> None:
    unwell("hang")
    started = time.monotonic()

    with pytest.raises(ServiceUnavailable):
        summary_of(service, amina)

    assert time.monotonic() - started < PATIENCE_SECONDS


def test_somebody_elses_record_is_never_shown(
    service: ServiceAdapter, amina: AccountReference, unwell: Unwell
) -> None:
    unwell("another_person")

    with pytest.raises(ServiceUnavailable):
        summary_of(service, amina)


def test_an_account_nobody_knows_is_an_outage_not_an_empty_page(
    service: ServiceAdapter, amina: AccountReference
) -> None:
    unknown = AccountReference(unknown_like(amina))

    with pytest.raises(ServiceUnavailable):
        summary_of(service, unknown)


def test_its_calls_are_made_side_by_side(
    service: ServiceAdapter, amina: AccountReference, unwell: Unwell
) -> None:
    unwell("slow", 0.6)
    started = time.monotonic()

    summary_of(service, amina)

    assert time.monotonic() - started < 0.6 * 2, "one call waits for another"


def test_a_page_that_stops_waiting_leaves_nothing_behind(
    service: ServiceAdapter, amina: AccountReference, unwell: Unwell
) -> None:
    unwell("hang")

    async def impatient() -> int:
        before = len(asyncio.all_tasks())
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(service.fetch_summary(amina), 0.1)
        await asyncio.sleep(0.05)
        return len(asyncio.all_tasks()) - before

    assert run(impatient()) == 0


@pytest.mark.parametrize("fault", ["", "error", "malformed", "another_person"])
def test_no_personal_data_is_logged(
    service: ServiceAdapter,
    amina: AccountReference,
    unwell: Unwell,
    caplog: pytest.LogCaptureFixture,
    fault: str,
) -> None:
    unwell(fault)
    with caplog.at_level(logging.DEBUG), contextlib.suppress(ServiceUnavailable):
        summary_of(service, amina)

    said = " ".join(str(vars(record)) + record.getMessage() for record in caplog.records)
    private = {amina, AMINA.last_name, AMINA.postcode, AMINA.email, AMINA.address, "hunter2"}
    assert not [words for words in private if words and words in said]


def test_facts_of_two_people_mixed_prove_nothing(service: ServiceAdapter) -> None:
    assert isinstance(service, ProvesLinks)
    hers, the_others = facts_of(AMINA), facts_of(GRACE)
    names = [fact.name for fact in service.facts]
    assert len(names) > 1, "one fact alone proves nothing"

    for wrong in names:
        facts = {name: (the_others if name == wrong else hers)[name] for name in names}
        assert run(service.match_account(facts)) is None


def test_what_can_be_paid_is_what_the_card_says(
    service: ServiceAdapter, amina: AccountReference
) -> None:
    payable = takes_payments(service)

    for charge in summary_of(service, amina).charges:
        now = run(payable.fetch_charge(amina, charge.charge_reference))
        assert now.amount_pence == charge.amount_pence


def test_a_payment_lowers_what_is_owed_once_however_often_it_is_posted(
    service: ServiceAdapter, amina: AccountReference
) -> None:
    payable = takes_payments(service)
    charges = summary_of(service, amina).charges
    if not charges:
        pytest.skip("nothing is owed on the account that the letter alone opens")
    charge = charges[0]
    least = charge.part_payment_from_pence or charge.amount_pence
    paid_at = datetime.now(UTC)

    for _ in range(2):
        run(
            payable.post_payment(
                amina,
                charge.charge_reference,
                payment_reference="MA-CONTRACT-1",
                amount_pence=least,
                paid_at=paid_at,
            )
        )

    assert owed_now(payable, charge) == charge.amount_pence - least


def test_a_charge_nobody_made_is_nothing_owed(
    service: ServiceAdapter, amina: AccountReference
) -> None:
    with pytest.raises((NothingOwed, ServiceUnavailable)):
        run(takes_payments(service).fetch_charge(amina, "no-such-charge"))


def takes_payments(service: ServiceAdapter) -> TakesPayments:
    if not isinstance(service, TakesPayments):
        pytest.skip(f"nothing is paid for {service.slug}")
    return service


def owed_now(payable: TakesPayments, charge: Charge) -> int:
    try:
        now = run(payable.fetch_charge(charge.account_reference, charge.charge_reference))
    except NothingOwed:
        return 0
    return now.amount_pence


def unknown_like(reference: str) -> str:
    """A reference of the same shape that nobody has."""
    return "".join("9" if each.isdigit() else each for each in reference)


def by_post(service: ServiceAdapter) -> ProvesByPost:
    if not isinstance(service, ProvesByPost):
        pytest.skip(f"{service.slug} is linked with facts alone")
    return service


def test_what_pays_benefits_or_cares_is_linked_by_post(service: ServiceAdapter) -> None:
    """A26: what must not be read by whoever shares the letter box's home."""
    assert isinstance(service, ProvesByPost) == (service.slug in {"benefits", "social_care"})


def test_a_code_is_posted_to_whom_the_account_is_about(
    service: ServiceAdapter, amina: AccountReference
) -> None:
    to = run(by_post(service).fetch_postal_address(amina)).lines

    assert AMINA.full_name in to[0]
    assert to[1] == "Flat 4"
    assert to[-1] == AMINA.postcode


@pytest.mark.parametrize("fault", ["another_person", "error"])
def test_no_code_is_posted_to_somebody_else(
    service: ServiceAdapter, amina: AccountReference, unwell: Unwell, fault: str
) -> None:
    """G12: the wrong record here would put the key into a stranger's letter box."""
    private = by_post(service)
    unwell(fault)

    with pytest.raises(ServiceUnavailable):
        run(private.fetch_postal_address(amina))
