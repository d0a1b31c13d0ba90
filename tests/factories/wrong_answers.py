"""Every way in which one field of a supplier's answer can be wrong."""

import copy
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

Json = dict[str, Any]


def without_each_field(good: Json, shape: type[msgspec.Struct]) -> Iterator[tuple[str, Json]]:
    """The answer without each field that the shape cannot do without, one at a time."""
    for field in msgspec.structs.fields(shape):
        if field.required:
            yield field.encode_name, {k: v for k, v in good.items() if k != field.encode_name}


def with_each_field_as(
    good: Json, shape: type[msgspec.Struct], wrong: Any
) -> Iterator[tuple[str, Json]]:
    """The answer with `wrong` in each field that the shape cannot do without."""
    for field in msgspec.structs.fields(shape):
        if field.required:
            yield field.encode_name, copy.deepcopy(good) | {field.encode_name: wrong}


def each_field_wrong(
    answers: Iterable[tuple[type[msgspec.Struct], Json]],
) -> list[tuple[type[msgspec.Struct], str, Json]]:
    """Each of these with one field missing, null or of another kind: shape, field, answer."""
    return [
        (shape, field, answer)
        for shape, good in answers
        for field, answer in (
            *without_each_field(good, shape),
            *with_each_field_as(good, shape, None),
            *with_each_field_as(good, shape, {"a": 1}),
        )
    ]


def is_read(answer: Any, shape: Any) -> bool:
    """Whether what the supplier wrote can be read as this shape."""
    try:
        msgspec.json.decode(msgspec.json.encode(answer), type=shape)
    except msgspec.ValidationError:
        return False
    return True
