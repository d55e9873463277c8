from apps.documents.signing.keys import signer_of, trusted_certificates
from apps.documents.signing.signer import PaperSigner
from apps.documents.signing.verdict import SignatureKind, SignatureVerdict, signature_verdict

__all__ = [
    "PaperSigner",
    "SignatureKind",
    "SignatureVerdict",
    "signature_verdict",
    "signer_of",
    "trusted_certificates",
]
