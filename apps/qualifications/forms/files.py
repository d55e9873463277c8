"""Documents that go along with a question or a message."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.errors import PortalError
from apps.core.uploads import FileField
from apps.qualifications.errors import AttachmentError
from apps.qualifications.services.conversing import MOST_FILES, GivenFile, content_type_of

HINT = _("PDF, JPEG or PNG, up to 10 MB each and ten at once; for example the transcript.")
ACCEPTED = ".pdf,.jpg,.jpeg,.png"


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class DocumentsField(FileField):
    """Any number of PDF, JPEG and PNG files. Cleaned to a list of GivenFile, read into memory."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Documents"))
        kwargs.setdefault(
            "help_text",
            _("PDF, JPEG or PNG, up to 10 MB each and ten at once, e.g. the transcript."),
        )
        super().__init__(widget=SeveralFiles(attrs={"accept": ACCEPTED}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[GivenFile]:
        given = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        if not given:
            super().clean(None, initial)
            return []
        if len(given) > MOST_FILES:
            raise forms.ValidationError(str(AttachmentError.message), code=AttachmentError.code)
        return [self._read(super(DocumentsField, self).clean(one, initial)) for one in given]

    def _read(self, file: Any) -> GivenFile:
        content = file.read()
        try:
            content_type_of(content)
        except PortalError as error:
            raise forms.ValidationError(
                _("“%(name)s” cannot be taken. %(why)s"),
                params={"name": file.name, "why": error.message},
                code=error.code,
            ) from error
        return GivenFile(filename=file.name, content=content)
