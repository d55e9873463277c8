"""Repeating a draw: the same file gives the same sample. Nothing of the file is kept."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from apps.core.errors import InvalidError
from apps.institutions.access import actor_of, for_roles
from apps.kpi.drawing import draw, frame_digest
from apps.kpi.forms.auditing import RegisterForm
from apps.kpi.incoming.register_codes import Register, read_register_file
from apps.kpi.models import AuditRound
from apps.kpi.policies import STAFF
from apps.kpi.selectors.audits import all_records, round_get
from apps.kpi.services.audit_forgetting import is_erased
from apps.kpi.views.audits_shown import period_label


@dataclass(frozen=True, slots=True)
class Repeated:
    """digest: of the file handed in now. same_sample: None where it cannot be told, because the
    file is another one or the codes were erased meanwhile.
    """

    size: int
    digest: str
    same_file: bool
    same_sample: bool | None


@require_http_methods(["GET", "POST"])
@never_cache
@for_roles(*STAFF)
def again(request: HttpRequest, uuid: UUID) -> HttpResponse:
    audit = round_get(actor_of(request), uuid)
    posted = request.method == "POST"
    form = RegisterForm(request.POST if posted else None, request.FILES if posted else None)
    repeated = None
    if posted and form.is_valid():
        try:
            repeated = _repeat(
                audit, read_register_file(form.content, form.cleaned_data["file"].name)
            )
        except InvalidError as error:
            form.add_error("file", str(error.message))
    context = {
        "audit": audit,
        "period": period_label(audit),
        "form": form,
        "repeated": repeated,
    }
    wrong = posted and repeated is None
    return render(request, "kpi/audits/again.html", context, status=422 if wrong else 200)


def _repeat(audit: AuditRound, read: Register) -> Repeated:
    digest = frame_digest(read.codes)
    same_file = digest == audit.frame_digest
    kept = [item.student_code for item in all_records(audit)]
    same_sample = None
    if same_file and not any(map(is_erased, kept)):
        same_sample = draw(read.codes, audit.sample_size, audit.seed) == kept
    return Repeated(read.size, digest, same_file, same_sample)
