"""The paper of an agreement: one page that says what was agreed, and that it is invented."""

import datetime as dt
from collections.abc import Sequence

from apps.core.thai.dates import thai_date
from apps.courses.demo.agreements import PlannedAgreement
from apps.courses.demo.calendar import BANGKOK
from apps.documents.rendering import render_pdf
from apps.institutions.models import Institution


def memorandum(planned: PlannedAgreement, parties: Sequence[Institution]) -> bytes:
    """PDF/A-3a of one page in Thai."""
    return render_pdf(
        template="documents/demo_agreement.html",
        context={
            "title": planned.title_th,
            "parties": [party.name_th for party in parties],
            "starts_on": thai_date(planned.starts_on, "long"),
            "ends_on": thai_date(planned.ends_on, "long"),
            "seats": planned.seats or 0,
            "terms": planned.terms,
        },
        language="th",
        title=planned.title_th,
        author=parties[0].name_th,
        created_at=dt.datetime.combine(planned.drafted_on, dt.time(9), BANGKOK),
    )
