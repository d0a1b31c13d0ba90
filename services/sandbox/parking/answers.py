"""Who may ask the parking system."""

from django.http import JsonResponse

from services.sandbox.rest import Api, Refused

SUPPLIER = "parking"
TOKEN = "sandbox-parking-token-0123456789abcdef"


class ApdsApi(Api):
    """The standard has its own way of saying no."""

    def problem(self, refused: Refused, *, retry_after: int | None = None) -> JsonResponse:
        said = {"status": "error", "code": refused.status, "message": refused.body["detail"]}
        return JsonResponse(said, status=refused.status)


API = Api(SUPPLIER, TOKEN)
APDS = ApdsApi(SUPPLIER, TOKEN)


def tidy(identifier: str) -> str:
    """Registrations and notice numbers as they are kept: upper case, no spaces."""
    return "".join(identifier.split()).upper()
