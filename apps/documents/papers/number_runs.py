"""Running numbers in one line: a range stands only for numbers that are all there."""

import re
from collections.abc import Sequence
from itertools import groupby

from apps.documents.papers.wording import figures
from apps.documents.rendering import Language

SHORTEST_RANGE = 3
MOST_SHOWN = 4
OTHERS = {"th": "และอีก {number} เลขที่", "en": "and {number} more"}
_RUNNING = re.compile(r"(.*?)([0-9]+)")


def numbers_text(numbers: Sequence[str], language: Language) -> str:
    """Q2569-000002, Q2569-000004 – 000007; beyond some pieces the rest is counted."""
    ranges = _ranges(numbers)
    shown, left = ranges[:MOST_SHOWN], ranges[MOST_SHOWN:]
    text = ", ".join(_range_text(one) for one in shown)
    if not left:
        return text
    more = figures(sum(map(len, left)), language)
    return f"{text} {OTHERS[language].format(number=more)}"


def _ranges(numbers: Sequence[str]) -> list[list[str]]:
    """In order, each once; neighbours together where they are enough for a range."""
    split = sorted({_split(number) for number in numbers})
    found: list[list[str]] = []
    for _step, run in groupby(enumerate(split), key=lambda one: (one[1][0], one[1][1] - one[0])):
        alike = [number for _at, (_begins, _running, number) in run]
        found += [alike] if len(alike) >= SHORTEST_RANGE else [[number] for number in alike]
    return found


def _split(number: str) -> tuple[str, int, str]:
    """What it begins with, its running number, the whole; 0 where it does not end in figures."""
    found = _RUNNING.fullmatch(number)
    return (found[1], int(found[2]), number) if found else (number, 0, number)


def _range_text(numbers: list[str]) -> str:
    first, last = numbers[0], numbers[-1]
    return first if first == last else f"{first} – {last[len(_split(last)[0]) :]}"
