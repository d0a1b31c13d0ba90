"""The five services' pages and the steps of their tasks, and the pages around paying."""

from accessibility.inventory.account import AMINA, GRACE, TOM
from accessibility.inventory.kinds import Choose, Fill, Open, PageKind, Press

REPAIR = (Choose("Broken window"), Press("Continue"))
REPAIR_DETAILS = (
    *REPAIR,
    Choose("Bedroom"),
    Fill("What should we know about it?", "The pane is cracked across."),
    Press("Continue", exact=True),
)
CHANGE = (
    Choose("What you earn or get"),
    Fill("Day", "2"),
    Fill("Month", "11"),
    Fill("Year", "2026"),
    Fill("Tell us what has changed", "I work two hours less each week."),
    Press("Continue"),
)
REDUCTION = (
    Fill("get each week", "210"),
    Fill("What savings do you", "500"),
    Fill("Who lives with you", "I live alone."),
    Press("Continue"),
)
DECISION = (Press("paid too much"), Press("Challenge this decision"))
CHALLENGE = (
    Choose("The vehicle was not mine"),
    Fill("Tell us what happened", "I had sold it in March."),
    Press("Continue"),
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
    PageKind("what is broken", "housing:report-repair", AMINA),
    PageKind(
        "what is broken, with mistakes",
        "housing:report-repair",
        AMINA,
        steps=(Press("Continue"),),
    ),
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
BENEFITS = (
    PageKind("benefits", "benefits:index", AMINA),
    PageKind("benefit payments", "benefits:payments", AMINA),
    PageKind("awards", "benefits:awards", AMINA),
    PageKind("letters", "benefits:letters", AMINA),
    PageKind(
        "a letter",
        "benefits:letter",
        AMINA,
        starts_at="benefits:letters",
        steps=(Press("payslips"),),
    ),
    PageKind("tell us about a change", "benefits:report-change", AMINA),
    PageKind(
        "tell us about a change, with mistakes",
        "benefits:report-change",
        AMINA,
        steps=(Press("Continue"),),
    ),
    PageKind(
        "check the change",
        "benefits:change-check",
        AMINA,
        starts_at="benefits:report-change",
        steps=CHANGE,
    ),
    PageKind(
        "change reported",
        "benefits:change-reported",
        AMINA,
        starts_at="benefits:report-change",
        sends=True,
        steps=(*CHANGE, Press("Send", exact=True)),
    ),
)
DECISIONS = (
    PageKind("apply for a reduction", "benefits:apply", AMINA),
    PageKind(
        "check the application",
        "benefits:apply-check",
        AMINA,
        starts_at="benefits:apply",
        steps=REDUCTION,
    ),
    PageKind(
        "applied for a reduction",
        "benefits:applied",
        GRACE,
        starts_at="benefits:apply",
        steps=(*REDUCTION, Press("Send", exact=True)),
        sends=True,
    ),
    PageKind(
        "send evidence",
        "benefits:evidence",
        AMINA,
        starts_at="benefits:index",
        steps=(Press("Send photos of it"),),
    ),
    PageKind(
        "challenge a decision",
        "benefits:challenge",
        AMINA,
        starts_at="benefits:letters",
        steps=DECISION,
    ),
    PageKind(
        "check the challenge of a decision",
        "benefits:challenge-check",
        AMINA,
        starts_at="benefits:letters",
        steps=(
            *DECISION,
            Choose("Ask us to look at it again"),
            Fill("Why is the decision wrong?", "The wage you used is last year's."),
            Press("Continue"),
        ),
    ),
)
MESSAGES = (
    PageKind(
        "a message",
        "notifications:show",
        AMINA,
        starts_at="benefits:report-change",
        steps=(
            *CHANGE,
            Press("Send", exact=True),
            Open("notifications:index"),
            Press("change"),
        ),
        sends=True,
    ),
)
PARKING = (
    PageKind("parking", "parking:index", AMINA),
    PageKind("parking, nothing there", "parking:index", GRACE),
    PageKind("add a permit", "parking:add-permit", AMINA),
    PageKind("add a notice", "parking:add-notice", AMINA),
    PageKind(
        "add a notice, with mistakes",
        "parking:add-notice",
        AMINA,
        steps=(Press("Add this notice"),),
    ),
    PageKind("a parking notice", "parking:notice", AMINA, {"number": "TB10012345"}),
    PageKind("challenge a notice", "parking:challenge", AMINA, {"number": "TB10012345"}),
    PageKind(
        "check the challenge",
        "parking:challenge-check",
        AMINA,
        {"number": "TB10012345"},
        starts_at="parking:challenge",
        steps=CHALLENGE,
    ),
    PageKind(
        "notice challenged",
        "parking:challenged",
        AMINA,
        starts_at="parking:add-notice",
        sends=True,
        steps=(
            Fill("Notice number", "TB10012353"),
            Fill("Vehicle registration", "TB15GRC"),
            Press("Add this notice"),
            Press("Challenge it"),
            *CHALLENGE,
            Press("Send the challenge"),
        ),
    ),
    PageKind(
        "renew a permit",
        "parking:renew",
        TOM,
        starts_at="parking:index",
        steps=(Press("Renew this permit"),),
    ),
    PageKind(
        "change the vehicle",
        "parking:change-vehicle",
        AMINA,
        starts_at="parking:index",
        steps=(Press("Change the vehicle"),),
    ),
    PageKind("visitor sessions", "parking:buy-visitor-sessions", AMINA),
    PageKind(
        "permit renewed",
        "parking:permit-asked",
        AMINA,
        starts_at="parking:index",
        sends=True,
        steps=(Press("Renew this permit"), Press("Renew this permit")),
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
PAGES = HOUSING + BENEFITS + DECISIONS + MESSAGES + PARKING + LEISURE + SOCIAL_CARE + PAYING
