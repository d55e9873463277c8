"""By what a notice names its thing: a number that the portal gave, never words about a person."""

import re

NUMBER = r"^([A-Z]{0,6}[0-9]*(-[0-9]+){1,2})?$"
"""`Q2569-000017`, `2569-000042`, `NET-2569-000001`, `U00500-2569-000001`, or nothing. At most two
dashes: no national ID is written so."""
_NUMBER = re.compile(NUMBER)


def demand_number(number: str) -> None:
    """Raises ValueError for anything but a number of the portal."""
    if len(number) > 40 or not _NUMBER.fullmatch(number):
        raise ValueError("a notice names a thing by its number alone")
