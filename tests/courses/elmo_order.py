"""Own check of an ELMO 1.7.0 document: order and number of children, values, references.

For a copy of the project without the official schema. What stands inside an extension or a
signature is not looked at.
"""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from lxml import etree

from apps.courses.exports.elmo_nodes import ELMO, Node
from tests.courses.elmo_model import CHILDREN, NEEDED_ATTRIBUTES, NOT_LOOKED_AT, VALUES

T = TypeVar("T")


def check_structure(document: bytes) -> list[str]:
    """Return what is wrong, each with the path of its element; an empty list if nothing is."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(document, parser)
    except etree.XMLSyntaxError as error:
        return [f"not well-formed: {error.msg}"]
    if root.tag != etree.QName(ELMO, "elmo").text:
        return [f"the root is {root.tag}, not elmo of {ELMO}"]
    return [*_problems(root, "elmo"), *_loose_references(root)]


def _problems(node: Node, path: str) -> Iterator[str]:
    name = _name(node)
    if name in NOT_LOOKED_AT:
        return
    yield from _wrong_value(node, path)
    children = [child for child in node if isinstance(child.tag, str)]
    model = _by_name(CHILDREN, node)
    if model is None:
        if children:
            yield f"{path}: {_name(children[0])} stands inside, only text may"
        return
    yield from _wrong_order([_name(child) for child in children], model, path)
    for position, child in enumerate(children, start=1):
        yield from _problems(child, f"{path}/{_name(child)}[{position}]")


def _wrong_order(names: list[str], model: str, path: str) -> Iterator[str]:
    rest = list(names)
    for item in model.split():
        wanted = item.rstrip("?*+")
        most = 1 if item[-1] not in "*+" else len(rest)
        count = 0
        while rest and rest[0] == wanted and count < most:
            rest.pop(0)
            count += 1
        if not count and item[-1] not in "?*":
            yield f"{path}: {wanted} is missing or stands elsewhere"
    if rest:
        yield f"{path}: {rest[0]} is not allowed here"


def _wrong_value(node: Node, path: str) -> Iterator[str]:
    is_right = _by_name(VALUES, node)
    text = (node.text or "").strip(" \t\r\n")
    if is_right is not None and not is_right(text):
        yield f"{path}: the value is not allowed"
    for attribute in NEEDED_ATTRIBUTES.get(_name(node), ()):
        if attribute not in node.attrib:
            yield f"{path}: the attribute {attribute} is missing"
    if _name(node) == "category" and not node.get("count", "").isdecimal():
        yield f"{path}: the count is no number"


def _loose_references(root: Node) -> Iterator[str]:
    """Grading schemes that are named by a result and described nowhere in its report."""
    for report in root.iterchildren(etree.QName(ELMO, "report").text):
        described = {
            scheme.get("localId") for scheme in report.iter(etree.QName(ELMO, "gradingScheme"))
        }
        for named in report.iter(etree.QName(ELMO, "gradingSchemeLocalId")):
            if named.text not in described:
                yield f"elmo/report: the grading scheme {named.text} is not described"


def _by_name(table: Mapping[str, T], node: Node) -> T | None:
    parent = node.getparent()
    inside = f"{_name(parent)}/{_name(node)}" if parent is not None else ""
    return table.get(inside, table.get(_name(node)))


def _name(node: Node) -> str:
    """The name without its namespace, but told apart where it is a foreign one."""
    name = etree.QName(node)
    known = name.namespace == ELMO or name.localname == "Signature"
    return str(name.localname if known else name.text)
