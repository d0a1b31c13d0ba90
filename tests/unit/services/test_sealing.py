"""What we keep of people's affairs cannot be read without the key."""

from dataclasses import dataclass
from datetime import date

import pytest
from cryptography.fernet import Fernet

from services.contract import Summary
from services.sealing import CannotUnseal, seal, seal_bytes, unseal, unseal_bytes
from tests.factories.services import a_summary

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


@dataclass(frozen=True)
class Kept:
    where: str
    on: date


def test_a_summary_comes_back_as_it_was():
    assert unseal(seal(a_summary()), Summary) == a_summary()


def test_what_is_sealed_shows_nothing(settings):
    assert b"rent" not in seal(a_summary()).lower()


def test_an_old_key_still_opens_what_it_sealed(settings):
    settings.SNAPSHOT_KEYS = [OLD]
    sealed = seal(Kept("kitchen", date(2026, 5, 4)))
    settings.SNAPSHOT_KEYS = [NEW, OLD]

    assert unseal(sealed, Kept).where == "kitchen"


def test_without_its_key_it_stays_shut(settings):
    settings.SNAPSHOT_KEYS = [OLD]
    sealed = seal_bytes(b"photo")
    settings.SNAPSHOT_KEYS = [NEW]

    with pytest.raises(CannotUnseal):
        unseal_bytes(sealed)


def test_one_changed_byte_is_noticed():
    sealed = bytearray(seal_bytes(b"photo"))
    sealed[20] ^= 1

    with pytest.raises(CannotUnseal):
        unseal_bytes(bytes(sealed))


def test_another_shape_is_not_guessed_at():
    with pytest.raises(CannotUnseal):
        unseal(seal({"where": 4}), Kept)
