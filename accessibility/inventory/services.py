"""Housing, leisure and social care with the steps of their tasks, and the pages of paying."""

from accessibility.inventory.account import AMINA
from accessibility.inventory.kinds import Choose, Fill, PageKind, Press

REPAIR = (Choose("Broken window"), Press("Continue"))
REPAIR_DETAILS = (
    *REPAIR,
    Choose("Bedroom"),
    Fill("What should we know about it?", "The pane is cracked across."),
    Press("Continue", exact=True),
)
ASSESSMENT = (
    Choose("Support because I care for somebody"),
    Choose("Looking after somebody else"),
    Fill("Telephone number", "07700 900141"),
    Press("Send this request"),
)
PAY_BY_CARD = (
    Press("Continue to the card page"),
    Fill("Card number", "4242 4242 4242 4242"),
    Fill("Expiry date", "12 / 34"),
    Fill("Security code", "123"),
    Fill("Name on card", "A Yusuf"),
    Press("Pay £"),
)
PAY_THE_RENT = (Choose("All of it"), *PAY_BY_CARD)

HOUSING = (
    PageKind("housing", "housing:index", AMINA),
    PageKind("tenancy", "housing:tenancy", AMINA),
    PageKind("rent", "housing:rent", AMINA),
    PageKind("rent statements", "housing:statements", AMINA),
    PageKind(
        "a rent statement",
        "housing:statement",
        AMINA,
        starts_at="housing:statements",
        steps=(Press("October to"),),
    ),
    PageKind("repairs", "housing:repairs", AMINA),
    PageKind(
        "a repair",
        "housing:repair",
        AMINA,
        starts_at="housing:repairs",
        steps=(Press("Window will not close"),),
    ),
    PageKind(
        "change a visit",
        "housing:visit",
        AMINA,
        starts_at="housing:repairs",
        steps=(Press("Window will not close"), Press("Change the time")),
    ),
    PageKind(
        "cancel a repair visit",
        "housing:cancel-visit",
        AMINA,
        starts_at="housing:repairs",
        steps=(Press("Window will not close"), Press("Cancel the visit")),
    ),
    PageKind("what is broken", "housing:report-repair", AMINA),
    PageKind("danger", "housing:danger", AMINA, {"slug": "gas"}),
    PageKind(
        "about the repair",
        "housing:report-details",
        AMINA,
        starts_at="housing:report-repair",
        steps=REPAIR,
    ),
    PageKind(
        "check the repair",
        "housing:report-check",
        AMINA,
        starts_at="housing:report-repair",
        steps=REPAIR_DETAILS,
    ),
    PageKind(
        "repair reported",
        "housing:repair-reported",
        AMINA,
        starts_at="housing:report-repair",
        sends=True,
        steps=(*REPAIR_DETAILS, Press("Send the report")),
    ),
)
LEISURE = (
    PageKind("leisure", "leisure:index", AMINA),
    PageKind("find something to do", "leisure:find", AMINA),
    PageKind(
        "book a session",
        "leisure:book",
        AMINA,
        starts_at="leisure:find",
        steps=(Press("Tai chi in the park"),),
    ),
    PageKind(
        "a request",
        "services:submission",
        AMINA,
        starts_at="leisure:find",
        steps=(Press("Tai chi in the park"), Press("Book this place")),
        sends=True,
    ),
    PageKind(
        "cancel a booking",
        "leisure:cancel",
        AMINA,
        starts_at="leisure:index",
        steps=(Press("Cancel this booking"),),
    ),
)
SOCIAL_CARE = (
    PageKind("social care", "social_care:index", AMINA),
    PageKind("care and support plan", "social_care:plan", AMINA),
    PageKind("care visits", "social_care:visits", AMINA),
    PageKind(
        "cancel a visit",
        "social_care:cancel-visit",
        AMINA,
        starts_at="social_care:visits",
        steps=(Press("Cancel this visit"),),
    ),
    PageKind("care progress", "social_care:progress", AMINA),
    PageKind("care charges", "social_care:charges", AMINA),
    PageKind("ask for an assessment", "social_care:ask", AMINA),
    PageKind(
        "ask for an assessment, with mistakes",
        "social_care:ask",
        AMINA,
        steps=(Press("Send this request"),),
    ),
    PageKind(
        "assessment asked for",
        "social_care:request",
        AMINA,
        starts_at="social_care:ask",
        sends=True,
        steps=ASSESSMENT,
    ),
)
PAYING = (
    PageKind("pay", "payments:start", AMINA, {"service": "housing", "charge_reference": "rent"}),
    PageKind(
        "paid",
        "payments:return",
        AMINA,
        {"service": "housing", "charge_reference": "rent"},
        starts_at="payments:start",
        sends=True,
        steps=PAY_THE_RENT,
    ),
    PageKind(
        "receipt",
        "payments:receipt",
        AMINA,
        starts_at="dashboard:index",
        sends=True,
        steps=(
            Press("for Housing Benefit overpayment"),
            *PAY_BY_CARD,
            Press("See and print your receipt"),
        ),
    ),
)
PAGES = HOUSING + LEISURE + SOCIAL_CARE + PAYING
