"""The contract as OpenAPI 3.1, made from the shapes the answers are checked against."""

from functools import cache
from typing import Any

import msgspec

from services.sandbox.benefits import shapes

PROBLEMS = {
    401: "No token",
    403: "Unknown token",
    404: "Not known here",
    405: "Method not allowed",
    409: "The claim has changed or is closed, or this key or reference was used before",
    415: "Not JSON",
    422: "Not valid",
    503: "Closed for a while: see Retry-After",
}
READING = (401, 403, 404, 405, 503)
WRITING = (400, 401, 403, 404, 405, 409, 415, 422, 503)
ALL_SHAPES = [
    shape
    for shape in vars(shapes).values()
    if isinstance(shape, type) and issubclass(shape, shapes.Shape) and shape is not shapes.Shape
]
DUE = {"from": False, "to": False}
"""Days between which a payment is due; neither is required."""
_REFERENCE = {"type": "string", "pattern": "^[A-Za-z0-9-]+$", "maxLength": 40}
_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "The same key with the same body is done once and answered the same.",
    "schema": {"type": "string", "maxLength": 255},
}
_IF_MATCH = {"name": "If-Match", "in": "header", "schema": {"type": "string"}}


@cache
def document() -> dict[str, Any]:
    _, components = msgspec.json.schema_components(
        ALL_SHAPES, ref_template="#/components/schemas/{name}"
    )
    bearer = {"type": "http", "scheme": "bearer"}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Housing benefit and council tax reduction, for residents",
            "version": "1.0.0",
            "description": "Problems are RFC 9457. Days are ISO 8601. Money is a string of pounds.",
        },
        "servers": [{"url": "/benefits"}],
        "security": [{"token": []}],
        "paths": _paths(),
        "components": {"schemas": components, "securitySchemes": {"token": bearer}},
    }


def _paths() -> dict[str, Any]:
    return _paths_of_a_claim() | {
        "/changes": {
            "post": _takes(
                "reportChange", shapes.Change, shapes.Accepted, status=202, if_match=True
            )
        },
        "/changes/{reference}": {"get": _reads("getChange", shapes.ChangeProgress, "reference")},
        "/evidence-requests/{requestId}/documents": {
            "get": _reads("listDocuments", shapes.EvidenceRequest, "requestId"),
            "post": _takes("addDocument", shapes.Document, shapes.DocumentReceived, "requestId"),
        },
        "/overpayments/{overpaymentId}/payments": {
            "post": _takes(
                "payInvoice", shapes.InvoicePayment, shapes.PaymentAccepted, "overpaymentId"
            )
        },
        "/link-checks": {"post": _link_check()},
    }


def _paths_of_a_claim() -> dict[str, Any]:
    return {
        "/claims": {
            "get": _reads("listClaims", shapes.ClaimList, query={"person": True}),
            "post": _takes("makeClaim", shapes.NewClaim, shapes.Accepted, status=202),
        },
        "/claims/{ref}": {"get": _reads("getClaim", shapes.Claim, "ref")},
        "/claims/{ref}/overview": {
            "get": _reads("getOverview", shapes.ClaimOverview, "ref", query=DUE)
        },
        "/claims/{ref}/awards": {"get": _reads("listAwards", shapes.AwardList, "ref")},
        "/claims/{ref}/payments": {
            "get": _reads("listPayments", shapes.PaymentList, "ref", query=DUE)
        },
        "/claims/{ref}/overpayments": {
            "get": _reads("listOverpayments", shapes.OverpaymentList, "ref")
        },
        "/claims/{ref}/letters": {"get": _reads("listLetters", shapes.LetterList, "ref")},
        "/claims/{ref}/letters/{letterId}": {
            "get": _reads("getLetter", shapes.LetterText, "ref", "letterId")
        },
        "/claims/{ref}/evidence-requests": {
            "get": _reads("listEvidenceRequests", shapes.EvidenceRequestList, "ref")
        },
        "/claims/{ref}/challenges": {
            "post": _takes("challenge", shapes.Challenge, shapes.Accepted, "ref", status=202)
        },
    }


def _reads(name: str, answer: type, *parts: str, query: dict[str, bool] | None = None) -> dict:
    asked = query or {}
    responses = {"200": _body("Found", answer)} | _problems(READING)
    if asked:
        responses |= _problems((422,))
    if name == "getClaim":
        responses["200"]["headers"] = {"ETag": {"schema": {"type": "string"}}}
        responses["304"] = {"description": "Not changed since the entity tag you have"}
    parameters = [_in_path(part) for part in parts] + [
        {"name": one, "in": "query", "required": needed, "schema": _query_schema(one)}
        for one, needed in asked.items()
    ]
    return {"operationId": name, "parameters": parameters, "responses": responses}


def _takes(
    name: str,
    asked: type,
    answer: type,
    *parts: str,
    status: int = 201,
    if_match: bool = False,
) -> dict:
    return {
        "operationId": name,
        "parameters": [_in_path(part) for part in parts] + [_KEY] + [_IF_MATCH] * if_match,
        "requestBody": {"required": True, "content": {"application/json": {"schema": _ref(asked)}}},
        "responses": {str(status): _body("Accepted", answer)} | _problems(WRITING),
    }


def _link_check() -> dict:
    operation = _takes("checkLink", shapes.LinkCheck, shapes.LinkCheckPassed, status=200)
    locked = _problem("Too many wrong tries for this claim")
    locked["headers"] = {"Retry-After": {"schema": {"type": "integer"}}}
    operation["responses"]["429"] = locked
    operation["parameters"] = []
    return operation


def _problems(statuses: tuple[int, ...]) -> dict[str, Any]:
    return {str(status): _problem(PROBLEMS.get(status, "Not readable")) for status in statuses}


def _problem(description: str) -> dict[str, Any]:
    return {
        "description": description,
        "content": {"application/problem+json": {"schema": _ref(shapes.Problem)}},
    }


def _body(description: str, shape: type) -> dict[str, Any]:
    return {
        "description": description,
        "content": {"application/json": {"schema": _ref(shape)}},
    }


def _ref(shape: type) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{shape.__name__}"}


def _in_path(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": _REFERENCE}


def _query_schema(name: str) -> dict[str, Any]:
    return _REFERENCE if name == "person" else {"type": "string", "format": "date"}
