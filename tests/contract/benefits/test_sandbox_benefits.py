"""The benefits system keeps its published contract."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
import requests
from openapi_spec_validator import validate

from tests.contract.answers import Sandbox
from tests.contract.benefits.calls import TOKEN, Benefits
from tests.sandbox import today

LONDON = ZoneInfo("Europe/London")
AMINA, GRACE = "70043211", "70043229"
INVOICE = "70043211-OP1"
FACTS = {
    "claimReference": AMINA,
    "nationalInsuranceNumber": "QQ123456A",
    "dateOfBirth": "1991-04-17",
}
CHANGE = {
    "claimReference": AMINA,
    "type": "income",
    "effectiveDate": "2026-05-04",
    "details": "I now work 20 hours a week.",
}
READS = [
    ("/claims", f"/claims?person=P{AMINA}"),
    ("/claims/{ref}", f"/claims/{AMINA}"),
    ("/claims/{ref}/overview", f"/claims/{AMINA}/overview"),
    ("/claims/{ref}/awards", f"/claims/{AMINA}/awards"),
    ("/claims/{ref}/payments", f"/claims/{AMINA}/payments"),
    ("/claims/{ref}/overpayments", f"/claims/{AMINA}/overpayments"),
    ("/claims/{ref}/letters", f"/claims/{AMINA}/letters"),
    ("/claims/{ref}/letters/{letterId}", f"/claims/{AMINA}/letters/{AMINA}-L001"),
    ("/claims/{ref}/evidence-requests", f"/claims/{AMINA}/evidence-requests"),
    ("/evidence-requests/{requestId}/documents", f"/evidence-requests/EVR-{AMINA}-1/documents"),
]


@pytest.fixture
def benefits(sandbox: Sandbox) -> Benefits:
    return Benefits(sandbox.url)


def test_the_contract_is_openapi_3_1(benefits: Benefits) -> None:
    assert benefits.contract["openapi"] == "3.1.0"
    validate(benefits.contract)


@pytest.mark.parametrize(("template", "path"), READS)
def test_every_list_answers_as_the_contract_says(
    benefits: Benefits, template: str, path: str
) -> None:
    answer = benefits.get(path)

    assert answer.status_code == 200
    assert benefits.check(template, answer)


@pytest.mark.parametrize("who", [AMINA, GRACE, "70043237", "70043245"])
def test_four_people_have_a_claim_with_two_years_of_payments(benefits: Benefits, who: str) -> None:
    claim = benefits.get(f"/claims/{who}").json()
    payments = benefits.get(f"/claims/{who}/payments").json()["items"]

    assert claim["claimReference"] == who
    assert date.fromisoformat(payments[0]["dueDate"]) < today() - timedelta(days=700)


def test_payments_can_be_asked_for_between_two_days(benefits: Benefits) -> None:
    since = today() - timedelta(days=21)

    all_of_them = benefits.get(f"/claims/{AMINA}/payments").json()["items"]
    recent = benefits.get(f"/claims/{AMINA}/payments?from={since}").json()["items"]

    assert recent == [p for p in all_of_them if p["dueDate"] >= since.isoformat()]
    assert 3 <= len(recent) <= 6


@pytest.mark.parametrize(
    ("headers", "status"),
    [({}, 401), ({"Authorization": "Basic eDp5"}, 401), ({"Authorization": "Bearer guess"}, 403)],
)
def test_nobody_reads_a_claim_without_the_token(
    benefits: Benefits, headers: dict[str, str], status: int
) -> None:
    answer = requests.get(f"{benefits.url}/claims/{AMINA}", headers=headers, timeout=10)

    assert answer.status_code == status
    benefits.check("/claims/{ref}", answer)


def test_an_unknown_claim_is_a_problem(benefits: Benefits) -> None:
    problem = benefits.check("/claims/{ref}", benefits.get("/claims/1"))

    assert problem["type"] == "urn:benefits:problem:no-such-claim"


def test_a_letter_of_somebody_else_is_not_found_under_this_claim(benefits: Benefits) -> None:
    assert benefits.get(f"/claims/{AMINA}/letters/{GRACE}-L001").status_code == 404


def test_a_claim_that_has_not_changed_is_not_sent_again(benefits: Benefits) -> None:
    tag = benefits.get(f"/claims/{AMINA}").headers["ETag"]

    assert benefits.get(f"/claims/{AMINA}", **{"If-None-Match": tag}).status_code == 304


def test_a_change_is_accepted_with_a_reference_and_a_promise(benefits: Benefits) -> None:
    accepted = benefits.check("/changes", benefits.post("/changes", CHANGE))

    progress = benefits.get(f"/changes/{accepted['reference']}")
    assert benefits.check("/changes/{reference}", progress)["status"] == "awaiting_evidence"
    assert date.fromisoformat(accepted["decideBy"]).isoweekday() <= 5


def test_a_change_asks_for_proof(benefits: Benefits) -> None:
    before = benefits.get(f"/claims/{GRACE}/evidence-requests").json()["items"]

    benefits.post("/changes", CHANGE | {"claimReference": GRACE})

    after = benefits.get(f"/claims/{GRACE}/evidence-requests").json()["items"]
    assert before == []
    assert [asked["type"] for asked in after[0]["askedFor"]] == ["payslips"]


def test_the_same_key_reports_a_change_once(benefits: Benefits) -> None:
    key = {"Idempotency-Key": "8a1c"}

    first = benefits.post("/changes", CHANGE, **key)
    again = benefits.post("/changes", CHANGE, **key)

    assert again.json() == first.json()
    assert len(benefits.get(f"/claims/{AMINA}/evidence-requests").json()["items"]) == 2


def test_the_same_key_for_another_change_is_a_conflict(benefits: Benefits) -> None:
    key = {"Idempotency-Key": "8a1c"}
    benefits.post("/changes", CHANGE, **key)

    assert benefits.post("/changes", CHANGE | {"type": "rent"}, **key).status_code == 409


def test_a_change_to_a_claim_that_has_changed_since_is_a_conflict(benefits: Benefits) -> None:
    tag = benefits.get(f"/claims/{AMINA}").headers["ETag"]
    first = benefits.post("/changes", CHANGE, **{"If-Match": tag})

    second = benefits.post("/changes", CHANGE, **{"If-Match": tag})

    assert (first.status_code, second.status_code) == (202, 409)
    assert benefits.check("/changes", second)["type"].endswith("claim-has-changed")


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"type": "weather"}, "$.type"),
        ({"effectiveDate": "4 May"}, "$.effectiveDate"),
        ({"details": ""}, "$.details"),
        ({"shoeSize": 7}, "$"),
    ],
)
def test_a_change_that_is_not_valid_says_where(
    benefits: Benefits, wrong: dict[str, object], pointer: str
) -> None:
    problem = benefits.check("/changes", benefits.post("/changes", CHANGE | wrong))

    assert (problem["status"], problem["pointer"]) == (422, pointer)


def test_what_is_not_json_is_refused(benefits: Benefits) -> None:
    plain = requests.post(f"{benefits.url}/changes", data="hello", headers=TOKEN, timeout=10)
    json = TOKEN | {"Content-Type": "application/json"}
    broken = requests.post(f"{benefits.url}/changes", data="{", headers=json, timeout=10)

    assert (plain.status_code, broken.status_code) == (415, 400)


def test_three_facts_open_a_claim(benefits: Benefits) -> None:
    passed = benefits.check("/link-checks", benefits.post("/link-checks", FACTS))

    assert passed == {"claimReference": AMINA, "personRef": f"P{AMINA}"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"claimReference": GRACE},
        {"claimReference": "99999999"},
        {"nationalInsuranceNumber": "QQ123456B"},
        {"dateOfBirth": "1991-04-18"},
    ],
)
def test_any_wrong_fact_is_the_same_answer(benefits: Benefits, wrong: dict[str, str]) -> None:
    problem = benefits.check("/link-checks", benefits.post("/link-checks", FACTS | wrong))

    assert (problem["status"], problem["title"]) == (404, "No match")


def test_three_wrong_tries_close_the_claim_even_to_the_right_facts(benefits: Benefits) -> None:
    for _ in range(3):
        benefits.post("/link-checks", FACTS | {"dateOfBirth": "1990-01-01"})

    closed = benefits.post("/link-checks", FACTS)

    assert benefits.check("/link-checks", closed)["status"] == 429
    assert 86_000 < int(closed.headers["Retry-After"]) <= 86_400
    grace = {"claimReference": GRACE, "nationalInsuranceNumber": "QQ234567B"}
    other = benefits.post("/link-checks", grace | {"dateOfBirth": "1988-09-30"})
    assert other.status_code == 200


def test_a_payment_of_an_invoice_is_counted_once(benefits: Benefits) -> None:
    payment = {"paymentReference": "PAY1", "amount": "42.35", "paidAt": "2026-05-04T10:00:00Z"}
    path = f"/overpayments/{INVOICE}/payments"

    first, again = benefits.post(path, payment), benefits.post(path, payment)

    template = "/overpayments/{overpaymentId}/payments"
    assert benefits.check(template, first)["outstanding"] == "100.00"
    assert again.json() == first.json()
    owed = benefits.get(f"/claims/{AMINA}/overpayments").json()["items"][0]
    assert owed["outstanding"] == "100.00"


@pytest.mark.parametrize("amount", ["0.00", "-1.00", "142.36"])
def test_nobody_pays_nothing_or_more_than_is_owed(benefits: Benefits, amount: str) -> None:
    payment = {"paymentReference": "PAY1", "amount": amount, "paidAt": "2026-05-04T10:00:00Z"}

    answer = benefits.post(f"/overpayments/{INVOICE}/payments", payment)

    assert answer.status_code == 422


def test_a_payment_reference_is_not_used_for_another_amount(benefits: Benefits) -> None:
    payment = {"paymentReference": "PAY1", "amount": "1.00", "paidAt": "2026-05-04T10:00:00Z"}
    benefits.post(f"/overpayments/{INVOICE}/payments", payment)

    answer = benefits.post(f"/overpayments/{INVOICE}/payments", payment | {"amount": "2.00"})

    assert answer.status_code == 409


def test_what_is_taken_from_the_benefit_cannot_be_paid_as_an_invoice(benefits: Benefits) -> None:
    payment = {"paymentReference": "PAY1", "amount": "1.00", "paidAt": "2026-05-04T10:00:00Z"}

    assert benefits.post(f"/overpayments/{GRACE}-OP1/payments", payment).status_code == 409


def test_evidence_we_send_is_received(benefits: Benefits) -> None:
    path, template = READS[-1][1], READS[-1][0]
    sent = {"fileName": "payslip.pdf", "contentType": "application/pdf", "content": "JVBERi0="}

    received = benefits.check(template, benefits.post(path, sent))

    wanted = benefits.get(path).json()
    assert wanted["status"] == "received"
    assert wanted["documents"] == [received]


def test_a_decision_can_be_challenged(benefits: Benefits) -> None:
    asked = {"type": "appeal", "decisionDate": "2026-04-03", "reason": "My rent is higher."}

    accepted = benefits.post(f"/claims/{AMINA}/challenges", asked)

    assert benefits.check("/claims/{ref}/challenges", accepted)["claimReference"] == AMINA


def test_a_confused_supplier_answers_with_another_claim(benefits: Benefits) -> None:
    """The portal must notice: the answer names the claim it is about."""
    requests.post(
        benefits.url.replace("/benefits", "/faults/benefits"),
        json={"fault": "another_person"},
        timeout=10,
    )

    for path in ("", "/payments", "/overpayments"):
        assert benefits.get(f"/claims/{AMINA}{path}").json()["claimReference"] != AMINA
