"""Names and small builders shared by the parts of an ELMO document."""

import re
from typing import Any

from lxml import etree

from apps.courses.exports.plain_text import one_line

ELMO = "https://github.com/emrex-eu/elmo-schemas/tree/v1"
# What ELMO 1.7 has no element for goes into its extension containers, under this name.
OWN = "urn:registrar-net:elmo:1"
_LANGUAGE = etree.QName("http://www.w3.org/XML/1998/namespace", "lang")
_ISO_639_1 = re.compile(r"[a-z]{2}")

Node = Any  # an element of lxml, which has no types


def add(parent: Node, name: str, text: str = "", *, lang: str = "", kind: str = "") -> Node:
    """Append an ELMO element with a text of one line, and ``xml:lang`` and ``type`` if given."""
    node = etree.SubElement(parent, etree.QName(ELMO, name))
    node.text = one_line(text) or None
    if lang:
        node.set(_LANGUAGE, lang)
    if kind:
        node.set("type", kind)
    return node


def add_titles(parent: Node, thai: str, english: str, instead: str) -> None:
    """A title in each language that has one; at least one, as the schema demands."""
    titles = [(text, lang) for text, lang in ((thai, "th"), (english, "en")) if one_line(text)]
    for text, lang in titles or [(instead, "")]:
        add(parent, "title", text, lang=lang)


def add_text(parent: Node, name: str, text: str, lang: str) -> None:
    """An element whose line breaks count; ``text`` holds nothing that XML forbids."""
    node = add(parent, name, lang=lang)
    node.text = text


def add_own(parent: Node, name: str, values: dict[str, str]) -> None:
    """An extension with one element of our own that holds those values that are not empty."""
    own = etree.SubElement(add(parent, "extension"), etree.QName(OWN, name), nsmap={None: OWN})
    for key, value in values.items():
        if text := one_line(value):
            etree.SubElement(own, etree.QName(OWN, key)).text = text


def is_language(code: str) -> bool:
    """Whether ``languageOfInstruction`` may hold it: ISO 639-1, one language."""
    return _ISO_639_1.fullmatch(code) is not None
