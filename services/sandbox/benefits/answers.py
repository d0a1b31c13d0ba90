"""Who may ask the benefits system, and what a claim's entity tag is."""

from django.http import HttpRequest

from services.sandbox.rest import Api, Refused

SUPPLIER = "benefits"
TOKEN = "sandbox-benefits-token-0123456789abcdef"
API = Api(SUPPLIER, TOKEN)


def entity_tag(claim: dict) -> str:
    return f'"{claim["claimReference"]}-{claim["version"]}"'


def check_entity_tag(request: HttpRequest, claim: dict) -> None:
    wanted = request.headers.get("If-Match", "")
    if wanted and wanted not in {"*", entity_tag(claim)}:
        raise Refused(409, "claim-has-changed", "The claim has changed since you read it.")
