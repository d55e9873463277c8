"""Whether the structure for screen readers reaches all that is drawn (ISO 19005-3, 6.7)."""

from collections.abc import Iterator
from typing import Any

import pikepdf

TEXT = frozenset({"Tj", "TJ", "'", '"'})


def structure_faults(pdf: Any) -> Iterator[str]:
    root = pdf.Root.get("/StructTreeRoot")
    if root is None or not pdf.Root.get("/MarkInfo", {}).get("/Marked", False):
        yield "6.7.2: not tagged"
        return
    if not str(pdf.Root.get("/Lang", "")):
        yield "6.7.4: no language"
    parents = _numbers(root.ParentTree)
    reached = _reached(root)
    for page in pdf.pages:
        marked, bare = _marked(page)
        if bare:
            yield "6.7.3: text outside the structure"
        owners = parents.get(page.obj.get("/StructParents"), [])
        if marked != reached.pop(page.obj.objgen, set()):
            yield "6.7.3: marked content and structure differ"
        if not all(_owns(owners, mark) for mark in marked):
            yield "6.7.3: marked content without its parent"
    if any(reached.values()):
        yield "6.7.3: structure of pages that the file does not have"


def _numbers(tree: Any) -> dict[int, Any]:
    """The entries of a number tree (ISO 32000-1, 7.9.7), however deep."""
    pairs = list(tree.get("/Nums", []))
    found = dict(zip(map(int, pairs[::2]), pairs[1::2], strict=True))
    for kid in tree.get("/Kids", []):
        found |= _numbers(kid)
    return found


def _reached(root: Any) -> dict[tuple[int, int], set[int]]:
    """For each page (by its object), the marks that structure elements name."""
    found: dict[tuple[int, int], set[int]] = {}
    waiting: list[tuple[Any, Any]] = [(root, None)]
    while waiting:
        element, page = waiting.pop()
        page = element.get("/Pg", page)
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                found.setdefault(page.objgen, set()).add(kid)
            elif "/MCID" in kid:
                found.setdefault(kid.get("/Pg", page).objgen, set()).add(int(kid.MCID))
            else:
                waiting.append((kid, page))
    return found


def _marked(page: Any) -> tuple[set[int], bool]:
    """The marks on a page, and whether any text stands outside of them and of artifacts."""
    marks: set[int] = set()
    inside: list[bool] = []
    bare = False
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "BDC" | "BMC":
                mark = operands[1].get("/MCID") if len(operands) > 1 else None
                marks |= {int(mark)} if mark is not None else set()
                inside.append(mark is not None or operands[0] == "/Artifact")
            case "EMC":
                inside.pop()
            case shown if shown in TEXT:
                bare = bare or not any(inside)
    return marks, bare


def _owns(owners: Any, mark: int) -> bool:
    if mark >= len(owners) or owners[mark] is None:
        return False
    kids = owners[mark].get("/K", [])
    return mark in [
        int(kid) if isinstance(kid, int) else int(kid.get("/MCID", -1))
        for kid in (kids if isinstance(kids, pikepdf.Array) else [kids])
    ]
