"""Text files with separators: encoding, separator, rows. Runs in the limited child, no Django.

Order of encodings: byte order mark, strict UTF-8, Windows-874. Windows-874 is the superset of
TIS-620 that holds no-break spaces and curly quotes as Excel writes them. Nearly any bytes decode as
Windows-874, so what comes out is looked at: letters that Thai never writes that way are refused.
"""

import csv
import io
import re
from collections.abc import Iterator

from apps.intake.limits import Limits
from apps.intake.refusals import Refused

_SEPARATORS = ",;\t"
_SNIFFED_LINES = 30
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_THAI = re.compile("[\u0e01-\u0e5b]")
_MARK_WITHOUT_BASE = re.compile(
    "(?:^|[^\u0e01-\u0e2e\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]"
)
# UTF-8 read as Windows-874 (เธ, เน) or as Latin (à¸, à¹) and saved again.
_TWICE_ENCODED = re.compile("เธ[^\u0e01-\u0e2e ]|เธ[ก-ฮ]เ[ธน]|เน[€‚‡ˆ‰]|à¸|à¹")


def detect_encoding(data: bytes) -> str:
    """Return a codec that holds the whole text. Raises Refused rather than show wrong letters."""
    for bom, codec in _BOMS:
        if data.startswith(bom):
            text = _decoded(data, codec)
            if text is None:
                raise Refused("encoding_unknown")
            return _checked(text, codec)
    for codec in ("utf-8", "cp874"):
        text = _decoded(data, codec)
        if text is not None:
            return _checked(text, codec)
    raise Refused("encoding_unknown")


def read_rows(data: bytes, codec: str, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """Yield (row number from 1, cells). A quoted line break does not begin a new row."""
    before = csv.field_size_limit(limits.cell_characters)
    separator = _separator(data, codec)
    rows = csv.reader(_lines(data, codec), delimiter=separator, strict=True)
    try:
        for number, row in enumerate(rows, start=1):
            if number > limits.rows:
                raise Refused("too_many_rows", row=number, limit=limits.rows)
            if len(row) > limits.columns:
                raise Refused("too_many_columns", column=len(row), limit=limits.columns)
            yield number, row
    except csv.Error as error:
        if "field larger" in str(error):
            raise Refused(
                "cell_too_long", line=rows.line_num, limit=limits.cell_characters
            ) from None
        raise Refused("csv_quotes", line=rows.line_num) from None
    finally:
        csv.field_size_limit(before)  # it is the whole process's


def _lines(data: bytes, codec: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), encoding=codec, errors="strict", newline="")


def _decoded(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _checked(text: str, codec: str) -> str:
    if "\0" in text:
        raise Refused("encoding_unknown")
    # a program that cannot hold Thai writes a question mark for every letter
    if "\ufffd" in text or text.count("?") * 5 > len(text):
        raise Refused("encoding_damaged")
    twice = _count(_TWICE_ENCODED, text)
    if twice >= 5 and twice * 8 > _count(_THAI, text):
        raise Refused("encoding_damaged")
    if codec == "cp874":
        stray = _count(_MARK_WITHOUT_BASE, text)
        if stray * 20 > _count(_THAI, text):
            raise Refused("encoding_unknown")
    return codec


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _found in pattern.finditer(text))


def _separator(data: bytes, codec: str) -> str:
    """Choose the separator that gives the most cells in the same number on most lines."""
    lines = _lines(data, codec)
    sample = "".join(line for _number, line in zip(range(_SNIFFED_LINES), lines, strict=False))
    return max(_SEPARATORS, key=lambda separator: _regularity(sample, separator))


def _regularity(sample: str, separator: str) -> int:
    widths = []
    try:
        for row in csv.reader(io.StringIO(sample, newline=""), delimiter=separator):
            if len(row) > 1:
                widths.append(len(row))
    except csv.Error:
        return 0
    commonest = max(set(widths), key=widths.count, default=0)
    return widths.count(commonest) * commonest
