"""Encryption of single values, bound to the row that they belong to.

AES-256-GCM (NIST SP 800-38D). A stored value is `key id (1) | nonce (12) | ciphertext | tag (16)`; the place
(`table.column:row`) is authenticated with it, so that a value moved to another row does not open.
"""

import hashlib
import hmac
import os
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12


@dataclass(frozen=True)
class Keyring:
    """Keys by their id, the newest last. Old keys only open; the newest also closes."""

    keys: dict[int, bytes]

    @classmethod
    def from_secrets(cls, *secrets: str) -> "Keyring":
        """One key a secret, oldest first; key ids count from 1."""
        return cls({number: hashlib.sha256(secret.encode()).digest() for number, secret in enumerate(secrets, 1)})

    def close(self, plain: str, place: str) -> bytes:
        """Encrypt `plain` for one place. The same text twice gives different bytes."""
        key_id = max(self.keys)
        nonce = os.urandom(_NONCE)
        return bytes([key_id]) + nonce + AESGCM(self.keys[key_id]).encrypt(nonce, plain.encode(), place.encode())

    def open(self, closed: bytes, place: str) -> str:
        """Decrypt. Raises `cryptography.exceptions.InvalidTag` for another place, `KeyError` for a lost key."""
        key = self.keys[closed[0]]
        return AESGCM(key).decrypt(closed[1 : 1 + _NONCE], closed[1 + _NONCE :], place.encode()).decode()

    def digest(self, value: str) -> str:
        """A keyed fingerprint: equal values compare equal, and nobody without the key can try them all."""
        return hmac.new(self.keys[max(self.keys)], b"digest:" + value.encode(), hashlib.sha256).hexdigest()
