"""The whole vocabulary of the audit trail: area.thing.happened.

Each event has a sentence of its own in templates/audit/events/.
"""

from enum import StrEnum


class Event(StrEnum):
    RESIDENT_CREATED = "accounts.resident.created"
    RESIDENT_VIEWED = "accounts.resident.viewed"
    OWNERSHIP_REFUSED = "accounts.ownership.refused"

    LINK_MADE = "services.link.made"
    LINK_REFUSED = "services.link.refused"
    LINK_REMOVED = "services.link.removed"

    SUBMISSION_ACCEPTED = "services.submission.accepted"
    SUBMISSION_DELIVERED = "services.submission.delivered"
    SUBMISSION_GIVEN_UP = "services.submission.given_up"

    CONTENT_CHANGED = "cms.content.changed"
