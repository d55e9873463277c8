"""Signs finished papers with one institution's key."""

import datetime as dt
from io import BytesIO
from typing import Any

import pikepdf
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from django.utils import timezone
from pyhanko.sign.timestamps import TimeStamper

from apps.documents.signing.certificates import owner_names
from apps.documents.signing.container import KeyedContainer, shape_of
from apps.documents.signing.form import ROOMS, fill_gap, open_gap, room_for
from apps.documents.signing.placement import place_signature, written


class PaperSigner:
    """`name`: the certificate's owner, as the paper names it; `chain`: DER, the owner's first."""

    def __init__(
        self, *, chain: tuple[bytes, ...], key: RSAPrivateKey, stamper: TimeStamper | None = None
    ) -> None:
        self._container = KeyedContainer(chain, key)
        self._stamper = stamper
        self._room = ROOMS[-1] if stamper else room_for(shape_of(chain).size)
        self.chain = chain
        self._names = owner_names(chain[0])
        self.name = self._names.organisation

    def name_in(self, language: str) -> str:
        """The owner for a paper in this language; certificates often hold a name in Latin too."""
        return self._names.common if language == "en" else self._names.organisation

    def sign(self, pdf: bytes, *, reason: str = "", at: dt.datetime | None = None) -> bytes:
        """A certified copy (PAdES B-B, no change allowed) of a PDF that bears no signature.

        reason: which paper it is and where it can be checked, shown by readers beside the
        signature. at: aware, now by default. PaperError where it cannot be signed.
        """
        with pikepdf.open(BytesIO(pdf)) as opened:
            self.place(opened, reason=reason, at=at)
            return self.seal(written(opened))

    def place(self, opened: Any, *, reason: str = "", at: dt.datetime | None = None) -> None:
        """The first half of `sign`, for who has the file open in pikepdf anyway."""
        place_signature(
            opened,
            room=self._room,
            name=self.name,
            reason=reason,
            at=timezone.localtime(at),
        )

    def seal(self, prepared: bytes) -> bytes:
        """The second half: the saved file (`placement.written`) with its signature."""
        file, form = open_gap(prepared, self._room)
        if self._stamper is None:
            return fill_gap(file, form, self._container.of(form.digest))
        return fill_gap(file, form, self._container.stamped(form.digest, self._stamper))
