"""What a member of staff is here to do. The staff directory's groups decide who has which role."""

from enum import StrEnum


class Role(StrEnum):
    LIBRARY_ADVISER = "library_adviser"
    CONTACT_CENTRE_ADVISER = "contact_centre_adviser"
    SOCIAL_CARE_ADVISER = "social_care_adviser"
    SERVICE_MANAGER = "service_manager"
    EDITOR = "editor"
    ENGINEER = "engineer"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"


ADVISERS = frozenset({Role.LIBRARY_ADVISER, Role.CONTACT_CENTRE_ADVISER, Role.SOCIAL_CARE_ADVISER})
"""Who may act on behalf of a resident."""
