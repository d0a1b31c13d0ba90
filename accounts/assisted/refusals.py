"""Why a member of staff may not do something, and who can."""

from enum import StrEnum
from uuid import UUID


class Refusal(StrEnum):
    CLOSED_TO_STAFF = "closed_to_staff"
    ROLE_NEEDED = "role_needed"
    NOT_AN_ADVISER = "not_an_adviser"
    OTHER_ROLE = "other_role"
    NOT_AGREED = "not_agreed"
    NOT_HELPING = "not_helping"
    IDENTITY_NOT_CHECKED = "identity_not_checked"
    TOO_MANY_FAILED_CHECKS = "too_many_failed_checks"
    NO_MANDATE = "no_mandate"
    MANDATE_OF_ANOTHER = "mandate_of_another"
    MANDATE_OVER = "mandate_over"
    OTHER_CHANNEL = "other_channel"
    OWN_RECORD = "own_record"
    COLLEAGUE = "colleague"
    SAME_HOME = "same_home"
    FLAGGED = "flagged"
    DECLARED = "declared"
    HAS_DIED = "has_died"
    NO_AUTHORITY = "no_authority"
    NOT_YOURS_TO_DECIDE = "not_yours_to_decide"
    TOO_MANY_LOOKUPS = "too_many_lookups"


NEEDS_SUPERVISOR = (Refusal.FLAGGED, Refusal.COLLEAGUE, Refusal.SAME_HOME, Refusal.DECLARED)
"""Too close, or somebody to take care of: a supervisor decides. The first that holds is said."""

WORDS: dict[Refusal, tuple[str, str]] = {
    Refusal.CLOSED_TO_STAFF: (
        "Only the resident can open this.",
        "Sign-in details, security, bank details, card payments and who may act for a resident are "
        "never open to staff. The resident can do this at home, or at a kiosk.",
    ),
    Refusal.ROLE_NEEDED: (
        "Your role does not open this service.",
        "Adult social care has its own advisers. Ask the contact centre to put the resident "
        "through to one.",
    ),
    Refusal.NOT_AN_ADVISER: (
        "Your role does not let you help residents here.",
        "An adviser at a library or in the contact centre can.",
    ),
    Refusal.OTHER_ROLE: (
        "Your role does not open this page.",
        "If you need it for your work, ask your supervisor to have your role changed.",
    ),
    Refusal.NOT_AGREED: (
        "The resident has not agreed to this.",
        "What they agreed to is on the summary. If they want help with this as well, end the "
        "session and ask for their agreement again.",
    ),
    Refusal.NOT_HELPING: (
        "You are not helping anyone at the moment.",
        "Find the resident, check who they are, and ask for their agreement first.",
    ),
    Refusal.IDENTITY_NOT_CHECKED: (
        "You have not checked who this is.",
        "Work through the identity questions first. A check counts for one hour.",
    ),
    Refusal.TOO_MANY_FAILED_CHECKS: (
        "This person could not be checked three times today.",
        "Ask them to come to a library with a photo document and a letter from us, or ask your "
        "supervisor.",
    ),
    Refusal.NO_MANDATE: (
        "The resident’s agreement has not been recorded.",
        "Ask for it and record it first.",
    ),
    Refusal.MANDATE_OF_ANOTHER: (
        "This agreement was given to somebody else, or by somebody else.",
        "Ask the resident in front of you for their own agreement.",
    ),
    Refusal.MANDATE_OVER: (
        "This agreement has ended.",
        "Ask the resident for their agreement again. An agreement counts for one hour.",
    ),
    Refusal.OTHER_CHANNEL: (
        "This agreement was given in another way.",
        "What was agreed in person does not count on the telephone, nor the other way round.",
    ),
    Refusal.OWN_RECORD: (
        "This looks like your own record.",
        "Staff cannot help themselves. Use your own account, or ask your supervisor to find "
        "somebody else to help you.",
    ),
    Refusal.COLLEAGUE: (
        "This resident may work for the council: a colleague has the same name.",
        "A supervisor decides who helps them. You can ask one now.",
    ),
    Refusal.SAME_HOME: (
        "This resident lives where you live.",
        "Staff do not help people they live with unless a supervisor agrees. You can ask one now.",
    ),
    Refusal.FLAGGED: (
        "A supervisor decides who helps this resident.",
        "You can ask one now. Do not tell the resident that their record is marked.",
    ),
    Refusal.DECLARED: (
        "A supervisor has not allowed this yet.",
        "You asked to help somebody you should not help alone. Speak to your supervisor.",
    ),
    Refusal.HAS_DIED: (
        "We were told that this person has died.",
        "Nobody can be helped with this account. Whoever settles their affairs can call us. If it "
        "is wrong, ask your supervisor.",
    ),
    Refusal.NO_AUTHORITY: (
        "This person cannot agree to that for the resident.",
        "Look at the document again: whose it is, what it covers and until when.",
    ),
    Refusal.NOT_YOURS_TO_DECIDE: (
        "Somebody else has to decide this.",
        "It is your own request or your own record, or you live there. Another supervisor can.",
    ),
    Refusal.TOO_MANY_LOOKUPS: (
        "You have looked for many people without helping any.",
        "Your supervisor can see this. Wait a little, or speak to them.",
    ),
}


class NotPermitted(Exception):
    """A member of staff may not do this. Nothing was done, and the refusal is audited."""

    def __init__(
        self, refusal: Refusal, *, area: str = "", resident_id: UUID | None = None
    ) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal
        self.area = area
        self.resident_id = resident_id
        """Whose record it was about, where nobody was being helped yet."""

    @property
    def needs_supervisor(self) -> bool:
        return self.refusal in NEEDS_SUPERVISOR

    @property
    def what(self) -> str:
        return WORDS[self.refusal][0]

    @property
    def who_to_ask(self) -> str:
        return WORDS[self.refusal][1]
