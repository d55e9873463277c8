"""Sentences with names in them: which parts may be broken across lines, and which never."""

import re
from collections.abc import Sequence

CODE = re.compile(r"(\S*\d\S*)")

Part = tuple[str, bool]
"""Text, and whether it is a name, degree, date or number that is kept together."""

Sentence = tuple[Part, ...]


def said(text: str) -> Part:
    return text, False


def kept(text: str) -> Part:
    return text, True


def prefixed(word: str, value: str) -> str:
    """`value` after `word`, once: registers write the word before the name or leave it out. A name
    in Latin letters stands apart from a Thai word.
    """
    if not value or value.startswith(word):
        return value
    apart = " " if value[0].isascii() and not word[-1].isascii() else ""
    return f"{word}{apart}{value}"


def sentence(parts: Sequence[Part | None]) -> Sentence:
    """Of the parts that say anything; None and empty ones are left out."""
    return tuple(part for part in parts if part is not None and part[0])


def with_codes_kept(text: str) -> Sentence:
    """`text` with every word that holds a figure kept whole: dates, numbers of letters, codes."""
    parts = CODE.split(text)
    return sentence([(part, at % 2 == 1) for at, part in enumerate(parts)])


def plain(parts: Sentence) -> str:
    return "".join(text for text, _ in parts)
