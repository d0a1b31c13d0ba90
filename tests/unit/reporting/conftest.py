"""What a contact costs here."""

from datetime import date

import pytest

from accounts.channels import Channel


@pytest.fixture
def prices(settings):
    settings.UNIT_COSTS = [
        {"channel": channel.value, "pence": pence, "source": "Ours", "since": date(2020, 1, 1)}
        for channel, pence in zip(Channel, (10, 800, 300, 300, 800, 1000), strict=True)
    ]
