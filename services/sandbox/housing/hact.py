"""What this system takes, as JSON schemas: see contract.json, where the repairs standard is."""

import json
from pathlib import Path
from typing import Any

from django.utils.dateparse import parse_datetime
from jsonschema import Draft202012Validator, FormatChecker

from services.sandbox.housing.api import refused

MESSAGES: dict[str, Any] = json.loads(Path(__file__).with_name("contract.json").read_text())[
    "$defs"
]
FORMATS = FormatChecker()


@FORMATS.checks("date-time")
def is_moment(text: object) -> bool:
    """A date and time with its offset: without one nobody knows which hour is meant."""
    try:
        when = parse_datetime(text) if isinstance(text, str) else None
    except ValueError:
        return False
    return not isinstance(text, str) or (when is not None and when.tzinfo is not None)


def check(body: dict[str, Any], message: str) -> None:
    """Refuse what is not this message, with every fault worded as the standard's paths."""
    schema = {"$ref": f"#/$defs/{message}", "$defs": MESSAGES}
    validator = Draft202012Validator(schema, format_checker=FORMATS)
    faults = sorted(validator.iter_errors(body), key=lambda fault: fault.json_path)
    if faults:
        details = "; ".join(f"{fault.json_path}: {fault.message}" for fault in faults[:5])
        raise refused(400, "The body does not follow the standard", details)
