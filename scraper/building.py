"""Dataclasses from JSON values, checked field by field against their type hints.

The contract is small and closed, so its hints are all there is to support: str, int, float, bool, None, unions of
these, list, dict[str, str] and other dataclasses.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Hashable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")
Builders = Mapping[str, Callable[[object, str], Any]]


class ContractError(ValueError):
    """A record does not have the contract's form. Raised by `from_dict`; the message names the field."""


@cache
def _hints(cls: Hashable) -> dict[str, Any]:
    return typing.get_type_hints(cls)


@cache
def _shape(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    return typing.get_origin(hint), typing.get_args(hint)


@cache
def _fields(cls: Hashable) -> dict[str, Field[Any]]:
    return {each.name: each for each in fields(cls)}  # type: ignore[arg-type]  # a class is hashable


@cache
def names_of(cls: Hashable) -> tuple[str, ...]:
    """The names of a dataclass's fields, in their order."""
    return tuple(each.name for each in fields(cls))  # type: ignore[arg-type]  # a class is hashable


def as_values(value: Any) -> Any:
    """As `dataclasses.asdict`, several times as fast: nothing that the contract holds needs a deep copy."""
    match value:
        case str() | int() | float() | None:
            return value
        case list():
            return [as_values(each) for each in value]
        case dict():
            return {name: as_values(each) for name, each in value.items()}
    names = names_of(type(value))  # type: ignore[arg-type]  # a class is hashable
    return {name: as_values(getattr(value, name)) for name in names}


def build(cls: type[T], value: object, builders: Builders, where: str = "") -> T:
    """An instance of `cls` from a mapping. `builders` takes unions of dataclasses, by the union's name."""
    if not isinstance(value, Mapping):
        raise ContractError(f"{where or 'record'}: expected an object, found {type(value).__name__}")
    hints = _hints(cls)  # type: ignore[arg-type]  # a class is hashable
    known = _fields(cls)  # type: ignore[arg-type]
    if not value.keys() <= known.keys():
        unknown = sorted(set(value) - set(known))
        raise ContractError(f"{_join(where, str(unknown[0]))}: the contract has no such field")
    found: dict[str, Any] = {}
    for name, each in known.items():
        if name in value:
            given = value[name]
            # Most fields are plain texts: for them no place is spelled out that only an error would name.
            is_plain = type(given) is hints[name]
            found[name] = given if is_plain else _convert(hints[name], given, builders, _join(where, name))
        elif each.default is MISSING and each.default_factory is MISSING:
            raise ContractError(f"{_join(where, name)}: missing")
    return cls(**found)


def _join(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def _convert(hint: Any, value: object, builders: Builders, where: str) -> Any:
    if hint is Any:
        return value
    if type(value) is hint:
        return value
    origin, arguments = _shape(hint)
    if origin is list:
        if not isinstance(value, list):
            raise ContractError(f"{where}: expected a list, found {type(value).__name__}")
        return [
            each if type(each) is arguments[0] else _convert(arguments[0], each, builders, f"{where}[{place}]")
            for place, each in enumerate(value)
        ]
    if origin is dict:
        if not isinstance(value, Mapping):
            raise ContractError(f"{where}: expected an object, found {type(value).__name__}")
        return {str(key): _convert(arguments[1], each, builders, f"{where}.{key}") for key, each in value.items()}
    if origin in (types.UnionType, typing.Union):
        return _convert_union(arguments, value, builders, where)
    if is_dataclass(hint):
        return build(typing.cast("type[Any]", hint), value, builders, where)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, hint) or (hint is int and isinstance(value, bool)):
        raise ContractError(f"{where}: expected {hint.__name__}, found {type(value).__name__}")
    return value


def _convert_union(arguments: tuple[Any, ...], value: object, builders: Builders, where: str) -> Any:
    if value is None and type(None) in arguments:
        return None
    present = [each for each in arguments if each is not type(None)]
    if len(present) == 1:
        return _convert(present[0], value, builders, where)
    return builders["Block"](value, where)
