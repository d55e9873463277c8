"""The signature's place in a PDF: field, dictionary, and what it permits (nothing).

The file is written anew with the place in it, not extended: a paper has one revision, so that
whatever is appended later is plainly not part of it. The signature certifies the file and allows
no change (DocMDP 1: ISO 32000-1, 12.8.2.2). The field has no area: it needs no appearance
(ISO 19005-3, 6.3.3) and must be printable (6.3.2).
"""

import datetime as dt
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from apps.documents.signing.form import HELD

FIELD = "IssuerSignature"
PRINTED_AND_LOCKED = 4 | 128
SIGNED_AND_APPEND_ONLY = 1 | 2
NO_CHANGES = 1


def place_signature(pdf: Any, *, room: int, name: str, reason: str, at: dt.datetime) -> None:
    """Put an empty signature into an opened file (pikepdf) that has none.

    room: bytes reserved for the container; at: aware. No key may sort between /ByteRange and
    /Contents, which form.py expects side by side.
    """
    signature = pdf.make_indirect(
        Dictionary(
            Type=Name.Sig,
            Filter=Name("/Adobe.PPKLite"),
            SubFilter=Name("/ETSI.CAdES.detached"),
            ByteRange=Array([0, HELD, HELD, HELD]),
            Contents=String(bytes(room)),
            M=String(pdf_date(at)),
            Name=String(name),
            Reason=String(reason),
            Reference=Array([_permission()]),
        )
    )
    page = pdf.pages[0].obj
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String(FIELD),
            TU=String(name),
            F=PRINTED_AND_LOCKED,
            Rect=Array([0, 0, 0, 0]),
            P=page,
            V=signature,
        )
    )
    page.Annots = Array([*page.get("/Annots", []), field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=SIGNED_AND_APPEND_ONLY)
    pdf.Root.Perms = Dictionary(DocMDP=signature)
    pdf.Root.Extensions = Dictionary(  # says that /SubFilter is ETSI's (EN 319 142-1, 5.6)
        ESIC=Dictionary(Type=Name.DeveloperExtensions, BaseVersion=Name("/1.7"), ExtensionLevel=1)
    )


def _permission() -> Any:
    allowed = Dictionary(Type=Name.TransformParams, V=Name("/1.2"), P=NO_CHANGES)
    return Dictionary(Type=Name.SigRef, TransformMethod=Name.DocMDP, TransformParams=allowed)


def pdf_date(at: dt.datetime) -> str:
    """D:20261121101622+07'00' (ISO 32000-1, 7.9.4)."""
    zone = at.strftime("%z")
    return f"D:{at:%Y%m%d%H%M%S}{zone[:3]}'{zone[3:5]}'"


def written(pdf: Any) -> bytes:
    """An opened file as bytes. Streams are copied as they are: recompressing costs as much as
    signing.
    """
    out = BytesIO()
    pdf.save(
        out,
        fix_metadata_version=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return out.getvalue()
