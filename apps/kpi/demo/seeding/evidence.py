"""Evidence of the open cycles and of the last locked ones: one small PDF for each criterion."""

import hashlib
from collections.abc import Sequence
from functools import cache
from uuid import uuid4

from django.db.models import Model
from weasyprint import HTML

from apps.documents.fetching import OwnFilesOnly
from apps.documents.shared_layout import font_configuration, stylesheets
from apps.documents.storage import write_papers
from apps.institutions.actor import Role
from apps.kpi.demo.fates import Fate
from apps.kpi.demo.seeding.drafting import Draft
from apps.kpi.demo.seeding.rows import insert
from apps.kpi.demo.seeding.staff import Staff
from apps.kpi.models import Criterion, Evidence

NEWEST = (0, 1)
"""Ages of the cycles whose figures have their files; older ones would only cost time."""
PAGE = """<html lang="th"><head><title>{title}</title></head><body>
<h1>เอกสารหลักฐาน {criterion}</h1><p>{title}</p>
<p>เอกสารสาธิต ข้อมูลทั้งหมดสมมุติขึ้น</p></body></html>"""

Criteria = dict[int, list[Criterion]]


def attach(made: Sequence[Draft], staff: Staff) -> None:
    """In the scope of the institution, while the figures are drafts."""
    wanted = [one for one in made if one.planned.age in NEWEST and one.fate != Fate.DRAFT]
    criteria = required_criteria([one.submission.cycle.definition_id for one in wanted])
    contents: list[tuple[Evidence, bytes]] = []
    for one in wanted:
        for criterion in criteria[one.submission.cycle.definition_id]:
            content = evidence_pdf(criterion.code, criterion.text_th)
            file = _file(one, criterion, content, staff)
            one.evidence.append(file)
            contents.append((file, content))
    paths = write_papers([(file.uuid, content) for file, content in contents])
    rows: list[Model] = []
    for (file, _content), path in zip(contents, paths, strict=True):
        file.path = path
        rows.append(file)
    insert(rows)


def required_criteria(definitions: Sequence[int]) -> Criteria:
    """Definition's id → its required criteria."""
    found: Criteria = {each: [] for each in definitions}
    for criterion in Criterion.objects.filter(definition__in=found, required=True):
        found[criterion.definition_id].append(criterion)
    return found


def _file(one: Draft, criterion: Criterion, content: bytes, staff: Staff) -> Evidence:
    code, period = one.planned.key
    return Evidence(
        uuid=uuid4(),
        created_at=one.submission.created_at,
        submission=one.submission,
        institution_id=one.submission.institution_id,
        network_id=one.submission.network_id,
        criterion=criterion.code,
        filename=f"{code}-{period}-{criterion.code}.pdf",
        size=len(content),
        sha256=hashlib.sha256(content).digest(),
        name=staff.officer(one.slug, Role.REGISTRAR).name,
    )


@cache
def evidence_pdf(criterion: str, title: str) -> bytes:
    """Laid out once, whoever attaches it."""
    page = HTML(string=PAGE.format(criterion=criterion, title=title), url_fetcher=OwnFilesOnly())
    written: bytes = page.write_pdf(
        font_config=font_configuration(), stylesheets=stylesheets("letter.css")
    )
    return written
