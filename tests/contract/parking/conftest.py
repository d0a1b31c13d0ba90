"""The parking adapter, asking the running sandbox."""

import pytest

from services.parking.adapter import ParkingAdapter
from tests.contract.answers import Sandbox


@pytest.fixture
def adapter(sandbox: Sandbox) -> ParkingAdapter:
    return ParkingAdapter.from_settings()
