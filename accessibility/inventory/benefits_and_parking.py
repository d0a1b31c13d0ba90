"""Pages of benefits and parking, the steps of their tasks, and a message about one."""

from accessibility.inventory.account import AMINA, GRACE, TOM
from accessibility.inventory.kinds import STRANGER, Choose, Fill, Open, PageKind, Press
from accessibility.inventory.public import OPEN_AN_ACCOUNT

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
        steps=(Fill("Tell us what has changed", ""), Press("Continue")),  # a draft may be kept
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
        "cancel an order",
        "parking:cancel-order",
        STRANGER,
        starts_at="account_signup",
        sends=True,
        steps=(
            *OPEN_AN_ACCOUNT,
            Open("parking:add-permit"),
            Fill("Permit number", "TB-P-20248"),
            Fill("Vehicle registration", "TB15GRC"),
            Fill("Postcode", "TB2 7HD"),
            Press("Add this permit"),
            Press("Buy visitor sessions"),
            Choose("10 sessions"),
            Press("Order these sessions"),
            Open("parking:index"),
            Press("Cancel this order"),
        ),
    ),
    PageKind(
        "permit renewed",
        "parking:permit-asked",
        AMINA,
        starts_at="parking:index",
        sends=True,
        steps=(Press("Renew this permit"), Press("Renew this permit")),
    ),
)
PAGES = BENEFITS + DECISIONS + MESSAGES + PARKING
