"""Calls to the pretended parking system and DVLA's service, as their clients make them."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from services.parking.records.account import NoticeKey, ParkingAccount
from services.sandbox.personas import AMINA
from tests.contract.answers import Answer, Sandbox
from tests.sandbox import today

TOKEN = "sandbox-parking-token-0123456789abcdef"
API_KEY = "sandbox-vehicle-enquiry-token-0123456789abcdef"
LONDON = ZoneInfo("Europe/London")


def call(sandbox: Sandbox, method: str, path: str, body: Any = None, *, key: str = "") -> Answer:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    if key:
        headers["Idempotency_Key"] = key
    return sandbox.call(method, f"/parking/{path}", body, **headers)


def notice(sandbox: Sandbox, pcn: str = AMINA.penalty_charge_notice, vrm: str = AMINA.vrm) -> Any:
    answer = call(sandbox, "GET", f"pcns?pcn={pcn}&vrm={vrm}")
    assert answer.status == 200, answer
    return answer.body


def enquire(sandbox: Sandbox, registration: Any, *, key: str = API_KEY) -> Answer:
    body = {"registrationNumber": registration}
    return sandbox.call("POST", "/vehicle-enquiry/v1/vehicles", body, X_API_Key=key)


def a_payment(**changes: Any) -> dict[str, Any]:
    return {
        "vrm": AMINA.vrm,
        "amount": "35.00",
        "paymentReference": "KTM-4RZ-9WB",
        "paidAt": datetime.now(LONDON).isoformat(),
    } | changes


def a_challenge(**changes: Any) -> dict[str, Any]:
    return {
        "vrm": AMINA.vrm,
        "ground": "contravention_did_not_occur",
        "statement": "I was unloading.",
        "name": "Amina Yusuf",
    } | changes


PCN = AMINA.penalty_charge_notice
AMINAS_NOTICE = NoticeKey(PCN, AMINA.vrm)
AMINAS = ParkingAccount(AMINA.permit, (AMINAS_NOTICE,)).reference
NOW = datetime.now(UTC)
RENEWED = f"{AMINA.permit}-R{(today() + timedelta(days=18)).year}"
