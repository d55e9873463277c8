"""Whether a file is the PDF/A-3a that it says it is, as far as can be seen without a validator.

Each check names the clause of ISO 19005-3 that it stands for. It is not a validator: what it does
not look at (the drawing of glyphs, the syntax of every object) may still be wrong.
"""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pikepdf

from apps.documents.structure_check import structure_faults

Check = Callable[[Any], Iterator[str]]
ACTIVE = ("/JS", "/AA", "/OpenAction", "/Launch", "/XFA", "/RichMediaContent")
EMBEDDED = ("/FontFile", "/FontFile2", "/FontFile3")


def conformance_faults(pdf: bytes) -> list[str]:
    """What is wrong with a finished file, signed or not; empty where nothing was found."""
    if pdf.count(b"startxref") != 1:
        return ["6.1: the file has more than one revision"]
    with pikepdf.open(BytesIO(pdf)) as opened:
        return [fault for check in CHECKS for fault in check(opened)]


def _file(pdf: Any) -> Iterator[str]:
    if not pdf.pdf_version.startswith("1."):
        yield "6.1.2: not a file of PDF 1.x"
    if pdf.is_encrypted:
        yield "6.1.3: encrypted"
    if len(pdf.trailer.get("/ID", [])) != 2:
        yield "6.1.3: no file identifier"


def _declaration(pdf: Any) -> Iterator[str]:
    """What the metadata claim, and that both kinds of metadata say the same (6.6)."""
    if "/Metadata" not in pdf.Root:
        yield "6.6.2: no metadata"
        return
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as claimed:
        if (claimed.get("pdfaid:part"), claimed.get("pdfaid:conformance")) != ("3", "A"):
            yield "6.6.4: the metadata do not claim PDF/A-3a"
        if claimed.get("dc:title", "") != str(pdf.docinfo.get("/Title", "")):
            yield "6.6.3: two titles"
        if ", ".join(claimed.get("dc:creator", ())) != str(pdf.docinfo.get("/Author", "")):
            yield "6.6.3: two authors"


def _colours(pdf: Any) -> Iterator[str]:
    intents = [one for one in pdf.Root.get("/OutputIntents", []) if one.S == "/GTS_PDFA1"]
    if len(intents) != 1 or intents[0].get("/DestOutputProfile", {}).get("/N") != 3:
        yield "6.2.3: no output intent for three colours"
    for page in pdf.pages:
        used = {str(one.operator) for one in pikepdf.parse_content_stream(page)}
        if used & {"k", "K"}:
            yield "6.2.4: colours of a press without a profile"


def _fonts(pdf: Any) -> Iterator[str]:
    for font in _dictionaries(pdf, "/Font"):
        if "/DescendantFonts" in font:
            if "/ToUnicode" not in font:
                yield f"6.2.11.7: no text for {font.BaseFont}"
        elif not set(EMBEDDED) & set(font.get("/FontDescriptor", {}).keys()):
            yield f"6.2.11.4: {font.get('/BaseFont')} is not embedded"


def _attachments(pdf: Any) -> Iterator[str]:
    """Every embedded file is associated with the document and says how (6.8)."""
    associated = {one.objgen for one in pdf.Root.get("/AF", [])}
    if len(associated) != len(pdf.Root.get("/AF", [])):
        yield "6.8: a file is associated twice"
    for file in _dictionaries(pdf, "/Filespec"):
        if file.objgen not in associated:
            yield "6.8: an embedded file is not associated"
        if not {"/AFRelationship", "/F", "/UF"} <= set(file.keys()):
            yield "6.8: an embedded file without relationship or name"
        if "/Subtype" not in file.EF.F or "/ModDate" not in file.EF.F.get("/Params", {}):
            yield "6.8: an embedded file without type or date"
    if len(pdf.attachments) != len(associated):
        yield "6.8: the list of embedded files differs from the associated ones"


def _inert(pdf: Any) -> Iterator[str]:
    """Nothing acts, nothing hides, nothing is fetched (6.1.7, 6.5, 6.6.1)."""
    for one in _dictionaries(pdf):
        if set(ACTIVE) & set(one.keys()) or one.get("/Type") == "/Action":
            yield "6.5: an action"
        if one.get("/Type") == "/Annot" and one.get("/F") not in (4, 4 | 128):
            yield "6.3.2: an annotation that is not printed"
        if one.get("/BM", "/Normal") != "/Normal" or one.get("/SMask", "/None") != "/None":
            yield "6.2.10: a transparency nobody drew"
    for one in pdf.objects:
        if isinstance(one, pikepdf.Stream) and {"/F", "/FFilter"} & set(one.keys()):
            yield "6.1.7: a stream outside the file"


def _dictionaries(pdf: Any, kind: str = "") -> list[Any]:
    found = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
    return [one for one in found if not kind or one.get("/Type") == kind]


CHECKS: tuple[Check, ...] = (
    _file,
    _declaration,
    _colours,
    _fonts,
    structure_faults,
    _attachments,
    _inert,
)
