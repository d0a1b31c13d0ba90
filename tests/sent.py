"""What every request that was sent leaves behind, whichever service it went to."""

from accounts.audit.models import AuditEntry
from services.models import Journey, Outcome, Submission


def audited_and_counted(task: str) -> Submission:
    """The only one there is: accepted, delivered, and its journey at its end."""
    sent = Submission.objects.get()
    events = AuditEntry.objects.filter(subject=sent.reference).values_list("event", flat=True)
    assert set(events) == {"services.submission.accepted", "services.submission.delivered"}
    journey = Journey.objects.get()
    assert (journey.task, journey.outcome) == (task, Outcome.COMPLETED)
    return sent
