"""A photo is added in one tab while the report is sent in another."""

import threading
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone

from accounts.actor import Actor
from services import drafts
from services.drafts import attach, become, save_draft
from services.models import Attachment
from services.sealing import seal_bytes
from tests.factories.services import WaitingSubmissionFactory

AMINA = Actor(resident_id=uuid4())


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_the_report_waits_for_the_photo_and_takes_it_along(monkeypatch: Any) -> None:
    now = timezone.now()
    draft = save_draft(actor=AMINA, service="housing", task="report-repair", answers={}, now=now)
    submission = WaitingSubmissionFactory(resident_id=AMINA.resident_id, form_key=draft.form_key)
    half_way, is_sending = threading.Event(), threading.Event()

    def dawdle(content: bytes) -> bytes:
        half_way.set()
        is_sending.wait(0.5)
        return seal_bytes(content)

    def add_the_photo() -> None:
        photo = {"name": "Photo 1", "media_type": "image/jpeg", "content": b"picture"}
        attach(draft, actor=AMINA, at_most=3, **photo)  # type: ignore[arg-type]  # as named
        connection.close()

    monkeypatch.setattr(drafts, "seal_bytes", dawdle)
    hand = threading.Thread(target=add_the_photo)
    hand.start()
    half_way.wait()
    with transaction.atomic():
        become(draft, submission)
    hand.join()

    assert Attachment.objects.get().submission == submission
