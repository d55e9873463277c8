"""Keys, private files, catalogues and ports of the set-up."""

import os
import socket
import stat
from pathlib import Path

import pytest

from registrar_net.bootstrap import catalogues, keys
from registrar_net.bootstrap.demo import wanted_port
from registrar_net.bootstrap.environment import CannotContinueError, write_private
from registrar_net.bootstrap.server_state import ServerState, usable_port
from registrar_net.settings import environment as settings_environment

VERSIONED = ("FIELD_KEYS", "INDEX_KEYS", "FILE_KEYS")


def made_keys() -> dict[str, str]:
    return dict(line.split("=", 1) for line in keys.key_lines().splitlines())


def test_the_settings_accept_the_keys_that_the_set_up_makes(monkeypatch):
    made = made_keys()
    for name, value in made.items():
        monkeypatch.setenv(name, value)

    assert set(made) == {"SECRET_KEY", "AUDIT_KEY", *VERSIONED}
    assert len(made["SECRET_KEY"]) >= 50
    for name in VERSIONED:
        assert [len(key) for key in settings_environment.keys(name).values()] == [32]
    assert len(settings_environment.key_bytes("AUDIT_KEY", made["AUDIT_KEY"])) == 32


def test_no_key_is_used_for_two_things_or_twice():
    values = [value for made in (made_keys(), made_keys()) for value in made.values()]

    assert len(set(values)) == len(values)


def test_keys_are_made_once(tmp_path, monkeypatch):
    monkeypatch.setattr(keys, "KEYS", tmp_path / "keys.env")
    keys.make_keys()
    first = (tmp_path / "keys.env").read_text()
    keys.make_keys()

    assert (tmp_path / "keys.env").read_text() == first


def test_a_private_file_is_for_its_owner_alone_whatever_the_umask(tmp_path):
    path = tmp_path / "folder" / "secret.env"
    before = os.umask(0)
    try:
        write_private(path, "first\n")
        write_private(path, "second\n")
    finally:
        os.umask(before)

    assert path.read_text() == "second\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [found.name for found in path.parent.iterdir()] == ["secret.env"]


def make_catalogue(folder: Path, text: str) -> Path:
    source = folder / "th" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    source.write_text(header + text)
    return source


def test_a_catalogue_is_compiled_again_only_when_it_has_changed(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path)
    source = make_catalogue(tmp_path, 'msgid "School"\nmsgstr "โรงเรียน"\n')
    assert catalogues.is_stale(source)
    catalogues.compile_catalogues()
    assert not catalogues.is_stale(source)
    assert "โรงเรียน".encode() in source.with_suffix(".mo").read_bytes()

    later = source.stat().st_mtime + 60
    os.utime(source, (later, later))
    assert catalogues.is_stale(source)


def test_a_faulty_catalogue_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path)
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    make_catalogue(tmp_path, 'msgid "School"\nmsgstr no quotes\n')

    with pytest.raises(CannotContinueError, match=r"th/LC_MESSAGES/django\.po is faulty"):
        catalogues.compile_catalogues()


def test_the_remembered_port_is_kept_while_it_is_free_and_left_when_it_is_not():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert usable_port(port) not in {0, port}

    assert usable_port(port) == port


def test_passwords_of_the_servers_are_random_and_fit_into_an_address():
    values = [*vars(ServerState()).items(), *vars(ServerState()).items()]
    passwords = [value for name, value in values if name.endswith("_password")]

    assert len(set(passwords)) == len(passwords) == 8
    assert all(len(word) >= 32 and not set(word) & set(":/@%?# ") for word in passwords)


@pytest.mark.parametrize("text", ["0", "65536", "-1", "eighty", "８０００", "80.5"])
def test_a_port_that_is_none_is_refused(text, monkeypatch):
    monkeypatch.setenv("PORT", text)

    with pytest.raises(CannotContinueError, match="is not a port number"):
        wanted_port()


def test_a_busy_port_is_refused_with_a_way_out(monkeypatch):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        monkeypatch.setenv("PORT", str(other.getsockname()[1]))

        with pytest.raises(CannotContinueError, match=r"is in use.*make demo PORT=\d+"):
            wanted_port()
