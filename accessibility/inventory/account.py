"""A resident's own pages: the dashboard, links, messages, and how the account is kept safe."""

from accessibility.inventory.kinds import PageKind, Press

AMINA, GRACE = "amina", "grace"
"""Everything linked; an account and nothing else."""
TOM, TOM_OUTSIDE = "tom", "tom outside"
"""An authenticator app and a passkey; the same with only his password so far."""

OVERVIEW = (
    PageKind("dashboard", "dashboard:index", AMINA),
    PageKind("dashboard of a newcomer", "dashboard:index", GRACE),
    PageKind("link a service", "services:link", GRACE, {"slug": "housing"}),
    PageKind(
        "link a service, with mistakes",
        "services:link",
        GRACE,
        {"slug": "leisure"},
        steps=(Press("Add to your account"),),
    ),
    PageKind(
        "link a private service, with mistakes",
        "services:link",
        GRACE,
        {"slug": "benefits"},
        steps=(Press("Post me a code"),),
    ),
    PageKind("remove a service", "services:unlink", AMINA, {"slug": "housing"}),
    PageKind("requests", "services:submissions", AMINA),
    PageKind("messages", "notifications:index", AMINA),
    PageKind("no messages", "notifications:index", GRACE),
    PageKind("who has looked at my account", "activity:index", AMINA),
    PageKind("payments", "payments:index", AMINA),
    PageKind("no payments", "payments:index", GRACE),
)
SAFETY = (
    PageKind("your details", "residents:security", AMINA),
    PageKind("contact details", "residents:details", AMINA),
    PageKind("sign-in activity", "residents:activity", AMINA),
    PageKind("e-mail address", "account_email", AMINA),
    PageKind("change password", "account_change_password", AMINA),
    PageKind("sign out", "account_logout", AMINA),
    PageKind("confirm with the password", "account_reauthenticate", AMINA),
    PageKind("second step", "mfa_index", AMINA),
    PageKind("add an app", "mfa_activate_totp", AMINA),
    PageKind("passkeys", "mfa_list_webauthn", AMINA),
    PageKind("add a passkey", "mfa_add_webauthn", AMINA),
    PageKind("the second step to sign in", "mfa_authenticate", TOM_OUTSIDE),
    PageKind("confirm with the app", "mfa_reauthenticate", TOM),
    PageKind("confirm with a passkey", "mfa_reauthenticate_webauthn", TOM),
    PageKind("second step that is on", "mfa_index", TOM),
    PageKind("remove the app", "mfa_deactivate_totp", TOM),
    PageKind("recovery codes", "mfa_view_recovery_codes", TOM),
    PageKind("new recovery codes", "mfa_generate_recovery_codes", TOM),
    PageKind(
        "name a passkey",
        "mfa_edit_webauthn",
        TOM,
        starts_at="mfa_list_webauthn",
        steps=(Press("Change the name"),),
    ),
    PageKind(
        "remove a passkey",
        "mfa_remove_webauthn",
        TOM,
        starts_at="mfa_list_webauthn",
        steps=(Press("Remove"),),
    ),
)
PAGES = OVERVIEW + SAFETY
