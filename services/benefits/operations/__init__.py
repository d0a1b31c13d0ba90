"""What a resident can have done with a claim."""

from services import submissions
from services.benefits.operations import applications, challenges, changes, evidence


def register_tasks() -> None:
    """Called when the app is ready."""
    for task, deliver, notification in (
        (changes.REPORT, changes.deliver_change, "benefits-change-reported"),
        (evidence.SEND, evidence.deliver_evidence, "benefits-evidence-sent"),
        (applications.APPLY, applications.deliver_application, "benefits-application-sent"),
        (challenges.CHALLENGE, challenges.deliver_challenge, "benefits-challenge-sent"),
    ):
        submissions.register(task.service, task.name, deliver, notification=notification)
