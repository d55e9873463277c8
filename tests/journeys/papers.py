"""A paper in somebody's hands: read, looked at, uploaded to the public check."""

import re
import subprocess
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from apps.audit.services import Who
from apps.documents.services import add_signing_key
from apps.institutions.models import Institution
from tests.documents.signing_builders import authority
from tests.journeys.browsing import Journey

CODE = re.compile(r"\b([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})\b")
PIN = re.compile(r"PIN ([0-9]{6})\b")
MIDDLE = 2  # a byte in the middle of the file is the one that is changed


def make_key(institution: Institution) -> None:
    """The institution signs its papers from now on."""
    add_signing_key(
        who=Who(user_id=None, client_id=None, institution_id=None, label="tests"),
        institution=institution,
        material=authority().issue(organisation=institution.name_th, common=institution.name_en),
    )


def downloaded(page: Page, link: Locator, path: Path) -> Path:
    with page.expect_download() as download:
        link.click()
    download.value.save_as(path)
    return path


def text_of(paper: Path) -> str:
    # in the order of the text itself: by geometry, raised tone marks would be lines of their own
    command = ["pdftotext", "-raw", str(paper), "-"]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def keep_picture(paper: Path) -> None:
    """The first two pages beside the file, to be looked at."""
    command = ["pdftoppm", "-r", "80", "-l", "2", "-png", str(paper), str(paper.with_suffix(""))]
    subprocess.run(command, check=True)


def code_of(paper: Path) -> str:
    found = CODE.search(text_of(paper))
    assert found is not None
    return found.group(1)


def one_byte_changed(paper: Path, path: Path) -> Path:
    content = bytearray(paper.read_bytes())
    content[len(content) // MIDDLE] ^= 1
    path.write_bytes(content)
    return path


def checked(journey: Journey, paper: Path, *sentences: str, picture: str = "") -> None:
    """By anybody, who drops the file and reads these sentences."""
    with journey.at() as page:
        page.goto(f"{journey.url}/verify/")
        journey.in_english(page)
        page.locator("#id_file").set_input_files(paper)
        page.get_by_role("button", name="Check the file").click()
        page.get_by_role("heading", name="Check of a file").wait_for()
        for sentence in sentences:
            expect(page.locator("main")).to_contain_text(sentence)
        if picture:
            journey.picture(page, picture)


def signed_by(institution: Institution) -> str:
    """What the check says of a signature that holds."""
    return f"Digitally signed by {institution.name_en} on"
