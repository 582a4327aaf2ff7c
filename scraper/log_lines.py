"""How a line of a log looks, readable or as JSON, in every process; and what no line may hold."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog
from structlog.typing import EventDict, Processor

TEXT, JSON = "text", "json"
FORMATS = (TEXT, JSON)
HIDDEN = "***"

_PARTS = r"token|secret|passw(?:or)?d|api[_-]?key|signature|credential"
_SHORT = r"key|auth|authorization|sig|sessionid"
# A name or scheme is looked at once, from its beginning, and never shortened: a line may be long and of a stranger's
# making.
_NAME = rf"(?=[\w.-]*?(?:{_PARTS}))[\w.-]++"
_SECRET_NAME = re.compile(rf"^(?:{_NAME}|{_SHORT})$", re.IGNORECASE)
_SECRETS = (
    # What an address carries to be let in: in its query, and before its host.
    (
        re.compile(rf"((?<![\w.-]){_NAME}=|\b(?:{_SHORT})=)[^&\s#\"'<>]+", re.IGNORECASE),
        rf"\1{HIDDEN}",
    ),
    (re.compile(r"(?<![a-z0-9+.-])([a-z0-9+.-]++://)[^/\s@\"']+@", re.IGNORECASE), rf"\1{HIDDEN}@"),
    (re.compile(r"\b(Bearer|Basic)\s+[\w.~+/=-]{6,}", re.IGNORECASE), rf"\1 {HIDDEN}"),
    (re.compile(r"\bwhsec_[\w+/=-]+"), f"whsec_{HIDDEN}"),
)
_FRONT = ("time", "level", "logger", "event")
"""What every line has, in this order; whatever else it says comes behind."""
_LAST = ("exception", "stack")


def hide_secrets(text: str) -> str:
    """The text without what lets somebody in.

    >>> hide_secrets("GET https://me:word@hub.example/?page=2&access_token=abc failed")
    'GET https://***@hub.example/?page=2&access_token=*** failed'
    """
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return text


class CarefulFormatter(logging.Formatter):
    """Python's own form of a line, without secrets."""

    def format(self, record: logging.LogRecord) -> str:
        return hide_secrets(super().format(record))


def json_lines() -> logging.Formatter:
    """One JSON object a line; an exception is one string in it."""
    return _formatter(_as_json)


def readable_lines() -> logging.Formatter:
    """A line for a person: when, how bad, who, what; at its end the run and the article it is about."""
    return _formatter(_as_text)


def _formatter(render: Any) -> logging.Formatter:
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[structlog.contextvars.merge_contextvars, _add_said],
        processors=[*_common(), structlog.stdlib.ProcessorFormatter.remove_processors_meta, _without_secrets, render],
    )


def _common() -> list[Processor]:
    return [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
    ]


def said_besides(record: logging.LogRecord) -> dict[str, Any]:
    """What was given to the line by name: `logger.info("…", extra=said(article=url))`."""
    given = getattr(record, "said", None)
    return dict(given) if isinstance(given, Mapping) else {}


def said(**values: Any) -> dict[str, Any]:
    """Facts that go along with a line, as logging's `extra`. Logging's own names for a record are no trouble so."""
    return {"said": values}


def _add_said(_logger: Any, _method: str, event: EventDict) -> EventDict:
    event.update(said_besides(event["_record"]))
    return event


def _without_secrets(_logger: Any, _method: str, event: EventDict) -> EventDict:
    return {name: HIDDEN if _SECRET_NAME.match(name) else _clean(value) for name, value in event.items()}


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return hide_secrets(value)
    if isinstance(value, Mapping):
        return _without_secrets(None, "", dict(value))
    if isinstance(value, list | tuple):
        return [_clean(each) for each in value]
    return value


def _as_json(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> str:
    front = {name: event.pop(name) for name in _FRONT if name in event}
    return json.dumps({**front, **event}, ensure_ascii=False, default=str)


def _as_text(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> str:
    moment, level, name, words = (str(event.pop(each, "")) for each in _FRONT)
    traces = [str(event.pop(each)) for each in _LAST if each in event]
    about = " ".join(f"{key}={value}" for key, value in event.items() if value not in ("", None))
    line = f"{moment[:19].replace('T', ' ')} {level.upper()} {name}: {words}" + (f" [{about}]" if about else "")
    return "\n".join([line, *traces])


def in_one_line(error: BaseException | str) -> str:
    """What went wrong, without secrets and line breaks; an exception is named by its class."""
    words = error if isinstance(error, str) else f"{type(error).__name__}: {error}".rstrip(": ")
    return " ".join(hide_secrets(words).split())
