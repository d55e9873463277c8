"""The margins of a page in the structure for screen readers.

WeasyPrint (70) makes structure elements for what stands in the margins and does not join them to
the tree. On a paper the code, the PIN and whom to ask stand there: content, not decoration.
"""

from typing import Any


def join_margins(pdf: Any) -> None:
    """A finisher of `Document.write_pdf`: elements that their parent does not know are appended to
    it, in the order in which they were drawn.
    """
    elements = [one for one in pdf.objects if _is_element(one)]
    parents = {one.reference: one for one in elements}
    known = {kid for one in elements for kid in one["K"] if isinstance(kid, bytes)}
    for element in elements:
        parent = parents.get(element["P"])
        if parent is not None and element.reference not in known:
            parent["K"].append(element.reference)


def _is_element(one: Any) -> bool:
    return isinstance(one, dict) and one.get("Type") == "/StructElem"
