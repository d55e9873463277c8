"""National IDs that no real person can hold.

The second and third digit of a Thai national ID are the province of registration (ISO 3166-2:TH).
No province has the number 88, so the whole block `x-88xx-xxxxx-xx-c` is free of real persons, while
every number in it passes the check digit and has a first digit from 1 to 8.
"""

from collections.abc import Iterator
from random import Random

from apps.core.identifiers import check_digit

PROVINCE_OF_NOBODY = "88"
BLOCK_SIZE = 10**9
"""How many serials the block holds: nine free digits."""

# The multiplier has no factor in common with 10, so that scattering loses no number.
_STRIDE, _SHIFT = 387_420_489, 271_828_182
# Born in time, born and registered late, and the rarer kinds: rough shares among school leavers.
_FIRST_DIGITS, _SHARES = "12345678", (920, 40, 5, 5, 10, 5, 8, 7)


def implausible_ids(rng: Random, start: int, count: int) -> Iterator[str]:
    """`count` different valid 13-digit IDs for the serials from `start` on, looking unordered.

    Two runs of serials that do not overlap (modulo BLOCK_SIZE) never share an ID.
    """
    for serial in range(start, start + count):
        scattered = (serial * _STRIDE + _SHIFT) % BLOCK_SIZE
        first = rng.choices(_FIRST_DIGITS, _SHARES)[0]
        body = f"{first}{PROVINCE_OF_NOBODY}{scattered:09d}"
        yield body + check_digit(body)
