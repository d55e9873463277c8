"""Whether a file is a paper as it was issued. The ledger decides; the signature is told apart."""

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from apps.documents.codes import read_code
from apps.documents.selectors import PublicPaper, paper_for_code, paper_of_file
from apps.documents.signing import SignatureVerdict, signature_verdict, trusted_certificates
from apps.documents.signing.stamps import trusted_stampers

CODE = re.compile(rb"/verify/([0-9A-Z]{4}-?[0-9A-Z]{4}-?[0-9A-Z]{4})\b")
TRIES = 5  # codes looked up for one file: it may be a stranger's


class Finding(StrEnum):
    GENUINE = "genuine"
    ALTERED = "altered"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class FileCheck:
    """genuine: byte for byte the file of `paper`, whose status tells whether it still counts;
    altered: the file names `paper` but is not its file; unknown: nothing of it is known here.
    """

    finding: Finding
    paper: PublicPaper | None
    signature: SignatureVerdict
    sha256: bytes


def check_content(pdf: bytes) -> FileCheck:
    """Needs no scope and keeps nothing."""
    digest = hashlib.sha256(pdf).digest()
    signature = signature_verdict(pdf, trusted_certificates(), trusted_stampers())
    issued = paper_of_file(digest)
    if issued is not None:
        return FileCheck(Finding.GENUINE, issued, signature, digest)
    named = _named_in(pdf)
    finding = Finding.ALTERED if named else Finding.UNKNOWN
    return FileCheck(finding, named, signature, digest)


def _named_in(pdf: bytes) -> PublicPaper | None:
    """The first paper whose address of the check stands in the file's bytes, as they are."""
    for found in islice(CODE.finditer(pdf), TRIES):
        code = read_code(found[1].decode())
        paper = paper_for_code(code) if code else None
        if paper is not None:
            return paper
    return None
