"""What the repairs standard asks of a message, as JSON schemas with the names of the wire.

Only what it requires and what this system reads; other fields of the standard are let through.
"""

from typing import Any

from django.utils.dateparse import parse_datetime
from jsonschema import Draft202012Validator, FormatChecker

from services.sandbox.housing.api import BadRequest
from services.sandbox.housing.schedule_of_rates import TRADES

Schema = dict[str, Any]

TEXT: Schema = {"type": "string", "minLength": 1}
REFERENCE: Schema = {
    "type": "object",
    "properties": {"id": TEXT, "description": {"type": "string"}, "allocatedBy": TEXT},
    "required": ["id"],
}
ORGANISATION: Schema = {"type": "object", "properties": {"name": TEXT}, "required": ["name"]}
PARTY: Schema = {
    "type": "object",
    "properties": {
        "organization": ORGANISATION,
        "person": {
            "type": "object",
            "properties": {
                "name": {"type": "object", "properties": {"full": TEXT}},
                "communication": {"type": "array", "items": {"type": "object"}},
            },
            "required": ["name"],
        },
    },
}
WORK_ELEMENT: Schema = {
    "type": "object",
    "properties": {
        "trade": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"code": {"enum": list(TRADES)}},
                "required": ["code"],
            },
        },
        "rateScheduleItem": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "properties": {"customCode": TEXT, "customName": {"type": "string"}},
                "required": ["customCode"],
            },
        },
    },
    "required": ["rateScheduleItem"],
}
UNIT: Schema = {
    "type": "object",
    "properties": {
        "address": {"type": "object"},
        "reference": {"type": "array", "minItems": 1, "items": REFERENCE},
    },
    "required": ["reference"],
}
SITE: Schema = {
    "type": "object",
    "properties": {
        "property": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "properties": {"unit": {"type": "array", "minItems": 1, "items": UNIT}},
                "required": ["unit"],
            },
        }
    },
    "required": ["property"],
}
SCHEDULE_REPAIR: Schema = {
    "type": "object",
    "properties": {
        "descriptionOfWork": {"type": "string", "minLength": 1, "maxLength": 2000},
        "reference": {"type": "array", "minItems": 1, "items": REFERENCE},
        "priority": {
            "type": "object",
            "properties": {
                "priorityCode": {"enum": ["1", "2", "3", "4", "5"]},
                "requiredCompletionDateTime": {"type": "string", "format": "date-time"},
            },
            "required": ["priorityCode", "requiredCompletionDateTime"],
        },
        "workClass": {
            "type": "object",
            "properties": {"workClassCode": {"enum": ["0", "10", "20", "30", "40", "50", "60"]}},
            "required": ["workClassCode"],
        },
        "instructedBy": ORGANISATION,
        "assignedToPrimary": PARTY,
        "site": SITE,
        "workElement": {"type": "array", "items": WORK_ELEMENT},
        "locationOfRepair": {"type": "string"},
        "accessInformation": {
            "type": "object",
            "properties": {"description": {"type": "string"}},
        },
        "customer": PARTY,
        "dateReported": {"type": "string", "format": "date-time"},
    },
    "required": [
        "descriptionOfWork",
        "reference",
        "priority",
        "workClass",
        "instructedBy",
        "assignedToPrimary",
        "site",
    ],
}
REQUEST_APPOINTMENT: Schema = {
    "type": "object",
    "properties": {"workOrderReference": REFERENCE, "appointmentReference": REFERENCE},
    "required": ["workOrderReference", "appointmentReference"],
}
JOB_STATUS_UPDATE: Schema = {
    "type": "object",
    "properties": {
        "relatedWorkOrderReference": REFERENCE,
        "typeCode": {"enum": ["0", "10", "80", "100-10", "100-20", "120", "120-20", "125"]},
        "otherType": {"type": "string"},
        "comments": {"type": "string", "maxLength": 2000},
    },
    "required": ["relatedWorkOrderReference"],
}
ATTACHMENT: Schema = {
    "type": "object",
    "properties": {
        "filename": {"type": "string", "pattern": r"^[A-Za-z0-9._-]{1,80}$"},
        "title": {"type": "string", "maxLength": 200},
        "embeddedFileBinaryObject": {"type": "string", "minLength": 8},
    },
    "required": ["filename", "embeddedFileBinaryObject"],
}


FORMATS = FormatChecker()


@FORMATS.checks("date-time")
def _is_instant(text: object) -> bool:
    """A date and time with its offset: without one nobody knows which hour is meant."""
    try:
        when = parse_datetime(text) if isinstance(text, str) else None
    except ValueError:
        return False
    return not isinstance(text, str) or (when is not None and when.tzinfo is not None)


def check(body: dict[str, Any], schema: Schema) -> None:
    """Raise BadRequest with every fault, worded as the standard's paths."""
    validator = Draft202012Validator(schema, format_checker=FORMATS)
    faults = sorted(validator.iter_errors(body), key=lambda fault: fault.json_path)
    if faults:
        details = "; ".join(f"{fault.json_path}: {fault.message}" for fault in faults[:5])
        raise BadRequest("The body does not follow the standard", details)
