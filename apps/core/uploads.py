"""Files in forms. They stay in memory, and where they are more than it may hold, that is told.

Django leaves such files out of the request without a word; a form would then say that none was
sent, or go on without them.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext_lazy as _


class UnreadFile(UploadedFile):  # type: ignore[type-arg]  # generic in the stubs alone
    """A file that arrived with too much beside it: its size is known, its content is not kept."""


class UnreadHandler(FileUploadHandler):
    """The last in FILE_UPLOAD_HANDLERS, for what no handler before it took."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        return None

    def file_complete(self, file_size: int) -> UnreadFile:
        return UnreadFile(name=self.file_name, content_type=self.content_type, size=file_size)


class FileField(forms.FileField):
    """As Django's, for every upload of the portal."""

    default_error_messages = {
        "unread": _(
            "What you attached is larger than %(limit)s MB together, and none of it was taken. "
            "Attach less at a time."
        )
    }

    def to_python(self, data: Any) -> Any:
        if isinstance(data, UnreadFile):
            limit = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
            raise forms.ValidationError(
                self.error_messages["unread"], code="unread", params={"limit": limit}
            )
        return super().to_python(data)
