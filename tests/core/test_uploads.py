"""Files that are more than the portal reads at once."""

from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import translation

from apps.core.uploads import FileField, UnreadFile


class OneFile(forms.Form):
    file = FileField()
    note = forms.CharField()


@pytest.fixture(autouse=True)
def _limit(settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024


def request_with(*sizes: int) -> HttpRequest:
    names = ("file", "other")
    files = {
        name: SimpleUploadedFile(f"{name}.pdf", b"x" * n)
        for name, n in zip(names, sizes, strict=False)
    }
    return RequestFactory().post("/", {"note": "kept", **files})


def test_what_fits_is_read() -> None:
    request = request_with(1_000)
    form = OneFile(request.POST, request.FILES)
    assert form.is_valid()
    assert form.cleaned_data["file"].read() == b"x" * 1_000


@pytest.mark.parametrize("sizes", [(2_000_000,), (1_000, 2_000_000)])
def test_too_much_is_told_and_the_rest_of_the_form_kept(sizes: tuple[int, ...]) -> None:
    request = request_with(*sizes)
    given = request.FILES["file"]
    assert isinstance(given, UnreadFile)
    assert given.size == sizes[0]
    form = OneFile(request.POST, request.FILES)
    with translation.override("en"):
        assert not form.is_valid()
        assert list(form.errors) == ["file"]
        assert "larger than 1 MB together" in form.errors["file"][0]
    assert form.cleaned_data["note"] == "kept"
