"""What a guidance page promises is what the portal then does: the same days, minutes and facts."""

import re

import pytest
from django.conf import settings

from cms.seeding import SEEDS
from services.benefits.operations.changes import DECIDED_WITHIN
from services.drafts import KEPT_FOR
from services.housing.adapter import HousingAdapter
from services.housing.catalogue import Priority
from services.links import TRIES_PER_DAY
from services.parking.records.permits import RENEWAL_WINDOW
from services.retention import SUBMISSIONS_KEPT_FOR
from services.social_care.operations import WORKING_DAYS_TO_CONTACT

IN_WORDS = {3: "three", 5: "five"}


def text_of(name):
    return re.sub(r"<[^>]+>", "", (SEEDS / f"{name}.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("name", "promise"),
    [
        *(("housing", priority.promise.capitalize()) for priority in Priority),
        ("housing", HousingAdapter.facts[0].label.lower()),
        ("help--create-an-account", HousingAdapter.facts[0].label.lower()),
        ("help--create-an-account", f"try {IN_WORDS[TRIES_PER_DAY]} times a day"),
        (
            "help--create-an-account",
            f"works for {settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT // 60} minutes",
        ),
        ("help--stay-safe", f"after {settings.RESIDENT_IDLE_SECONDS // 60} minutes"),
        ("benefits--tell-us-about-a-change", f"Within {DECIDED_WITHIN} working days"),
        (
            "social-care--ask-for-an-assessment",
            f"Within {IN_WORDS[WORKING_DAYS_TO_CONTACT]} working days",
        ),
        ("parking", f"from {RENEWAL_WINDOW.days} days before it ends until 28 days after"),
        ("privacy", f'"{KEPT_FOR.days} days"'),
        ("privacy", f'"{SUBMISSIONS_KEPT_FOR.days // 365} years"'),
    ],
)
def test_a_promise_on_a_page_is_the_one_that_is_kept(name, promise):
    assert promise in text_of(name)


def test_the_hours_of_the_councils_number_are_the_same_everywhere():
    """Emergencies are sent to it day and night."""
    for name in ("help", "contact"):
        assert settings.COUNCIL_HOURS in text_of(name)
