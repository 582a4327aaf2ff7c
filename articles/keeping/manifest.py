"""What an archive says of itself: by what it was made, when, and what is in it. Pure but for the migrations."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from scraper.building import ContractError, build

FORMAT = 1
NAME = "manifest.json"


@dataclass(frozen=True, kw_only=True)
class Member:
    sha256: str
    size: int
    """Bytes, unpacked."""


@dataclass(frozen=True, kw_only=True)
class Manifest:
    format: int
    version: str
    """Of Gleaner; empty where it runs from a checkout that is not installed."""
    made_at: str
    engine: str
    """Of the database, as Django calls it: "sqlite", "postgresql"."""
    with_secrets: bool
    migrations: dict[str, list[str]]
    """Those that are applied, by application."""
    counts: dict[str, int]
    """Table to the number of its rows."""
    members: dict[str, Member]
    vanished: list[str] = field(default_factory=list)
    """Files that went away while they were to be read: the installation went on meanwhile."""

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, value: object) -> Manifest:
        """ContractError names the field that is wrong."""
        if isinstance(value, dict) and isinstance(number := value.get("format"), int) and number > FORMAT:
            raise ContractError(f"format {number} is of a newer version of Gleaner than this one")
        return build(cls, value, {}, "manifest")


def applied_migrations() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        found.setdefault(app, []).append(name)
    return found


def unknown_migrations(applied: dict[str, list[str]]) -> list[str]:
    """Those that this installation has no code for."""
    known = MigrationLoader(None).disk_migrations
    # What several became is there no more under its own name.
    replaced = {each for migration in known.values() for each in migration.replaces}
    return [
        f"{app}.{name}"
        for app, names in sorted(applied.items())
        for name in names
        if (app, name) not in known and (app, name) not in replaced
    ]


def is_newer(theirs: str, ours: str) -> bool:
    """Whether the one version comes after the other; unknown ones never do."""
    return bool(theirs and ours) and _numbers(theirs) > _numbers(ours)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(each) for each in text.split(".") if each.isdigit())
