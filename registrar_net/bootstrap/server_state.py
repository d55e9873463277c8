"""What is remembered of the private servers between runs: ports, passwords, who wants them kept."""

import json
import secrets
import socket
from dataclasses import asdict, dataclass, field

from .environment import VAR, write_private

STATE = VAR / "servers.json"


def password() -> str:
    return secrets.token_urlsafe(24)


@dataclass
class ServerState:
    """Kept in `var/servers.json`, mode 0600."""

    postgres_port: int = 0
    valkey_port: int = 0
    superuser_password: str = field(default_factory=password)
    owner_password: str = field(default_factory=password)
    app_password: str = field(default_factory=password)
    valkey_password: str = field(default_factory=password)
    roles: str = ""
    """Fingerprint of the roles script that was run last."""
    keep: bool = False
    """True when `make servers` asked for them to stay after the commands that use them."""

    def save(self) -> None:
        write_private(STATE, json.dumps(asdict(self), indent=1) + "\n")


def load_state() -> ServerState | None:
    if not STATE.exists():
        return None
    return ServerState(**json.loads(STATE.read_text(encoding="utf-8")))


def is_free(port: int) -> bool:
    """Whether a server could listen on this port of 127.0.0.1 now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def usable_port(remembered: int) -> int:
    """The remembered port if it is free, else another free one."""
    if remembered and is_free(remembered):
        return remembered
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
