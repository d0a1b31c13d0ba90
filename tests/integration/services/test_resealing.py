"""A key can be changed for a new one, and the old one taken away, and nobody notices."""

import threading
from io import StringIO
from uuid import uuid4

import pytest
from cryptography.fernet import Fernet
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import BinaryField
from django.utils import timezone
from pytest_django import Settings

from services import posted_codes, resealing
from services.models import Attachment, Draft, ServiceLink
from services.resealing import KEPT
from services.sealing import seal, seal_bytes, unseal, unseal_bytes
from tests.factories.accounts import ResidentFactory
from tests.factories.services import ServiceLinkFactory, WaitingSubmissionFactory
from tests.integration.services.test_posted_codes import ask, code_in, newest_letter, type_in

pytestmark = pytest.mark.django_db

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


@pytest.fixture
def kept(settings: Settings) -> None:
    """One of everything, sealed with the old key."""
    settings.SNAPSHOT_KEYS = [OLD]
    ServiceLinkFactory(resident_id=uuid4(), snapshot=seal("sealed"), snapshot_at=timezone.now())
    ServiceLinkFactory(resident_id=uuid4(), snapshot=None)
    submission = WaitingSubmissionFactory(sealed=seal("sealed"))
    task = {"service": "housing", "task": "report-repair"}
    Draft.objects.create(resident_id=uuid4(), sealed=seal("sealed"), **task)
    Attachment.objects.create(
        resident_id=submission.resident_id,
        submission=submission,
        name="Photo 1",
        media_type="image/jpeg",
        sealed=seal("sealed"),
    )


def reseal() -> str:
    said = StringIO()
    call_command("reseal", stdout=said)
    return said.getvalue()


def what_is_kept() -> list[bytes]:
    return [
        sealed
        for model, column in KEPT
        for sealed in model.objects.exclude(**{column: None}).values_list(column, flat=True)
    ]


def test_what_the_old_key_sealed_opens_with_the_new_one_alone(kept, settings):
    settings.SNAPSHOT_KEYS = [NEW, OLD]

    assert "4 encrypted with the newest keys" in reseal()

    settings.SNAPSHOT_KEYS = [NEW]
    assert [unseal(sealed, str) for sealed in what_is_kept()] == ["sealed"] * 4
    assert ServiceLink.objects.filter(snapshot=None).count() == 1


def test_doing_it_twice_does_no_harm(kept, settings):
    settings.SNAPSHOT_KEYS = [NEW, OLD]
    reseal()
    settings.SNAPSHOT_KEYS = [NEW]

    assert "4 encrypted with the newest keys" in reseal()


def test_begun_again_it_goes_on_where_it_was_stopped(kept, settings):
    """Not over what is done: stopped every night, it would never come to its end."""
    settings.SNAPSHOT_KEYS = [NEW, OLD]
    reseal()
    done = what_is_kept()

    reseal()

    assert what_is_kept() == done


def test_what_no_key_opens_is_said_and_left_as_it_was(kept, settings):
    other = Fernet.generate_key().decode()
    settings.SNAPSHOT_KEYS = [other]
    Draft.objects.update(sealed=seal_bytes(b"under the other key"))
    settings.SNAPSHOT_KEYS = [NEW, OLD]

    with pytest.raises(CommandError, match="1 of 4 could not be opened"):
        reseal()

    settings.SNAPSHOT_KEYS = [other]
    assert unseal_bytes(Draft.objects.get().sealed) == b"under the other key"


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_what_is_saved_while_the_keys_change_is_not_put_back(kept, settings, monkeypatch):
    settings.SNAPSHOT_KEYS = [NEW, OLD]
    Draft.objects.update(sealed=seal("sealed"))
    rotate = resealing.reseal_bytes
    hers: list[threading.Thread] = []

    def save_the_draft() -> None:
        Draft.objects.update(sealed=seal("typed since"))
        connection.close()

    def read_but_not_yet_written(sealed: bytes) -> bytes:
        if not hers and bytes(sealed) == bytes(Draft.objects.get().sealed):
            hers.append(threading.Thread(target=save_the_draft))
            hers[0].start()
            hers[0].join(0.5)  # long enough to be done, if nothing held it up
        return rotate(sealed)

    monkeypatch.setattr(resealing, "reseal_bytes", read_but_not_yet_written)
    reseal()
    hers[0].join()

    assert unseal(Draft.objects.get().sealed, str) == "typed since"


def test_no_column_that_is_sealed_is_forgotten():
    models = apps.get_app_config("services").get_models()
    columns = {
        (model, field.name)
        for model in models
        for field in model._meta.fields
        if isinstance(field, BinaryField)
    }

    assert columns == set(KEPT)


def test_a_letter_that_was_under_way_still_opens_when_the_secret_key_has_changed(settings):
    resident, old = ResidentFactory(), settings.SECRET_KEY
    ask(resident)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new" * 20, ["older" * 12, old]

    assert type_in(resident, code_in(newest_letter())).proof == "posted_code"


def test_without_the_key_it_was_written_under_it_does_not(settings):
    resident = ResidentFactory()
    ask(resident)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new" * 20, []

    with pytest.raises(posted_codes.WrongCode):
        type_in(resident, code_in(newest_letter()))
