"""The whole vocabulary of the audit trail: area.thing.happened.

Each event has a sentence of its own in templates/audit/events/.
"""

from enum import StrEnum


class Event(StrEnum):
    RESIDENT_CREATED = "accounts.resident.created"
    RESIDENT_VIEWED = "accounts.resident.viewed"
    OWNERSHIP_REFUSED = "accounts.ownership.refused"

    ACCOUNT_CREATED = "accounts.account.created"
    CONTACT_CHANGED = "accounts.contact.changed"
    EMAIL_CHANGED = "accounts.email.changed"
    EMAIL_TAKEN_BACK = "accounts.email.taken_back"
    PASSWORD_CHANGED = "accounts.password.changed"  # noqa: S105  (an event, not a password)
    SECOND_FACTOR_CHANGED = "accounts.second_factor.changed"
    SIGNED_IN = "accounts.session.started"
    SIGNED_OUT = "accounts.session.ended"
    SESSIONS_ENDED = "accounts.session.others_ended"
    SIGN_IN_LOCKED = "accounts.sign_in.locked"
    SIGN_IN_DISOWNED = "accounts.sign_in.disowned"

    STAFF_SIGNED_IN = "staff.session.started"
    STAFF_SIGNED_OUT = "staff.session.ended"
    STAFF_REFUSED = "staff.sign_in.refused"
    STAFF_ROLES_CHANGED = "staff.roles.changed"

    MANDATE_RECORDED = "accounts.mandate.recorded"
    MANDATE_ENDED = "accounts.mandate.ended"

    RESIDENTS_SEARCHED = "assisted.residents.searched"
    IDENTITY_CHECKED = "assisted.identity.checked"
    IDENTITY_FAILED = "assisted.identity.failed"
    SESSION_STARTED = "assisted.session.started"
    SESSION_PAUSED = "assisted.session.paused"
    SESSION_RESUMED = "assisted.session.resumed"
    SESSION_ENDED = "assisted.session.ended"
    ACCESS_REFUSED = "assisted.access.refused"
    FORM_REFUSED = "assisted.form.refused"
    CLEARANCE_ASKED = "assisted.clearance.asked"
    CLEARANCE_DECIDED = "assisted.clearance.decided"
    CAUTION_CHANGED = "assisted.caution.changed"
    DRAFT_KEPT = "assisted.draft.kept"

    LINK_MADE = "services.link.made"
    LINK_CODE_POSTED = "services.link.code_posted"
    LINK_CHANGED = "services.link.changed"
    LINK_REFUSED = "services.link.refused"
    LINK_REMOVED = "services.link.removed"

    SUBMISSION_ACCEPTED = "services.submission.accepted"
    SUBMISSION_DELIVERED = "services.submission.delivered"
    SUBMISSION_GIVEN_UP = "services.submission.given_up"
    SUBMISSION_VIEWED = "services.submission.viewed"
    SUBMISSION_SENT_AGAIN = "services.submission.sent_again"
    SUBMISSION_BY_HAND = "services.submission.by_hand"

    VISIT_REQUESTED = "housing.visit.requested"
    VISIT_BOOKED = "housing.visit.booked"
    VISIT_CANCELLED = "housing.visit.cancelled"
    VISIT_NOT_CHANGED = "housing.visit.not_changed"

    CONTENT_CHANGED = "cms.content.changed"

    PAYMENT_SESSION_STARTED = "payments.session.started"
    PAYMENT_SESSION_ENDED = "payments.session.ended"
    PAYMENT_RECEIVED = "payments.payment.received"
    PAYMENT_VIEWED = "payments.payment.viewed"
    PAYMENT_POSTED = "payments.payment.posted"
    PAYMENT_POSTED_AGAIN = "payments.payment.posted_again"
    PAYMENT_LINK_SENT = "payments.link.sent"
    PAYMENT_LINK_USED = "payments.link.used"
    REFUND_REQUESTED = "payments.refund.requested"
    REFUND_APPROVED = "payments.refund.approved"
    REFUND_DECLINED = "payments.refund.declined"
    REFUND_MADE = "payments.refund.made"
    REFUND_FAILED = "payments.refund.failed"
    MISMATCH_FOUND = "payments.mismatch.found"
    MISMATCH_RESOLVED = "payments.mismatch.resolved"
    BOOKS_COMPARED = "payments.books.compared"

    REPORT_EXPORTED = "reporting.report.exported"
    COUNTS_IMPORTED = "reporting.counts.imported"
