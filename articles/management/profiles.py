"""A source profile in a file."""

from __future__ import annotations

import json
from pathlib import Path

from django.core.management.base import CommandError

from scraper.profile import ProfileError, SourceProfile


def profile_in(path: Path | None) -> SourceProfile:
    """The profile of the file, or the one that overrides nothing; CommandError when it cannot be used."""
    if path is None:
        return SourceProfile()
    try:
        return SourceProfile.from_dict(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    except ProfileError as error:
        raise CommandError(f"{path}: {error}.") from error
    except ValueError as error:
        raise CommandError(f"{path} is no JSON: {error}.") from error
