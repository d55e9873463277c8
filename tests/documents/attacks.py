"""Crafted files: each takes a paper's signed file and gives one that must not pass for genuine.

Known families (pdf-insecurity.org and the PDF standards): incremental saving, shadow content,
signature wrapping, universal forgery, tampering inside the gap and inside the container.
"""

import re
from collections.abc import Callable
from io import BytesIO

import pikepdf
from asn1crypto import cms, core
from cryptography import x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from apps.documents.signing.certificates import KeyMaterial, OwnAuthority
from apps.documents.signing.container import KeyedContainer
from apps.documents.signing.form import (
    BEFORE,
    WIDTH,
    SignedForm,
    fill_gap,
    find_form,
    written_range,
)
from apps.documents.signing.placement import written
from apps.documents.signing.signer import PaperSigner
from apps.documents.signing.verdict import SignatureKind
from tests.documents.signing_builders import NAMES, NOW, REASON, material, signed, small_file

Attack = Callable[[bytes], bytes]
BROKEN, FOREIGN = SignatureKind.BROKEN, SignatureKind.FOREIGN
NONE, NOT_WHOLE = SignatureKind.NONE, SignatureKind.NOT_WHOLE
ATTACKS: dict[str, tuple[Attack, SignatureKind]] = {}
EVIL = b"BT /F1 12 Tf 20 100 Td (Conferred with honours) Tj ET"


def attack(expected: SignatureKind) -> Callable[[Attack], Attack]:
    def noted(made: Attack) -> Attack:
        ATTACKS[made.__name__] = (made, expected)
        return made

    return noted


def form_of(pdf: bytes) -> SignedForm:
    form = find_form(pdf)
    assert form is not None
    return form


def der_of(form: SignedForm) -> bytes:
    return bytes(cms.ContentInfo.load(form.container).dump())


def lookalike() -> KeyMaterial:
    """Another key under an authority and an owner of the same names."""
    return OwnAuthority("Authority of the tests", on=NOW).issue(
        organisation=NAMES[0], common=NAMES[1]
    )


def recontained(pdf: bytes, der: bytes) -> bytes:
    return fill_gap(bytearray(pdf), form_of(pdf), der)


def reranged(pdf: bytes, inside: bytes) -> bytes:
    at = pdf.index(BEFORE) + len(BEFORE)
    return pdf[:at] + inside.ljust(WIDTH) + pdf[at + WIDTH :]


# --- something is added behind


@attack(NOT_WHOLE)
def appended_bytes(pdf: bytes) -> bytes:
    return pdf + b"\n% harmless?\n"


@attack(NOT_WHOLE)
def appended_newline(pdf: bytes) -> bytes:
    return pdf + b"\n"


@attack(NOT_WHOLE)
def cut_end(pdf: bytes) -> bytes:
    return pdf[:-1]


@attack(NOT_WHOLE)
def incremental_update(pdf: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    writer.root["/Lang"] = generic.TextStringObject("en")
    writer.update_root()
    return _written(writer)


@attack(NOT_WHOLE)
def shadow_replace(pdf: bytes) -> bytes:
    """The page's content is exchanged by a later revision."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=EVIL))
    writer.update_container(page)
    return _written(writer)


@attack(NOT_WHOLE)
def shadow_hide(pdf: bytes) -> bytes:
    """The page's content is covered by an annotation of a later revision."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"][0]
    box = generic.ArrayObject(generic.NumberObject(number) for number in (0, 0, 300, 200))
    cover = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/Square"),
            generic.pdf_name("/Rect"): box,
            generic.pdf_name("/F"): generic.NumberObject(4),
        }
    )
    page["/Annots"].append(writer.add_object(cover))
    writer.update_container(page["/Annots"])
    return _written(writer)


@attack(NOT_WHOLE)
def second_signature(pdf: bytes) -> bytes:
    """A stranger signs the signed file once more, in a later revision."""
    fake = lookalike()
    steps = PdfCMSEmbedder().write_cms("Second", IncrementalPdfFileWriter(BytesIO(pdf)))
    next(steps)
    place = SignatureObject(subfilter=SigSeedSubFilter.PADES, bytes_reserved=8192)
    steps.send(SigObjSetup(sig_placeholder=place))
    prepared, out = steps.send(SigIOSetup(md_algorithm="sha256"))
    steps.send(KeyedContainer(fake.chain, fake.key).of(prepared.document_digest))
    done: bytes = out.getvalue()
    return done


def _written(writer: IncrementalPdfFileWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


# --- something is put in front


@attack(NOT_WHOLE)
def prepended_bytes(pdf: bytes) -> bytes:
    return b"%PDF-1.7\n" + pdf


@attack(NOT_WHOLE)
def polyglot(pdf: bytes) -> bytes:
    """A page of HTML whose last comment holds the paper."""
    return b"%PDF-1.7 <html><body>Conferred with honours<!--\n" + pdf


@attack(BROKEN)
def other_header(pdf: bytes) -> bytes:
    return pdf.replace(b"%PDF-1.7", b"%PDF-2.0", 1)


# --- the range and the gap


@attack(NOT_WHOLE)
def wrapping_with_wider_gap(pdf: bytes) -> bytes:
    """Objects of the attacker between the gap and the rest, which the range leaves out."""
    form, inserted = form_of(pdf), b"\n1 0 obj\n<< /Length 0 >>\nendobj\n"
    longer = pdf[: form.end] + inserted + pdf[form.end :]
    return reranged(
        longer, written_range(form.start, form.end + len(inserted), len(longer)).strip()
    )


@attack(NOT_WHOLE)
def wrapping_with_moved_tail(pdf: bytes) -> bytes:
    """The signed end of the file is moved behind new content with a table of its own."""
    form = form_of(pdf)
    evil = b"\n5 0 obj\n<< /Length %d >>\nstream\n" % len(EVIL) + EVIL + b"\nendstream\nendobj\n"
    evil += b"startxref\n0\n%%EOF\n"
    moved = pdf[: form.end] + evil + pdf[form.end :]
    return reranged(moved, b"0 %d %d %d" % (form.start, form.end + len(evil), len(pdf) - form.end))


@attack(NOT_WHOLE)
def wrapping_with_two_forms(pdf: bytes) -> bytes:
    """The whole signed form once more in a comment in front of the true one."""
    form = form_of(pdf)
    return pdf.replace(b"\n", b"\n%" + pdf[pdf.index(BEFORE) : form.end] + b"\n", 1)


@attack(NOT_WHOLE)
def range_of_nothing(pdf: bytes) -> bytes:
    return reranged(pdf, b"0 0 %d 0" % len(pdf))


@attack(NOT_WHOLE)
def range_swapped(pdf: bytes) -> bytes:
    form = form_of(pdf)
    return reranged(pdf, b"0 %d %d %d" % (form.end, form.start, len(pdf) - form.start))


@attack(NOT_WHOLE)
def range_with_zeros(pdf: bytes) -> bytes:
    """The same numbers, written otherwise."""
    form = form_of(pdf)
    return reranged(pdf, b"0 0%d %d %d" % (form.start, form.end, len(pdf) - form.end))


@attack(BROKEN)
def range_negative(pdf: bytes) -> bytes:
    form = form_of(pdf)
    return reranged(pdf, b"0 %d -%d %d" % (form.start, form.end, len(pdf) - form.end))


@attack(BROKEN)
def content_in_padding(pdf: bytes) -> bytes:
    form = form_of(pdf)
    at = form.end - 1 - 2 * len(EVIL)
    return pdf[:at] + EVIL.hex().encode() + pdf[form.end - 1 :]


@attack(BROKEN)
def capital_hexadecimal(pdf: bytes) -> bytes:
    form = form_of(pdf)
    return pdf[: form.start] + pdf[form.start : form.end].upper() + pdf[form.end :]


@attack(BROKEN)
def space_in_hexadecimal(pdf: bytes) -> bytes:
    """One pair of padding becomes white space, which PDF ignores."""
    form = form_of(pdf)
    return pdf[: form.end - 3] + b"  " + pdf[form.end - 1 :]


@attack(BROKEN)
def early_end_of_hexadecimal(pdf: bytes) -> bytes:
    """The string ends early; what was padding becomes keys of the dictionary."""
    form = form_of(pdf)
    keys = b"> /Note (other) /Rest <"
    at = form.end - 1 - 200
    return pdf[:at] + keys + pdf[at + len(keys) :]


@attack(NONE)
def escaped_names(pdf: bytes) -> bytes:
    return pdf.replace(b"/ByteRange", b"/Byte#52ange")


# --- the signature is taken away, emptied or exchanged


@attack(NONE)
def stripped_signature(pdf: bytes) -> bytes:
    with pikepdf.open(BytesIO(pdf)) as opened:
        del opened.Root.AcroForm, opened.Root.Perms, opened.pages[0].obj.Annots
        return written(opened)


@attack(FOREIGN)
def empty_container(pdf: bytes) -> bytes:
    return recontained(pdf, b"")


@attack(BROKEN)
def signature_of_another_paper(pdf: bytes) -> bytes:
    return recontained(pdf, der_of(form_of(signed(small_file(99)))))


@attack(FOREIGN)
def lookalike_certificate(pdf: bytes) -> bytes:
    """Changed and signed anew with a stranger's key under the same names."""
    fake = lookalike()
    return PaperSigner(chain=fake.chain, key=fake.key).sign(small_file(1), reason=REASON, at=NOW)


@attack(BROKEN)
def lookalike_beside_the_true_certificate(pdf: bytes) -> bytes:
    """As before, with the institution's certificate put among the others of the container."""
    fake = lookalike()
    chain = (fake.chain[0], material().chain[0])
    return PaperSigner(chain=chain, key=fake.key).sign(small_file(1), reason=REASON, at=NOW)


@attack(BROKEN)
def strangers_signature_under_the_true_certificate(pdf: bytes) -> bytes:
    """The container is the institution's in all but the signature, which another key made."""
    forger = PaperSigner(chain=material().chain, key=lookalike().key)
    return forger.sign(small_file(1), reason=REASON, at=NOW)


# --- inside the container


def _signed_data(pdf: bytes) -> tuple[cms.ContentInfo, cms.SignedData]:
    content = cms.ContentInfo.load(der_of(form_of(pdf)))
    return content, content["content"]


@attack(BROKEN)
def unsigned_attribute(pdf: bytes) -> bytes:
    content, data = _signed_data(pdf)
    attribute = {"type": "1.2.3.4", "values": [core.UTF8String("note")]}
    data["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes([cms.CMSAttribute(attribute)])
    return recontained(pdf, content.dump(force=True))


@attack(FOREIGN)
def certificate_removed(pdf: bytes) -> bytes:
    content, data = _signed_data(pdf)
    data["certificates"] = cms.CertificateSet([])
    return recontained(pdf, content.dump(force=True))


@attack(BROKEN)
def certificate_exchanged_for_other_serial(pdf: bytes) -> bytes:
    content, data = _signed_data(pdf)
    number = x509.load_der_x509_certificate(material().chain[0]).serial_number
    data["signer_infos"][0]["sid"].chosen["serial_number"] = number + 1
    return recontained(pdf, content.dump(force=True))


@attack(BROKEN)
def longer_encoding(pdf: bytes) -> bytes:
    """The same container with its length written in three bytes: BER, not DER."""
    der = der_of(form_of(pdf))
    assert der[:2] == b"\x30\x82"
    return recontained(pdf, b"\x30\x83\x00" + der[2:])


# --- the rest of the file


@attack(BROKEN)
def changes_permitted(pdf: bytes) -> bytes:
    assert pdf.count(b"/TransformParams << /P 1") == 1
    return pdf.replace(b"/TransformParams << /P 1", b"/TransformParams << /P 2")


@attack(BROKEN)
def other_signing_time(pdf: bytes) -> bytes:
    return re.sub(rb"/M \(D:2026", b"/M (D:2016", pdf)


@attack(BROKEN)
def table_elsewhere(pdf: bytes) -> bytes:
    """The file's end points readers to another table of objects."""
    at = pdf.rindex(b"startxref\n") + len(b"startxref\n")
    number = pdf[at : pdf.index(b"\n", at)]
    return pdf[:at] + b"1" * len(number) + pdf[at + len(number) :]
