"""Thai and Arabic digits.

Python's ``int()`` and ``\\d`` accept Thai digits, so numbers are brought to ASCII before any check.
"""

_TO_ARABIC = {ord("๐") + digit: ord("0") + digit for digit in range(10)}
_TO_THAI = {arabic: thai for thai, arabic in _TO_ARABIC.items()}


def to_arabic(text: str) -> str:
    """Return the text with ๐–๙ written as 0–9; everything else is left as it is."""
    return text if text.isascii() else text.translate(_TO_ARABIC)


def to_thai(text: str) -> str:
    """Return the text with 0–9 written as ๐–๙; everything else is left as it is."""
    return text.translate(_TO_THAI)
