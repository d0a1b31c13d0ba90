"""What the Alliance for Parking Data Standards prescribes (4.0), as far as we speak it."""

from typing import Any

import jsonschema

TEXTS = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "required": ["language", "string"],
        "properties": {"language": {"type": "string", "pattern": "^[a-z]{2}$"}},
    },
}
INSTANT = {
    "type": "string",
    "format": "date-time",
    "pattern": r"T\d\d:\d\d:\d\d.*(Z|[+-]\d\d:\d\d)$",
}
REFERENCE = {
    "type": "object",
    "required": ["id", "version", "className"],
    "properties": {
        "id": {"type": "string", "minLength": 1},
        "version": {"type": "integer", "minimum": 1},
        "className": {"type": "string"},
    },
}
AMOUNT = {
    "type": "object",
    "required": ["currencyType", "currencyValue"],
    "properties": {
        "currencyType": {"const": "GBP"},
        "currencyValue": {"type": "number", "minimum": 0},
    },
}
CREDENTIAL = {
    "type": "object",
    "required": ["type", "identifier"],
    "properties": {
        "type": {"enum": ["permit", "licensePlate", "badge", "ticket", "other"]},
        "credentialAssignedType": {"enum": ["customer", "vehicle"]},
        "identifier": {
            "type": "object",
            "required": ["id", "className"],
            "properties": {"id": {"type": "string", "minLength": 1}},
        },
    },
}
PAYMENT = {
    "type": "object",
    "required": ["id", "version", "serviceProvider", "transactionID", "paymentLines"],
    "properties": {
        "serviceProvider": REFERENCE,
        "dateCollected": INSTANT,
        "paymentLines": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["id", "version", "paymentType", "value"],
                "properties": {"paymentType": {"const": "payment"}, "value": AMOUNT},
            },
        },
    },
}
ASSIGNED_RIGHT = {
    "type": "object",
    "required": ["id", "version", "rightSpecification", "rightHolder"],
    "properties": {
        "id": {"type": "string", "minLength": 1},
        "version": {"type": "integer", "minimum": 1},
        "rightSpecification": REFERENCE,
        "rightHolder": {
            "type": "object",
            "required": ["credentials"],
            "properties": {"credentials": {"type": "array", "minItems": 1, "items": CREDENTIAL}},
        },
        "issueMethod": {"enum": ["electronic", "ticket", "permit"]},
        "issuanceTime": INSTANT,
        "expiry": INSTANT,
        "plannedUses": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["startTime"],
                "properties": {"startTime": INSTANT, "endTime": INSTANT},
            },
        },
        "monetaryValue": {
            "type": "object",
            "required": ["value"],
            "properties": {
                "taxIncluded": {"type": "boolean"},
                "serviceProvider": REFERENCE,
                "value": AMOUNT,
            },
        },
        "payments": {"type": "array", "items": PAYMENT},
        "totalInstances": {"type": "integer", "minimum": 1},
        "instancesUsed": {"type": "integer", "minimum": 0},
        "instancesAvailable": {"type": "integer", "minimum": 0},
    },
}
RIGHT_SPECIFICATION = {
    "type": "object",
    "required": ["id", "version", "type", "description", "hierarchyElements"],
    "properties": {
        "type": {"enum": ["permitParking", "oneTimeUseParking", "reservedParking"]},
        "description": TEXTS,
        "transferable": {"type": "boolean"},
        "credentials": {"type": "array", "items": {"enum": ["permit", "licensePlate"]}},
        "issuer": REFERENCE,
        "hierarchyElements": {"type": "array", "minItems": 1, "items": REFERENCE},
        "validity": {
            "type": "object",
            "required": ["validityStatus", "validityTimeSpecification"],
            "properties": {"validityStatus": {"enum": ["active", "suspended"]}},
        },
    },
}
PLACE = {
    "type": "object",
    "required": ["id", "version", "type", "name", "layer"],
    "properties": {
        "type": {"const": "place"},
        "name": TEXTS,
        "timeZone": {"type": "string"},
        "layer": {"type": "integer"},
    },
}


def page_of(item: dict[str, Any]) -> dict[str, Any]:
    """The envelope of every list."""
    whole = {"type": "integer", "minimum": 0}
    meta = dict.fromkeys(("referenceInstant", "offset", "pageSize", "total"), whole)
    return {
        "type": "object",
        "required": ["meta", "data"],
        "properties": {
            "meta": {"type": "object", "required": list(meta), "properties": meta},
            "data": {"type": "array", "items": item},
        },
    }


RESPONSE_STATUS = {
    "type": "object",
    "required": ["status", "code", "message"],
    "properties": {
        "status": {"enum": ["ok", "error"]},
        "code": {"type": "integer"},
        "message": {"type": "string", "minLength": 1},
        "ids": {"type": "array", "items": {"type": "string"}},
    },
}


def faults(written: Any, schema: dict[str, Any]) -> list[str]:
    """Where it does not keep the standard, and why."""
    checker = jsonschema.Draft202012Validator
    found = checker(schema, format_checker=checker.FORMAT_CHECKER).iter_errors(written)
    return [f"{fault.json_path}: {fault.message}" for fault in found]
