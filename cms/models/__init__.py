"""The content types: pages editors write, and messages about a service."""

from cms.models.messages import ServiceMessage
from cms.models.pages import GuidancePage, HelpPage, HomePage, ServicePage

__all__ = ["GuidancePage", "HelpPage", "HomePage", "ServiceMessage", "ServicePage"]
