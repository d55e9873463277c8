"""The demo gathers its static files anew when they changed or are gone."""

from pathlib import Path

import pytest

from registrar_net.bootstrap import portal


def test_collected_once_and_again_when_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "static"
    calls: list[tuple[str, ...]] = []

    def collect(*words: str, environment: dict[str, str]) -> None:
        calls.append(words)
        folder.mkdir(exist_ok=True)

    monkeypatch.setattr(portal, "manage", collect)
    monkeypatch.setattr(portal, "STATIC_STAMP", folder / ".collected")
    portal.collect_static({})
    portal.collect_static({})
    assert len(calls) == 1
    (folder / ".collected").unlink()
    folder.rmdir()
    portal.collect_static({})
    assert len(calls) == 2
