"""Calls to the pretended housing system, as its client makes them."""

from typing import Any

from services.sandbox.personas import AMINA
from tests.contract.answers import Answer, Sandbox

TOKEN = "sandbox-housing-token-0123456789abcdef"
AMINAS_HOME = "00023404"


def ask(sandbox: Sandbox, path: str) -> Any:
    answer = call(sandbox, "GET", path)
    assert answer.status == 200, answer
    return answer.body


def call(sandbox: Sandbox, method: str, path: str, body: Any = None, *, key: str = "") -> Answer:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    if key:
        headers["Idempotency_Key"] = key
    return sandbox.call(method, f"/housing/api/{path}", body, **headers)


def owed(sandbox: Sandbox, reference: str = AMINA.tenancy) -> float:
    accounts = ask(sandbox, f"v1/accounts?targetId={reference}&accountType=Master")
    return float(accounts["accountResponseList"][0]["accountBalance"])


def a_payment(**changes: Any) -> dict[str, Any]:
    return {
        "targetId": AMINA.tenancy,
        "targetType": "Tenure",
        "transactionType": "DebitOrCreditCard",
        "transactionDate": "2026-05-04T10:15:00+01:00",
        "transactionAmount": 40.25,
        "externalReference": "MA-7K2P-9QXD",
        "fund": "HRA",
    } | changes


def a_repair(**changes: Any) -> dict[str, Any]:
    return {
        "descriptionOfWork": "Kitchen: the tap drips",
        "reference": [{"id": "HR-1234-5678", "allocatedBy": "My Account"}],
        "priority": {
            "priorityCode": "4",
            "requiredCompletionDateTime": "2026-06-01T23:59:00+01:00",
        },
        "workClass": {"workClassCode": "0"},
        "instructedBy": {"name": "My Account"},
        "assignedToPrimary": {"organization": {"name": "Thornbridge Direct Works"}},
        "site": {"property": [{"unit": [{"reference": [{"id": AMINAS_HOME}]}]}]},
        "workElement": [
            {"trade": [{"code": "PL"}], "rateScheduleItem": [{"customCode": "PLP5R001"}]}
        ],
        "locationOfRepair": "Kitchen",
    } | changes
