"""One block per outside system: where it is, how long we wait, how we prove who we are."""

from typing import Any

from portal.settings import env

# Switching a service on is one line, in the order residents see it.
COUNCIL_SERVICES: list[str] = [
    "services.housing.adapter.HousingAdapter",
    "services.benefits.adapter.BenefitsAdapter",
    "services.parking.adapter.ParkingAdapter",
    "services.leisure.adapter.LeisureAdapter",
    "services.social_care.adapter.SocialCareAdapter",
]

# The sandbox stands in for every outside system unless an address says otherwise.
SANDBOX_URL = env.url("SANDBOX_URL", "http://127.0.0.1:8001")

SUPPLIERS: dict[str, dict[str, Any]] = {
    slug: {
        "url": env.url(f"{name}_URL", f"{SANDBOX_URL}/{path}"),
        "token": env.secret(f"{name}_TOKEN", f"sandbox-{path}-token-0123456789abcdef"),
        "connect_seconds": env.seconds(f"{name}_CONNECT_SECONDS", 1.0),
        "read_seconds": env.seconds(f"{name}_READ_SECONDS", 2.0),
        "connections": env.number(f"{name}_CONNECTIONS", 32),
        "rest_seconds": env.seconds(f"{name}_REST_SECONDS", 30.0),
    }
    for slug, name, path in [
        ("housing", "HOUSING", "housing"),
        ("benefits", "BENEFITS", "benefits"),
        ("parking", "PARKING", "parking"),
        ("leisure", "LEISURE", "leisure"),
        ("social_care", "SOCIAL_CARE", "social-care"),
        ("vehicles", "VEHICLES", "vehicle-enquiry"),
    ]
}
SUPPLIERS["vehicles"]["token_header"] = "x-api-key"  # noqa: S105  (a name)

# Card payments (Stripe, hosted Checkout).
STRIPE_API_URL = env.url("STRIPE_API_URL", SANDBOX_URL)
STRIPE_SECRET_KEY = env.secret("STRIPE_SECRET_KEY", "sk_test_sandbox_0123456789abcdefghij")
STRIPE_WEBHOOK_SECRETS = env.words("STRIPE_WEBHOOK_SECRETS", "whsec_sandbox_0123456789abcdefghijkl")
"""Newest first. Two are valid while a secret is being rotated."""
STRIPE_LIVE = env.flag("STRIPE_LIVE", default=False)
"""Real money. Production has it on; a key of the other kind is refused."""
STRIPE_CONNECT_SECONDS = env.seconds("STRIPE_CONNECT_SECONDS", 2.0)
STRIPE_READ_SECONDS = env.seconds("STRIPE_READ_SECONDS", 5.0)
STRIPE_RETRIES = env.number("STRIPE_RETRIES", 2)
PAYMENT_GATEWAY = "payments.stripe_gateway.StripeGateway"

# E-mails, texts and letters (GOV.UK Notify).
NOTIFY_URL = env.url("NOTIFY_URL", f"{SANDBOX_URL}/notify")
NOTIFY_API_KEY = env.secret(
    "NOTIFY_API_KEY",
    "sandbox-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0",
)
NOTIFY_TEMPLATES = {
    "email": env.text("NOTIFY_EMAIL_TEMPLATE", "f33517ff-2a88-4f6e-b855-c550268ce08a"),
    "sms": env.text("NOTIFY_SMS_TEMPLATE", "50aeb3ad-d2bc-4d5c-a8a5-d4b8a0d3c8c1"),
    "letter": env.text("NOTIFY_LETTER_TEMPLATE", "0d5a3b47-8e24-4f0e-9f5a-2bb1f2a3c4d5"),
}

# The council's staff directory (OpenID Connect).
STAFF_DIRECTORY_ISSUER = env.url("STAFF_DIRECTORY_ISSUER", f"{SANDBOX_URL}/staff-directory")
STAFF_DIRECTORY_CLIENT_ID = env.text("STAFF_DIRECTORY_CLIENT_ID", "my-account")
STAFF_DIRECTORY_CLIENT_SECRET = env.secret(
    "STAFF_DIRECTORY_CLIENT_SECRET", "5a6b7c8d9e0f1a2b3c4d5e6f7a8b9c0d"
)
STAFF_DIRECTORY_ALGORITHMS = ["RS256", "ES256"]
STAFF_DIRECTORY_GROUPS = {
    # The directory's group, word for word: what it lets somebody do here. No other group counts.
    "library-advisers": "library_adviser",
    "contact-centre-advisers": "contact_centre_adviser",
    "social-care-advisers": "social_care_adviser",
    "service-managers": "service_manager",
    "editors": "editor",
    "engineers": "engineer",
    "supervisors": "supervisor",
    "auditors": "auditor",
}
STAFF_DIRECTORY_METHODS = env.words("STAFF_DIRECTORY_METHODS", "mfa")
"""What the directory must say it has asked of somebody (`amr`), or they do not come in."""
STAFF_EMAIL_DOMAINS = env.words("STAFF_EMAIL_DOMAINS", "thornbridge.example")
"""Addresses of staff, which are no resident's."""
