"""What the check of conformance notices, each shown with a file that was spoilt in that one way."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from apps.documents.conformance import conformance_faults
from apps.documents.rendering import render_order
from tests.documents.bulk_builders import certificate_of, order_of
from tests.documents.signing_builders import signed

Spoil = Callable[[Any], None]


@pytest.fixture(scope="module")
def paper() -> bytes:
    return render_order(order_of(certificate_of(1)))


def saved(paper: bytes, spoil: Spoil) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(paper)) as pdf:
        spoil(pdf)
        pdf.save(out, fix_metadata_version=False)
    return out.getvalue()


def _of(pdf: Any, kind: str) -> Any:
    dictionaries = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
    return next(one for one in dictionaries if one.get("/Type") == kind)


def _claim(pdf: Any) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["pdfaid:part"] = "2"


def _title(pdf: Any) -> None:
    pdf.docinfo["/Title"] = "another"


def _intent(pdf: Any) -> None:
    del pdf.Root.OutputIntents


def _press(pdf: Any) -> None:
    pdf.pages[0].contents_add(pdf.make_stream(b"0 0 0 1 k"))


def _font(pdf: Any) -> None:
    del _of(pdf, "/FontDescriptor")["/FontFile2"]


def _text(pdf: Any) -> None:
    del next(one for one in pdf.objects if "/DescendantFonts" in _keys(one))["/ToUnicode"]


def _keys(one: Any) -> set[str]:
    return set(one.keys()) if isinstance(one, pikepdf.Dictionary) else set()


def _tags(pdf: Any) -> None:
    del pdf.Root.StructTreeRoot


def _language(pdf: Any) -> None:
    pdf.Root.Lang = ""


def _branch(pdf: Any) -> None:
    del pdf.Root.StructTreeRoot.K[0].K[0]


def _parent(pdf: Any) -> None:
    pdf.Root.StructTreeRoot.ParentTree.Nums[1] = pikepdf.Array([])


def _unmarked(pdf: Any) -> None:
    pdf.pages[0].contents_add(pdf.make_stream(b"BT (x) Tj ET"))


def _strange_page(pdf: Any) -> None:
    element = _of(pdf, "/StructElem")
    other = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Page))
    element.K.append(pikepdf.Dictionary(Type=pikepdf.Name.MCR, Pg=other, MCID=0))


def _association(pdf: Any) -> None:
    del pdf.Root.AF


def _relationship(pdf: Any) -> None:
    del _of(pdf, "/Filespec")["/AFRelationship"]


def _type(pdf: Any) -> None:
    del _of(pdf, "/Filespec").EF.F["/Subtype"]


def _action(pdf: Any) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def _hidden(pdf: Any) -> None:
    hidden = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, F=2)
    pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(hidden)])


def _blended(pdf: Any) -> None:
    pdf.Root["/Spoilt"] = pdf.make_indirect(pikepdf.Dictionary(BM=pikepdf.Name.Multiply))


def _elsewhere(pdf: Any) -> None:
    stream = pdf.make_stream(b"")
    stream["/F"] = pikepdf.String("elsewhere")
    pdf.Root["/Spoilt"] = stream


SPOILT: list[tuple[Spoil, str]] = [
    (_claim, "6.6.4"),
    (_title, "6.6.3"),
    (_intent, "6.2.3"),
    (_press, "6.2.4"),
    (_font, "6.2.11.4"),
    (_text, "6.2.11.7"),
    (_tags, "6.7.2"),
    (_language, "6.7.4"),
    (_branch, "6.7.3"),
    (_parent, "6.7.3"),
    (_unmarked, "6.7.3"),
    (_strange_page, "6.7.3"),
    (_association, "6.8"),
    (_relationship, "6.8"),
    (_type, "6.8"),
    (_action, "6.5"),
    (_hidden, "6.3.2"),
    (_blended, "6.2.10"),
    (_elsewhere, "6.1.7"),
]


@pytest.mark.parametrize(("spoil", "clause"), SPOILT)
def test_a_fault_is_noticed_and_named(paper: bytes, spoil: Spoil, clause: str) -> None:
    faults = conformance_faults(saved(paper, spoil))
    assert faults
    assert {fault.split(":")[0] for fault in faults} == {clause}


def test_a_paper_conforms_signed_or_not(paper: bytes) -> None:
    assert conformance_faults(paper) == []
    assert conformance_faults(signed(paper)) == []


def test_a_second_revision_is_noticed(paper: bytes) -> None:
    assert conformance_faults(paper + b"\nstartxref\n0\n%%EOF\n") != []


def test_encryption_is_noticed(paper: bytes) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(paper)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="x", user=""))
    assert any(fault.startswith("6.1.3") for fault in conformance_faults(out.getvalue()))
