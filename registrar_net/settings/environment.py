"""Reading the environment: what is missing or malformed stops the start, with the name of it."""

import base64
import binascii
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(os.environ.get("VAR_DIR") or BASE_DIR / "var")


def load_private_files() -> None:
    """Take what `make setup` and `make servers` wrote; the environment itself takes precedence."""
    for name in ("keys.env", "servers.env"):
        path = VAR_DIR / name
        if not path.exists():
            continue
        for line in path.read_text().splitlines():
            key, sign, value = line.partition("=")
            if sign and not key.startswith("#"):
                os.environ.setdefault(key.strip(), value.strip())


def required(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set. Run `make servers` (or `make demo`), or set it in the environment."
        )
    return value


def optional(name: str, default: str = "") -> str:
    return os.environ.get(name) or default


def listed(name: str) -> list[str]:
    return [part.strip() for part in required(name).split(",") if part.strip()]


def database(name: str, **options: Any) -> dict[str, Any]:
    """A DATABASES entry from a URL postgres://user:password@host:port/name."""
    url = urlsplit(required(name))
    if url.scheme not in {"postgres", "postgresql"} or not url.path.strip("/") or not url.username:
        raise ImproperlyConfigured(f"{name} must read postgres://user:password@host:port/database.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username),
        "PASSWORD": unquote(url.password or ""),
        "HOST": url.hostname or "",
        "PORT": str(url.port or ""),
        "CONN_HEALTH_CHECKS": True,
        **options,
    }


def keys(name: str) -> Mapping[int, bytes]:
    """Versioned keys `1:<base64>,2:<base64>`: 32 bytes each; the highest version writes."""
    found: dict[int, bytes] = {}
    for part in listed(name):
        version, sign, text = part.partition(":")
        if not sign or not version.isascii() or not version.isdigit() or not 0 < int(version) < 256:
            raise ImproperlyConfigured(f"{name} must read `1:<base64>,2:<base64>`.")
        found[int(version)] = key_bytes(name, text)
    return found


def key_bytes(name: str, text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ImproperlyConfigured(f"{name} holds a key that is not base64.") from error
    if len(key) != 32:
        raise ImproperlyConfigured(f"{name} holds a key of {len(key)} bytes; 32 are needed.")
    return key
