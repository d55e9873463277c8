"""How much of a stranger's file is read before it is refused. No Django: the child uses it too."""

from dataclasses import dataclass

MEBI = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps on one uploaded file. A sheet of 100,000 rows × 20 columns fits into all of them.

    ``inflated_bytes`` and ``ratio`` are held against bytes counted while inflating, never against
    the size that an archive declares. ``cells`` is the area of the box around all filled cells: a
    reader allocates that box, so one far cell costs as much as a full sheet.
    """

    file_bytes: int = 40 * MEBI
    entries: int = 1_000
    inflated_bytes: int = 320 * MEBI
    ratio: int = 200
    ratio_free_bytes: int = 8 * MEBI
    rows: int = 200_000
    columns: int = 256
    cells: int = 4_000_000
    cell_characters: int = 32_767
    address_space: int = 290 * MEBI
    cpu_seconds: int = 30
    wait_seconds: float = 30.0


DEFAULT = Limits()
