"""Stripe's form-encoded parameters, checked against the types its own client library publishes."""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import typing_extensions
from stripe import RequestOptions

Given = dict[str, Any]

_KEY = re.compile(r"^(?P<root>[^\[\]]+)(?P<rest>(\[[^\[\]]*\])*)$")
_CLIENT_SIDE = frozenset(RequestOptions.__annotations__)


class InvalidParameter(Exception):
    """Stripe would answer 400 to this request."""

    def __init__(self, message: str, param: str, code: str = "") -> None:
        super().__init__(message)
        self.message, self.param, self.code = message, param, code


def unfold(pairs: Iterable[tuple[str, str]]) -> Given:
    """`line_items[0][quantity]=1` as {"line_items": {"0": {"quantity": "1"}}}."""
    given: Given = {}
    for key, value in pairs:
        matched = _KEY.match(key)
        if not matched:
            raise InvalidParameter(f"Invalid parameter name: {key}", key)
        path = [matched["root"], *re.findall(r"\[([^\[\]]*)\]", matched["rest"])]
        _put(given, path, value)
    return given


def checked(given: Given, params: type) -> Given:
    """The parameters with their types, or InvalidParameter for the first that is wrong."""
    return _mapping(given, params, "")


def _put(into: Given, path: list[str], value: str) -> None:
    for depth, part in enumerate(path):
        name = part or str(len(into))  # expand[]=… counts up
        if depth == len(path) - 1:
            into[name] = value
        else:
            into = into.setdefault(name, {})
            if not isinstance(into, dict):
                raise InvalidParameter(f"Invalid object: {path[0]}", path[0])


def _mapping(given: Any, params: type, where: str) -> Given:
    if not isinstance(given, dict):
        raise InvalidParameter(f"Invalid object: {where}", where)
    hints = _hints(params)
    for name in given:
        if name not in hints:
            param = _inside(where, name)
            raise InvalidParameter(
                f"Received unknown parameter: {param}", param, "parameter_unknown"
            )
    for name, hint in hints.items():
        if get_origin(hint) is not typing_extensions.NotRequired and name not in given:
            param = _inside(where, name)
            raise InvalidParameter(f"Missing required param: {param}.", param, "parameter_missing")
    return {name: _value(value, hints[name], _inside(where, name)) for name, value in given.items()}


@cache
def _hints(params: type) -> dict[str, Any]:
    """What the type allows, without the options that stay inside the client library."""
    hidden = {"StripeContext": str, "Mapping": dict}  # imported by stripe for type checkers only
    hints = get_type_hints(params, localns=hidden, include_extras=True)
    return {name: hint for name, hint in hints.items() if name not in _CLIENT_SIDE}


def _value(given: Any, hint: Any, where: str) -> Any:
    origin = get_origin(hint)
    if origin is typing_extensions.NotRequired:
        return _value(given, get_args(hint)[0], where)
    if origin in (Union, UnionType):
        return _any_of(given, get_args(hint), where)
    if origin is Literal:
        return _one_of(given, get_args(hint), where)
    if origin is list:
        return _list(given, get_args(hint)[0], where)
    if origin is dict:
        if not isinstance(given, dict):
            raise InvalidParameter("Invalid object", where)
        return {name: _value(value, str, where) for name, value in given.items()}
    if typing_extensions.is_typeddict(hint):
        return _mapping(given, hint, where)
    return _plain(given, hint, where)


def _any_of(given: Any, hints: tuple[Any, ...], where: str) -> Any:
    # «Literal[…] | str» only says that the library must not refuse tomorrow's values; Stripe does.
    literal = any(get_origin(hint) is Literal and any(get_args(hint)) for hint in hints)
    refused: InvalidParameter | None = None
    for hint in hints:
        if hint is str and literal:
            continue
        try:
            return _value(given, hint, where)
        except InvalidParameter as wrong:
            refused = wrong
    raise refused or InvalidParameter(f"Invalid {where}", where)


def _one_of(given: Any, allowed: tuple[str, ...], where: str) -> str:
    if given not in allowed:
        choices = ", ".join(allowed)
        raise InvalidParameter(f"Invalid {where}: must be one of {choices}", where)
    return given


def _list(given: Any, hint: Any, where: str) -> list[Any]:
    if not isinstance(given, dict):
        raise InvalidParameter("Invalid array", where)
    return [_value(value, hint, _inside(where, name)) for name, value in given.items()]


def _plain(given: Any, hint: Any, where: str) -> Any:
    if not isinstance(given, str):
        raise InvalidParameter(f"Invalid value for {where}", where)
    if hint is bool:
        if given not in ("true", "false"):
            raise InvalidParameter(f"Invalid boolean: {given}", where)
        return given == "true"
    if hint is int:
        if not re.fullmatch(r"-?[0-9]{1,15}", given):
            raise InvalidParameter(f"Invalid integer: {given}", where, "parameter_invalid_integer")
        return int(given)
    if hint is Decimal:
        if not re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,12})?", given):
            raise InvalidParameter(f"Invalid decimal: {given}", where)
        return Decimal(given)
    if hint is not str:
        raise InvalidParameter("Invalid object", where)
    return given


def _inside(where: str, name: str) -> str:
    return f"{where}[{name}]" if where else name
