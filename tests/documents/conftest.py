"""Letters to be laid out, and the institutions, actors and papers of the ledger's tests."""

import datetime as dt
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from apps.documents.letters import (
    VerificationRequest,
    VerificationRow,
    graduate_verification_context,
)
from apps.documents.rendering import Attachment, render_pdf
from tests.documents.paper_builders import CREATED_AT, DATA, letter

Render = Callable[..., bytes]


@pytest.fixture(scope="session")
def render() -> Render:
    """Lay out the letter for these applicants."""

    def laid_out(*rows: VerificationRow, officer: str = "นางสาวพิมพ์ชนก ใจดี") -> bytes:
        request = VerificationRequest(
            officer=officer,
            institution="มหาวิทยาลัยเกษตรศาสตร์",
            purpose="ประกอบการรับเข้าศึกษา",
            case="TCAS70-0042",
            asked_on=dt.date(2026, 11, 19),
        )
        return render_pdf(
            template="documents/graduate_verification.html",
            context=graduate_verification_context(letter=letter(), request=request, rows=rows),
            language="th",
            title="ผลการตรวจสอบวุฒิการศึกษา",
            author="ฝ่ายเลขานุการเครือข่าย",
            created_at=CREATED_AT,
            attachments=[Attachment("verification.json", DATA, "Data of this letter")],
        )

    return laid_out


@pytest.fixture(scope="session")
def text_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """What a reader copies out of the PDF (poppler)."""
    tool = shutil.which("pdftotext")
    assert tool, "poppler-utils is not installed"
    folder = tmp_path_factory.mktemp("pdf")

    def extracted(pdf: bytes, *options: str) -> str:
        file = folder / f"{uuid4()}.pdf"
        file.write_bytes(pdf)
        done = subprocess.run([tool, *options, str(file), "-"], capture_output=True, check=True)
        return done.stdout.decode()

    return extracted


@pytest.fixture
def papers_root(tmp_path: Path, settings: object) -> Path:
    settings.PAPERS_ROOT = tmp_path / "papers"  # type: ignore[attr-defined]
    return tmp_path / "papers"
