"""Save and return: a draft belongs to a resident, and goes when it is sent."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from accounts.actor import Actor
from services import drafts
from services.models import Attachment, Draft, Submission
from services.sealing import seal, unseal_bytes
from tests.together import together

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
AMINA, GRACE = Actor(resident_id=uuid4()), Actor(resident_id=uuid4())
REPAIR = {"service": "housing", "task": "report-repair"}


def save(actor: Actor = AMINA, now: datetime = NOW, **answers: str) -> drafts.KeptDraft:
    return drafts.save_draft(actor=actor, answers=answers, now=now, **REPAIR)


def find(actor: Actor = AMINA, now: datetime = NOW) -> drafts.KeptDraft | None:
    return drafts.find_draft(actor=actor, now=now, **REPAIR)


def attach(draft: drafts.KeptDraft, actor: Actor = AMINA, *, at_most: int = 3) -> Attachment:
    return drafts.attach(
        draft,
        actor=actor,
        name="Photo 1",
        media_type="image/jpeg",
        content=b"picture",
        at_most=at_most,
    )


def test_what_was_saved_is_found_again() -> None:
    save(problem="leaking-tap")

    found = find()

    assert found is not None
    assert found.answers == {"problem": "leaking-tap"}


def test_a_second_page_adds_to_the_first() -> None:
    first = save(problem="leaking-tap", room="kitchen")
    second = save(room="bathroom")

    assert second.answers == {"problem": "leaking-tap", "room": "bathroom"}
    assert second.form_key == first.form_key


def test_nobody_finds_the_draft_of_somebody_else() -> None:
    save(problem="leaking-tap")

    assert find(GRACE) is None


def test_staff_who_help_her_find_her_draft() -> None:
    save(problem="leaking-tap")
    joy_helping_amina = Actor(resident_id=AMINA.resident_id, staff_id=uuid4())

    assert find(joy_helping_amina) is not None


def test_what_she_wrote_is_not_readable_in_the_database() -> None:
    save(details="the baby sleeps there")

    assert b"baby" not in bytes(Draft.objects.get().sealed)


def test_a_draft_is_kept_for_28_days_and_not_a_moment_longer() -> None:
    save(problem="leaking-tap")
    last_moment = NOW + timedelta(days=28)

    assert find(now=last_moment - timedelta(seconds=1)) is not None
    assert find(now=last_moment) is None
    assert save(now=last_moment, room="hall").answers == {"room": "hall"}


def test_a_discarded_draft_is_gone_and_discarding_twice_is_harmless() -> None:
    save(problem="leaking-tap")

    drafts.discard_draft(actor=AMINA, **REPAIR)
    drafts.discard_draft(actor=AMINA, **REPAIR)

    assert find() is None


def test_an_attachment_is_sealed_and_only_her_own() -> None:
    draft = save()

    attached = attach(draft)

    assert b"picture" not in bytes(attached.sealed)
    assert unseal_bytes(bytes(attached.sealed)) == b"picture"
    assert list(drafts.attachments_of(draft, actor=AMINA)) == [attached]
    assert not drafts.attachments_of(draft, actor=GRACE)


def test_only_so_many_can_be_attached() -> None:
    draft = save()
    attach(draft, at_most=1)

    with pytest.raises(drafts.TooManyAttachments):
        attach(draft, at_most=1)

    assert Attachment.objects.count() == 1


def test_photos_of_another_draft_take_no_place_in_this_one() -> None:
    attach(save(GRACE), GRACE, at_most=1)
    attach(save_for_benefits(), at_most=1)

    assert attach(save(), at_most=1)


def test_a_draft_that_is_sent_takes_its_attachments_along_and_no_others() -> None:
    draft = save(problem="leaking-tap")
    attached = attach(draft)
    of_others = {attach(save(GRACE), GRACE), attach(save_for_benefits())}
    submission = a_submission(draft)

    drafts.become(draft, submission)

    assert find() is None
    assert list(submission.attachments.all()) == [attached]
    assert set(Attachment.objects.exclude(draft=None)) == of_others


def test_a_task_of_the_same_name_at_another_service_has_a_draft_of_its_own() -> None:
    save(problem="leaking-tap")

    assert save_for_benefits().answers == {}
    drafts.discard_draft(actor=AMINA, service="benefits", task=REPAIR["task"])

    found = find()
    assert found is not None
    assert found.answers == {"problem": "leaking-tap"}


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_photos_sent_at_the_same_moment_share_the_places_there_are() -> None:
    """I04: the count is taken with the draft in hand."""
    draft = save()

    together(8, lambda: attach(draft, at_most=2))

    assert Attachment.objects.count() == 2


def save_for_benefits() -> drafts.KeptDraft:
    return drafts.save_draft(
        actor=AMINA, service="benefits", task=REPAIR["task"], answers={}, now=NOW
    )


def a_submission(draft: drafts.KeptDraft) -> Submission:
    return Submission.objects.create(
        resident_id=AMINA.acting_for,
        channel=AMINA.channel,
        title="Repair",
        account_reference="6001234567",
        sealed=seal({}),
        form_key=draft.form_key,
        reference="KTM-4RZ-9WB",
        **REPAIR,
    )
