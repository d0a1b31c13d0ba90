"""What is sent to residents promises a day when there is one, and no sentence without its day."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string

PROMISING = sorted(
    path.name
    for path in Path(settings.BASE_DIR).glob("services/*/templates/notifications/*.body.txt")
    if "promised_on" in path.read_text(encoding="utf-8")
)


def test_every_service_promises_something():
    assert {name.partition("-")[0] for name in PROMISING} >= {"benefits", "parking", "repair"}


@pytest.mark.parametrize("name", PROMISING)
def test_a_message_promises_a_day_or_nothing(name):
    def sent(promised_on):
        return render_to_string(f"notifications/{name}", {"promised_on": promised_on})

    assert re.search(r"\b(by|from) 31 May 2026\b", sent("31 May 2026"))
    assert not re.search(r"\b(by|from) *[.,]", sent(""))
