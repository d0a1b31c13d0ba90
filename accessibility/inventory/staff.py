"""What people who work here see: helping a resident, watching over it, and the reports."""

from accessibility.inventory.kinds import Fill, PageKind, Press

JOY, CAROL, SAM = "joy", "carol", "sam"
"""Joy is helping Desmond, and has before; Carol has paused; Sam is at a desk with nobody yet."""
HELEN, MORGAN, LENA = "helen", "morgan", "lena"

FIND_DESMOND = (
    Fill("Last name", "Clarke"),
    Fill("Day", "11"),
    Fill("Month", "2"),
    Fill("Year", "1948"),
    Press("Find", exact=True),
)
ASK_WHO_IT_IS = (
    *FIND_DESMOND,
    Press("Help"),
    Fill("What is your full name?", "Desmond Clarke"),
    Fill("Day", "11"),
    Fill("Month", "2"),
    Fill("Year", "1948"),
    Fill("What is your postcode?", "TB1 6RS"),
    Fill("What is the first line", "3 Orchard House"),
    Fill("What are the last four digits", "0412"),
    Press("Check", exact=True),
)

AT_THE_DESK = (
    PageKind("what staff can do", "staff:landing", SAM),
    PageKind("help a resident", "assisted:start", SAM),
    PageKind("find a resident", "assisted:find", SAM),
    PageKind("one resident found", "assisted:find", SAM, steps=FIND_DESMOND),
    PageKind("make a record", "assisted:register", SAM),
    PageKind(
        "check who it is",
        "assisted:identity",
        SAM,
        starts_at="assisted:find",
        steps=(*FIND_DESMOND, Press("Help")),
    ),
    PageKind(
        "what it is about",
        "assisted:agree",
        SAM,
        starts_at="assisted:find",
        steps=ASK_WHO_IT_IS,
    ),
    PageKind(
        "ask a supervisor",
        "assisted:ask-supervisor",
        SAM,
        starts_at="assisted:find",
        steps=(*FIND_DESMOND, Press("Help"), Press("ask a supervisor")),
    ),
    PageKind(
        "stop others helping",
        "assisted:stop",
        SAM,
        starts_at="assisted:find",
        steps=(*FIND_DESMOND, Press("Stop others helping")),
    ),
    PageKind("closed to staff", "notifications:index", SAM, status=403),
)
HELPING = (
    PageKind("somebody else's account", "dashboard:index", JOY),
    PageKind("helping", "assisted:start", JOY),
    PageKind("report a repair for somebody", "housing:report-repair", JOY),
    PageKind(
        "report a repair, with mistakes",
        "housing:report-repair",
        JOY,
        steps=(Press("Continue"),),
    ),
    PageKind("pay for somebody", "payments:index", JOY),
    PageKind("paused", "assisted:resume", CAROL),
    PageKind(
        "what was done",
        "assisted:summary",
        JOY,
        starts_at="assisted:start",
        steps=(Press("Summary for"),),
    ),
    PageKind("not theirs to open", "activity:index", JOY, status=403),
)
OTHERS = (
    PageKind("oversight", "assisted:oversight", HELEN),
    PageKind(
        "mark a record",
        "assisted:caution",
        HELEN,
        starts_at="assisted:find",
        steps=(*FIND_DESMOND, Press("Mark the record")),
    ),
    PageKind("requests we could not hand over", "services:desk", HELEN),
    PageKind(
        "a request we could not hand over",
        "services:desk-request",
        HELEN,
        starts_at="services:desk",
        steps=(Press("visitor sessions"),),
    ),
    PageKind("money desk", "payments:desk", MORGAN),
    PageKind(
        "a day's books",
        "payments:desk-books",
        MORGAN,
        starts_at="payments:desk",
        steps=(Press("2026"),),
    ),
    PageKind("reports", "reporting:index", MORGAN),
    PageKind("a report with nothing in it", "/reports/?service=leisure&channel=post", MORGAN),
    PageKind("send in counts", "reporting:import", MORGAN),
    PageKind(
        "send in counts, with mistakes",
        "reporting:import",
        MORGAN,
        steps=(Press("Send in", exact=True),),
    ),
    PageKind("the engineer's reports", "reporting:index", LENA),
)
PAGES = AT_THE_DESK + HELPING + OTHERS
