"""Texts and numbers as XML 1.0 and spreadsheets can hold them."""

import re
from decimal import Decimal

# Whatever is no Char of XML 1.0 (section 2.2): a document that holds one is not well-formed.
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACES = re.compile(r"[ \t\n\r]+")


def xml_text(text: str) -> str:
    """The text without the signs that XML 1.0 forbids; line breaks stay."""
    return _NOT_XML.sub("", text)


def one_line(text: str) -> str:
    """As xs:token: no forbidden signs, no line breaks or tabs, single spaces, none at the ends."""
    return _SPACES.sub(" ", xml_text(text)).strip(" ")


def decimal_text(number: Decimal) -> str:
    """3, 1.5: never 3.00 nor 1E+2, which xs:decimal does not allow."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
