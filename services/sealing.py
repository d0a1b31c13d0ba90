"""Encrypt what we keep of people's affairs. Keys come from settings.SNAPSHOT_KEYS, newest first."""

from contextlib import suppress
from functools import cache
from typing import TypeVar

import msgspec
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

T = TypeVar("T")


class CannotUnseal(Exception):
    """The key is gone, or the shape has changed since it was sealed."""


def seal(thing: object) -> bytes:
    """Encrypt a frozen dataclass, or anything else msgspec can write."""
    return seal_bytes(msgspec.msgpack.encode(thing))


def unseal(sealed: bytes | memoryview, into: type[T]) -> T:
    """Raises CannotUnseal rather than guess."""
    try:
        return msgspec.msgpack.decode(unseal_bytes(sealed), type=into)
    except msgspec.MsgspecError as fault:
        raise CannotUnseal from fault


def seal_bytes(plain: bytes) -> bytes:
    return _keys(tuple(settings.SNAPSHOT_KEYS)).encrypt(plain)


def unseal_bytes(sealed: bytes | memoryview) -> bytes:
    """Raises CannotUnseal."""
    try:
        return _keys(tuple(settings.SNAPSHOT_KEYS)).decrypt(bytes(sealed))
    except InvalidToken as fault:
        raise CannotUnseal from fault


def reseal_bytes(sealed: bytes | memoryview) -> bytes | None:
    """The same under the newest key; None when it is so already. Raises CannotUnseal."""
    with suppress(InvalidToken):
        _keys((settings.SNAPSHOT_KEYS[0],)).decrypt(bytes(sealed))
        return None
    try:
        return _keys(tuple(settings.SNAPSHOT_KEYS)).rotate(bytes(sealed))
    except InvalidToken as fault:
        raise CannotUnseal from fault


@cache
def _keys(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])
