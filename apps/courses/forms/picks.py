"""Which registrations a form means, in the versions that its page showed."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from apps.core.errors import NotFoundError
from apps.courses.services.registrations import Pick

MARK = "~"


def pick_value(uuid: UUID, version: int) -> str:
    """What stands in the form: `<uuid>~<version>`."""
    return f"{uuid}{MARK}{version}"


def read_pick(value: str) -> Pick:
    """Raises NotFoundError for what no page of ours holds."""
    uuid, _mark, version = value.partition(MARK)
    if not (version.isascii() and version.isdigit() and len(version) < 10):
        raise NotFoundError
    try:
        return Pick(UUID(uuid), int(version))
    except ValueError as error:
        raise NotFoundError from error


def read_picks(values: Iterable[str]) -> list[Pick]:
    """Each registration once, in the order given; several may stand in one value."""
    found = [read_pick(part) for value in values for part in value.split()]
    return list({pick.uuid: pick for pick in found}.values())


def read_cells(data: Mapping[str, str], prefix: str) -> dict[Pick, str]:
    """Fields named `<prefix><uuid>~<version>` with what was typed into them."""
    return {
        read_pick(name.removeprefix(prefix)): value
        for name, value in data.items()
        if name.startswith(prefix)
    }
