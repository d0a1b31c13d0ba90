"""The pretended parking system's notices: shown to who knows both, paid once and whole."""

import base64
from datetime import datetime, timedelta
from typing import Any

import pytest

from services.sandbox.personas import AMINA, GRACE, TOM
from tests.contract.answers import Sandbox
from tests.contract.parking.calls import LONDON, a_challenge, a_payment, call, notice
from tests.sandbox import today

PCN = AMINA.penalty_charge_notice


def test_aminas_notice_is_half_price_for_five_more_days(sandbox: Sandbox) -> None:
    shown = notice(sandbox)

    assert (shown["pcn"], shown["vrm"], shown["status"]) == (PCN, AMINA.vrm, "discount")
    assert shown["amountDueToday"] == "35.00"
    assert shown["discountEndsOn"] == (today() + timedelta(days=5)).isoformat()
    assert shown["afterwards"] == {
        "on": (today() + timedelta(days=6)).isoformat(),
        "status": "full",
        "amount": "70.00",
    }


def test_grace_pays_the_lower_penalty_whole_and_tom_half_as_much_again(
    sandbox: Sandbox,
) -> None:
    graces = notice(sandbox, GRACE.penalty_charge_notice, GRACE.vrm)
    toms = notice(sandbox, TOM.penalty_charge_notice, TOM.vrm)

    assert (graces["status"], graces["amountDueToday"]) == ("full", "50.00")
    assert (toms["status"], toms["amountDueToday"]) == ("charge_certificate", "105.00")


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        (f"pcn={PCN}", 400),
        (f"vrm={AMINA.vrm}", 400),
        (f"pcn={PCN}&vrm={GRACE.vrm}", 404),
        (f"pcn=TB00000000&vrm={AMINA.vrm}", 404),
    ],
)
def test_nobody_sees_a_notice_without_both_its_number_and_the_registration(
    sandbox: Sandbox, query: str, status: int
) -> None:
    assert call(sandbox, "GET", f"pcns?{query}").status == status


def test_spaces_and_small_letters_do_not_matter(sandbox: Sandbox) -> None:
    assert notice(sandbox, "tb10012345", "tb12%20amn")["pcn"] == PCN


def test_the_evidence_is_photographs_for_who_knows_the_registration(
    sandbox: Sandbox,
) -> None:
    seen = call(sandbox, "GET", f"pcns/{PCN}/evidence?vrm={AMINA.vrm}").body
    guessed = call(sandbox, "GET", f"pcns/{PCN}/evidence?vrm={TOM.vrm}")

    assert len(seen["photographs"]) == 2
    image = base64.b64decode(seen["photographs"][0]["content"])
    assert image.startswith(b"\xff\xd8\xff")
    assert guessed.status == 404


def test_a_payment_closes_the_notice_once(sandbox: Sandbox) -> None:
    paid = a_payment()

    first = call(sandbox, "POST", f"pcns/{PCN}/payments", paid)
    again = call(sandbox, "POST", f"pcns/{PCN}/payments", paid)

    assert (first.status, again.status) == (201, 200)
    shown = notice(sandbox)
    assert (shown["status"], shown["closedAs"], shown["amountDueToday"]) == (
        "closed",
        "paid",
        "0.00",
    )


@pytest.mark.parametrize("amount", ["34.99", "35.01", "70.00", "0.00"])
def test_only_the_amount_due_today_is_taken(sandbox: Sandbox, amount: str) -> None:
    answer = call(sandbox, "POST", f"pcns/{PCN}/payments", a_payment(amount=amount))

    assert (answer.status, answer.body["amountDue"]) == (409, "35.00")
    assert notice(sandbox)["status"] == "discount"


def test_a_second_payment_with_another_reference_is_refused(sandbox: Sandbox) -> None:
    call(sandbox, "POST", f"pcns/{PCN}/payments", a_payment())

    answer = call(sandbox, "POST", f"pcns/{PCN}/payments", a_payment(paymentReference="ANOTHER"))

    assert answer.status == 409
    assert answer.body["type"].endswith("already-paid")


def test_what_was_paid_in_time_but_told_late_counts_on_the_day_it_was_paid(
    sandbox: Sandbox,
) -> None:
    """Grace pays 50.00 on any day of these weeks; last week's discount is not hers today."""
    six_days_ago = (datetime.now(LONDON) - timedelta(days=6)).isoformat()
    path = f"pcns/{GRACE.penalty_charge_notice}/payments"
    cheap = a_payment(vrm=GRACE.vrm, amount="25.00")

    today = call(sandbox, "POST", path, cheap)
    then = call(sandbox, "POST", path, cheap | {"paidAt": six_days_ago})

    assert (today.status, then.status) == (409, 201)


@pytest.mark.parametrize("paid_at", ["2020-01-01T10:00:00Z", "2090-01-01T10:00:00Z", "2026-01-01"])
def test_a_payment_from_long_ago_or_the_future_is_refused(sandbox: Sandbox, paid_at: str) -> None:
    answer = call(sandbox, "POST", f"pcns/{PCN}/payments", a_payment(paidAt=paid_at))

    assert answer.status == 422


def test_a_challenge_stops_the_clock_and_promises_an_answer(sandbox: Sandbox) -> None:
    accepted = call(sandbox, "POST", f"pcns/{PCN}/challenges", a_challenge())

    assert accepted.status == 201
    assert accepted.body["kind"] == "informal"
    assert accepted.body["decideBy"] == (today() + timedelta(days=56)).isoformat()
    shown = notice(sandbox)
    assert (shown["status"], shown["amountDueToday"]) == ("challenged", "35.00")
    assert shown["mayChallenge"] is None


def test_a_notice_is_challenged_once(sandbox: Sandbox) -> None:
    path = f"pcns/{PCN}/challenges"
    first = call(sandbox, "POST", path, a_challenge(), key="k1")

    again = call(sandbox, "POST", path, a_challenge(), key="k1")
    another = call(sandbox, "POST", path, a_challenge(), key="k2")

    assert again.body == first.body
    assert another.status == 409


@pytest.mark.parametrize(
    ("changes", "status"),
    [({"ground": "dislike"}, 422), ({"statement": ""}, 422), ({"vrm": TOM.vrm}, 404)],
)
def test_a_challenge_that_is_not_valid_is_refused(
    sandbox: Sandbox, changes: dict[str, Any], status: int
) -> None:
    answer = call(sandbox, "POST", f"pcns/{PCN}/challenges", a_challenge(**changes))

    assert answer.status == status


def test_a_charge_certificate_cannot_be_challenged(sandbox: Sandbox) -> None:
    path = f"pcns/{TOM.penalty_charge_notice}/challenges"

    assert call(sandbox, "POST", path, a_challenge(vrm=TOM.vrm)).status == 409


def test_a_confused_supplier_answers_with_another_notice(sandbox: Sandbox) -> None:
    sandbox.fault("parking", "another_person")

    assert notice(sandbox)["pcn"] != PCN
