"""Pages that anybody can open, and those on the way into an account."""

from accessibility.inventory.kinds import CODE, NEW, STRANGER, Fill, PageKind, Press

_PASSWORD = "four herons on a weir"  # noqa: S105  (of nobody)
SIGN_UP = (
    Fill("E-mail address", f"{NEW}@example.org"),
    Fill("Choose a password", _PASSWORD),
    Press("Create an account"),
)
OPEN_AN_ACCOUNT = (
    *SIGN_UP,
    Fill("8-digit code", CODE),
    Press("Continue"),
    Fill("First name", "Grace"),
    Fill("Last name", "Okafor"),
    Fill("Day", "30"),
    Fill("Month", "9"),
    Fill("Year", "1988"),
    Fill("Address", "27 Mill Lane, Thornbridge"),
    Fill("Postcode", "TB2 7HD"),
    Press("Continue"),
)


def sign_in(email: str, password: str) -> tuple[Fill | Press, ...]:
    return Fill("E-mail address", email), Fill("Password", password), Press("Sign in", exact=True)


WRONG = sign_in("nobody@example.org", "not the password")


def ask_for_code(email: str) -> tuple[Fill | Press, ...]:
    return Fill("E-mail address", email), Press("Send me a code")


CONTENT = (
    PageKind("home", "/"),
    PageKind("help", "/help/"),
    PageKind("a service's front", "/housing/"),
    PageKind("guidance", "/housing/report-a-repair/"),
    PageKind("contact", "/contact/"),
    PageKind("privacy", "/privacy/"),
    PageKind("search", "search"),
    PageKind("search results", "/search/?q=rent"),
    PageKind("nothing found", "/search/?q=zeppelin"),
    PageKind("accessibility statement", "accessibility_statement"),
    PageKind("page not found", "/there-is-no-such-page/", status=404),
)
WAYS_IN = (
    PageKind("sign in", "account_login"),
    PageKind("sign in, with mistakes", "account_login", STRANGER, steps=WRONG),
    PageKind("sign in with a code", "account_request_login_code"),
    PageKind(
        "the code to sign in",
        "account_confirm_login_code",
        STRANGER,
        starts_at="account_request_login_code",
        sends=True,
        steps=ask_for_code("nobody@example.org"),
    ),
    PageKind("create an account", "account_signup"),
    PageKind(
        "create an account, with mistakes",
        "account_signup",
        steps=(Press("Create an account"),),
    ),
    PageKind(
        "the code to create an account",
        "account_email_verification_sent",
        STRANGER,
        starts_at="account_signup",
        sends=True,
        steps=SIGN_UP,
    ),
    PageKind(
        "about you",
        "residents:about-you",
        STRANGER,
        starts_at="account_signup",
        sends=True,
        steps=(*SIGN_UP, Fill("8-digit code", CODE), Press("Continue")),
    ),
    PageKind(
        "a link that is too old", "residents:undo-email", arguments={"token": "old"}, status=410
    ),
    PageKind("account closed", "account_inactive"),
    PageKind("forgotten password", "account_reset_password"),
    PageKind(
        "the code for a new password",
        "account_confirm_password_reset_code",
        STRANGER,
        starts_at="account_reset_password",
        sends=True,
        steps=ask_for_code("nobody@example.org"),
    ),
    PageKind(
        "a new password",
        "account_complete_password_reset",
        STRANGER,
        starts_at="account_reset_password",
        sends=True,
        steps=(*ask_for_code("tom@example.org"), Fill("8-digit code", CODE), Press("Continue")),
    ),
    PageKind("password changed", "account_password_reset_completed"),
    PageKind("a payment link that is over", "payments:link", arguments={"token": "x"}, status=410),
    PageKind("signed out of the staff pages", "staff:signed-out"),
    PageKind("an answer that is not for this browser", "staff:callback", status=400),
)
PAGES = CONTENT + WAYS_IN
