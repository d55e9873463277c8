"""The public check of a file: compared with the ledger, and forgotten."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDict
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from apps.documents import answers
from apps.documents.authenticity import check_content
from apps.documents.file_answers import answer_for
from apps.documents.forms import LARGEST_FILE, TOO_LARGE, CodeForm, FileForm
from apps.documents.throttle import FILES, TooManyChecksError, client_address, spend
from apps.documents.views.negotiation import answer

REST_OF_FORM = 64 * 1024  # boundaries and names around the file
STATUSES = {
    "too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "not_a_pdf": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
}


@csrf_exempt  # it neither writes nor knows who asks: there is nothing to forge
@require_POST
def check_file(request: HttpRequest) -> HttpResponse:
    """The file in the field `file` (multipart/form-data, at most 10 MB): is it what was issued?"""
    try:
        spend(FILES, client_address(request))
    except TooManyChecksError as error:
        return _refused(request, FileForm(), error.code, error.status, str(error.message))
    if _is_too_large(request):
        return _refused(request, FileForm(), "too_large", STATUSES["too_large"], str(TOO_LARGE))
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        code = str(form.errors.as_data()["file"][0].code)
        status = STATUSES.get(code, HTTPStatus.UNPROCESSABLE_ENTITY)
        return _refused(request, form, code, status, str(form.errors["file"][0]))
    check = check_content(form.cleaned_data["file"])
    told = answer_for(check)
    context = {"check": check, "told": told, "paper": check.paper, "file_form": FileForm()}
    return answer(request, "verify/file.html", context, answers.file_json(check, told))


def _is_too_large(request: HttpRequest) -> bool:
    """Beyond the portal's limit for uploads a file is dropped as it arrives, and the form would
    say that none was sent.
    """
    length = request.META.get("CONTENT_LENGTH") or "0"
    return length.isascii() and length.isdigit() and int(length) > LARGEST_FILE + REST_OF_FORM


def _refused(
    request: HttpRequest, form: FileForm, code: str, status: int, message: str
) -> HttpResponse:
    if not form.is_bound:
        form = FileForm({}, MultiValueDict())
        form.errors["file"] = form.error_class([message])
    context = {"form": CodeForm(), "file_form": form}
    data = answers.refused_file(code, status, message)
    return answer(request, "verify/enter.html", context, data, status)
