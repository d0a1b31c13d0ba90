"""Settings that could lose or invent money are refused, each with what to do."""

import pytest

from payments.checks import check_payment_settings

LIVE = {
    "STRIPE_LIVE": True,
    "STRIPE_SECRET_KEY": "sk_live_0123456789",
    "STRIPE_WEBHOOK_SECRETS": ["whsec_0123456789"],
    "STRIPE_API_URL": "https://api.stripe.com",
    "PORTAL_URL": "https://my.thornbridge.example",
}
TEST = {
    "STRIPE_LIVE": False,
    "STRIPE_SECRET_KEY": "sk_test_0123456789",
    "STRIPE_WEBHOOK_SECRETS": ["whsec_sandbox_0123456789"],
    "STRIPE_API_URL": "http://127.0.0.1:8001",
    "PORTAL_URL": "http://127.0.0.1:8000",
}


def ids(settings, values):
    for name, value in values.items():
        setattr(settings, name, value)
    return [problem.id for problem in check_payment_settings(None)]


ROTATED = {**LIVE, "STRIPE_WEBHOOK_SECRETS": ["whsec_new", "whsec_old"]}
RESTRICTED = {**LIVE, "STRIPE_SECRET_KEY": "rk_live_012345"}


@pytest.mark.parametrize("good", [LIVE, TEST, ROTATED, RESTRICTED])
def test_good_settings_have_no_problem(settings, good):
    assert ids(settings, good) == []


@pytest.mark.parametrize(
    ("base", "change", "problem"),
    [
        (LIVE, {"STRIPE_SECRET_KEY": "sk_test_0123456789"}, "payments.E001"),
        (LIVE, {"STRIPE_SECRET_KEY": ""}, "payments.E001"),
        (LIVE, {"STRIPE_SECRET_KEY": "pk_live_0123456789"}, "payments.E001"),
        (TEST, {"STRIPE_SECRET_KEY": "sk_live_0123456789"}, "payments.E002"),
        (TEST, {"STRIPE_SECRET_KEY": "rk_live_0123456789"}, "payments.E002"),
        (LIVE, {"STRIPE_WEBHOOK_SECRETS": []}, "payments.E003"),
        (TEST, {"STRIPE_WEBHOOK_SECRETS": []}, "payments.E003"),
        (LIVE, {"STRIPE_WEBHOOK_SECRETS": ["whsec_1", "whsec_sandbox_1"]}, "payments.E004"),
        (LIVE, {"STRIPE_WEBHOOK_SECRETS": ["a", "b", "c"]}, "payments.E005"),
        (LIVE, {"STRIPE_API_URL": "http://127.0.0.1:8001"}, "payments.E006"),
        (LIVE, {"PORTAL_URL": "http://my.thornbridge.example"}, "payments.E007"),
    ],
)
def test_a_wrong_setting_is_refused_by_id(settings, base, change, problem):
    """F34."""
    assert ids(settings, {**base, **change}) == [problem]


def test_every_problem_says_what_to_do(settings):
    ids(settings, {**LIVE, "STRIPE_SECRET_KEY": "", "STRIPE_API_URL": "", "PORTAL_URL": ""})

    assert all(problem.hint for problem in check_payment_settings(None))
