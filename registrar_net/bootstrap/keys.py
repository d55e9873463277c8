"""Keys of this clone, made once: `var/keys.env`. Without them its data cannot be read again."""

import base64
import secrets

from .environment import VAR, say, write_private

KEYS = VAR / "keys.env"


def random_key() -> str:
    """32 random bytes in base64: one AES-256 or HMAC-SHA256 key."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


def key_lines() -> str:
    """The file's content: versioned keys read `<version>:<base64>`."""
    return "".join(
        f"{name}={value}\n"
        for name, value in {
            "SECRET_KEY": secrets.token_urlsafe(64),
            "FIELD_KEYS": f"1:{random_key()}",
            "INDEX_KEYS": f"1:{random_key()}",
            "FILE_KEYS": f"1:{random_key()}",
            "AUDIT_KEY": random_key(),
        }.items()
    )


def make_keys() -> None:
    if KEYS.exists():
        return
    say("Keys: making new ones in var/keys.env")
    write_private(KEYS, key_lines())
