"""What a resident sees when something was sent to the benefits team."""

from services.receipt_page import ReceiptPage

BENEFITS = ("benefits:index", "Your benefits")
DASHBOARD = ("dashboard:index", "Back to your account")
"""Who applies may have no claim that could be opened yet."""


def _receipt(
    what: str, *, back: tuple[str, str] = BENEFITS, promised: str = "We will write to you by"
) -> ReceiptPage:
    return ReceiptPage(
        heading=f"We have your {what}",
        next_steps=f"benefits/{what}",
        back=back,
        theirs="Benefits team’s reference",
        promised=promised,
    )


APPLICATION = _receipt("application", back=DASHBOARD)
CHALLENGE = _receipt("challenge")
CHANGE = _receipt("change")
EVIDENCE = _receipt("evidence", promised="")
