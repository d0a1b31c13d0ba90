"""Whom the pretended care system knows, and how it refuses."""

from datetime import UTC, datetime
from typing import Any

import pytest

from services.sandbox.social_care.fhir import Refused

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
DESMOND = "SC700103"


def refused(status: int, work: Any) -> Refused:
    with pytest.raises(Refused) as no:
        work()
    assert no.value.status == status
    return no.value
