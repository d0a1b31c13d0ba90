"""The pretended housing system keeps a rent account as a real one does."""

from itertools import pairwise

import pytest

from services.sandbox.personas import AMINA, DESMOND, GRACE, PRIYA, Person
from tests.contract.answers import Sandbox
from tests.contract.housing.calls import a_payment, ask, call, owed

pytestmark = pytest.mark.sandbox


def test_a_caller_without_the_token_is_told_nothing(sandbox: Sandbox) -> None:
    answer = sandbox.call("GET", f"/housing/api/v1/tenures/{AMINA.tenancy}")

    assert answer.status == 401
    assert "Yusuf" not in str(answer.body)


@pytest.mark.parametrize(("tenant", "balance"), [(AMINA, 186.42), (GRACE, 92.15), (DESMOND, 23.7)])
def test_every_tenant_owes_what_the_story_says(
    sandbox: Sandbox, tenant: Person, balance: float
) -> None:
    assert owed(sandbox, tenant.tenancy) == balance


@pytest.mark.parametrize("tenant", [AMINA, GRACE, DESMOND])
def test_two_years_of_transactions_add_up_to_the_balance(sandbox: Sandbox, tenant: Person) -> None:
    rows = ask(sandbox, f"v1/transactions/targettype/Tenure/{tenant.tenancy}")["results"]

    charges = [row for row in rows if row["transactionType"] == "BasicRentNoVAT"]
    assert len(charges) == 104
    assert rows[-1]["balanceAmount"] == owed(sandbox, tenant.tenancy)
    for before, after in pairwise(rows):
        moved = before["balanceAmount"] + after["transactionAmount"]
        assert after["balanceAmount"] == pytest.approx(moved, abs=0.001)


def test_a_tenure_is_found_by_its_id_as_well_as_by_its_payment_reference(
    sandbox: Sandbox,
) -> None:
    by_reference = ask(sandbox, f"v1/tenures/{AMINA.tenancy}")

    assert ask(sandbox, f"v1/tenures/{by_reference['id']}") == by_reference


@pytest.mark.parametrize("path", ["v1/tenures/6009999999", "v1/accounts/6009999999"])
def test_an_unknown_tenancy_is_a_404(sandbox: Sandbox, path: str) -> None:
    assert call(sandbox, "GET", path).status == 404


def test_somebody_who_rents_nothing_has_no_charges(sandbox: Sandbox) -> None:
    assert ask(sandbox, f"v1/charges?targetId={PRIYA.uprn}") == []


def test_a_payment_lowers_the_balance_by_exactly_its_amount(sandbox: Sandbox) -> None:
    answer = call(sandbox, "POST", "v1/transactions", a_payment())

    assert answer.status == 201
    assert answer.body["balanceAmount"] == owed(sandbox) == 146.17


def test_the_same_payment_twice_counts_once(sandbox: Sandbox) -> None:
    first = call(sandbox, "POST", "v1/transactions", a_payment())
    again = call(sandbox, "POST", "v1/transactions", a_payment())

    assert (first.status, again.status) == (201, 200)
    assert again.body["id"] == first.body["id"]
    assert owed(sandbox) == 146.17


def test_a_payment_reference_cannot_be_used_for_another_amount(sandbox: Sandbox) -> None:
    call(sandbox, "POST", "v1/transactions", a_payment())

    again = call(sandbox, "POST", "v1/transactions", a_payment(transactionAmount=41))

    assert again.status == 409
    assert owed(sandbox) == 146.17


def test_paying_everything_leaves_nothing_owed_and_more_leaves_credit(sandbox: Sandbox) -> None:
    call(sandbox, "POST", "v1/transactions", a_payment(transactionAmount=186.42))
    nothing = ask(sandbox, f"v1/accounts?targetId={AMINA.tenancy}")
    more = a_payment(externalReference="MA-2", transactionAmount=10)
    call(sandbox, "POST", "v1/transactions", more)
    credit = ask(sandbox, f"v1/accounts?targetId={AMINA.tenancy}")

    nothing, credit = nothing["accountResponseList"][0], credit["accountResponseList"][0]
    assert (nothing["accountBalance"], nothing["balanceType"]) == (0, "Nil")
    assert (credit["accountBalance"], credit["balanceType"]) == (-10, "Credit")


@pytest.mark.parametrize("amount", [0, -1, 0.001, "40", None, True, 10_000.01])
def test_an_amount_that_cannot_be_paid_is_refused(sandbox: Sandbox, amount: object) -> None:
    answer = call(sandbox, "POST", "v1/transactions", a_payment(transactionAmount=amount))

    assert answer.status == 400
    assert owed(sandbox) == 186.42


def test_a_payment_is_on_the_statement(sandbox: Sandbox) -> None:
    call(sandbox, "POST", "v1/transactions", a_payment())

    rows = ask(sandbox, f"v1/transactions/targettype/Tenure/{AMINA.tenancy}")["results"]

    assert rows[-1]["externalReference"] == "MA-7K2P-9QXD"
    assert rows[-1]["paidAmount"] == 40.25


def test_statements_run_on_from_each_other_and_end_at_the_balance(sandbox: Sandbox) -> None:
    quarters = ask(sandbox, f"v1/statements?targetId={AMINA.tenancy}&statementType=Quarterly")

    assert len(quarters) >= 8
    assert quarters[-1]["finishBalance"] == owed(sandbox)
    for before, after in pairwise(quarters):
        assert after["startBalance"] == before["finishBalance"]


@pytest.mark.parametrize(
    ("changes", "matched"),
    [
        ({}, True),
        ({"postcode": "tb14qn"}, True),
        ({"paymentReference": "600 123 4567"}, True),
        ({"dateOfBirth": "1991-04-18"}, False),
        ({"dateOfBirth": "2016-11-02"}, False),  # her son's: he holds no tenancy
        ({"postcode": "TB2 7HD"}, False),
        ({"paymentReference": GRACE.tenancy}, False),
        ({"paymentReference": "6009999999"}, False),
    ],
)
def test_a_tenancy_is_proved_by_all_three_facts_or_not_at_all(
    sandbox: Sandbox, changes: dict[str, str], matched: bool
) -> None:
    facts = {
        "paymentReference": AMINA.tenancy,
        "dateOfBirth": "1991-04-17",
        "postcode": "TB1 4QN",
    }

    answer = call(sandbox, "POST", "v1/tenures/match", facts | changes)

    assert answer.status == 200
    assert answer.body["matched"] is matched
    assert answer.body["paymentReference"] == (AMINA.tenancy if matched else None)
