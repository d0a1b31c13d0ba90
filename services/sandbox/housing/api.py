"""How every address of the housing system answers: bearer token, JSON in, JSON out."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from django.http import HttpRequest, JsonResponse
from django.utils.dateparse import parse_date

from services.sandbox.rest import Api, Refused

SUPPLIER = "housing"
TOKEN = "sandbox-housing-token-0123456789abcdef"
LONDON = ZoneInfo("Europe/London")
LONGEST_PAGE = 500

Body = dict[str, Any]


class HousingApi(Api):
    """Says no as this supplier does: its BaseErrorResponse."""

    def problem(self, refused: Refused, *, retry_after: int | None = None) -> JsonResponse:
        details = refused.body.get("details", "")
        body = {"statusCode": refused.status, "message": str(refused), "details": details}
        return JsonResponse(body, status=refused.status)


API = HousingApi(SUPPLIER, TOKEN)


def refused(status: int, message: str, details: str = "") -> Refused:
    return Refused(status, "refused", message, details=details)


def no_such(what: str) -> Refused:
    return refused(404, f"{what} not found")


def answer(body: Any, status: int = 200) -> JsonResponse:
    return JsonResponse(body, status=status, safe=False)


def body_of(request: HttpRequest) -> Body:
    try:
        return msgspec.json.decode(request.body, type=Body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise refused(400, "The body is not a JSON object") from None


def asked(request: HttpRequest, name: str) -> str:
    """A query parameter that the caller must give."""
    value = request.GET.get(name, "").strip()
    if not value:
        raise refused(400, f"{name} is required")
    return value


def day_of(request: HttpRequest, name: str, otherwise: date) -> date:
    """A query parameter that is a day, if it is given."""
    text = request.GET.get(name, "")
    try:
        day = parse_date(text) if text else otherwise
    except ValueError:
        day = None
    if day is None:
        raise refused(400, f"{name} is not a date")
    return day


def page_of(request: HttpRequest, rows: list[Any]) -> list[Any]:
    """The page that PageNumber and PageSize ask for; everything when they do not."""
    try:
        number = int(request.GET.get("PageNumber", 1))
        size = int(request.GET.get("PageSize", LONGEST_PAGE))
    except ValueError:
        raise refused(400, "PageNumber and PageSize are whole numbers") from None
    if number < 1 or not 1 <= size <= LONGEST_PAGE:
        raise refused(400, f"PageSize is between 1 and {LONGEST_PAGE}")
    return rows[(number - 1) * size : number * size]


def pounds(pence: int) -> float:
    """Money leaves this system as a decimal number of pounds."""
    return pence / 100


def pence(amount: float) -> int:
    """Money comes in as a decimal number of pounds, with at most two places."""
    hundredths = round(amount * 100)
    if abs(amount * 100 - hundredths) > 1e-6:
        raise refused(400, "The amount has more than two decimal places")
    return hundredths


def instant(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
