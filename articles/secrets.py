"""Secrets that stand in the database, sealed with the installation's own key: a copy of the database tells none."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"gleaner: sealed in the database"
"""So that this key is no other one that is made of SECRET_KEY."""


class SealBroken(Exception):
    """A sealed text cannot be opened. Raised by `open_sealed`: SECRET_KEY is another one than when it was sealed."""

    def __init__(self) -> None:
        super().__init__("it was sealed with another SECRET_KEY: put that back, or enter the secret anew")


def seal(text: str) -> str:
    """The text as it may be stored."""
    return _box().encrypt(text.encode()).decode("ascii")


def open_sealed(text: str) -> str:
    """What was sealed; SealBroken when it cannot be opened."""
    try:
        return _box().decrypt(text.encode()).decode()
    except InvalidToken:
        raise SealBroken from None


def _box() -> MultiFernet:
    """The first key seals; older ones, of SECRET_KEY_FALLBACKS, still open."""
    secrets = [str(each) for each in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet([*map(_key, secrets), *map(_former_key, secrets)])


def _key(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(PURPOSE + b"\0" + secret.encode()).digest()))


def _former_key(secret: str) -> Fernet:
    """With which credentials of sources were sealed when they had a key of their own."""
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"gleaner: credentials of sources")
    return Fernet(base64.urlsafe_b64encode(derived.derive(secret.encode())))
