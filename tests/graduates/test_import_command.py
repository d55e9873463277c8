"""`manage.py import_roster`: one JSON object, whatever the file is."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.builders.cast import Cast
from tests.builders.rosters import people, school_file

HEADING = "เลขประจำตัวประชาชน"
WRONG_ID = "1234545678789"


def imported(path: Path, *more: str, school: str = "1010720039") -> Any:
    written = StringIO()
    call_command(
        "import_roster", str(path), "--school", school, "--year", "2567", *more, stdout=written
    )
    return json.loads(written.getvalue())


@pytest.fixture
def file(committed: None, cast: Cast, tmp_path: Path) -> Path:
    """Twelve persons, the third with a wrong check digit."""
    content = school_file(cast.school_a, people(cast.school_a), changes={2: {HEADING: WRONG_ID}})
    path = tmp_path / "roster.csv"
    path.write_bytes(content)
    return path


def test_counts_and_findings(file: Path) -> None:
    outcome = imported(file)
    assert outcome["state"] == "in_review"
    assert (outcome["rows"], outcome["accepted"], outcome["kept_out"]) == (12, 11, 1)
    assert outcome["findings"]["validity"] == 1
    (finding,) = [one for one in outcome["findings_list"] if one["class"] == "validity"]
    assert finding["rule"] == "id_check_digit"
    assert finding["column"] == HEADING
    lines = file.read_text("utf-8-sig").splitlines()
    assert WRONG_ID in lines[finding["row"] - 1]
    assert WRONG_ID not in json.dumps(outcome)
    assert finding["message"]


def test_certified_by_a_second_person_and_eight_digit_code(file: Path) -> None:
    assert imported(file, "--certify-as", school="10990001")["state"] == "certified"


def test_the_uploader_cannot_certify(file: Path) -> None:
    with pytest.raises(CommandError):
        imported(file, "--certify-as", "uploader-a@test.example")
    assert imported(file)["state"] == "in_review"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 nothing", b"\x00\x01\x02"])
def test_unreadable_is_an_answer_not_an_error(
    committed: None, cast: Cast, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(content)
    outcome = imported(path)
    assert (outcome["state"], outcome["rows"], outcome["accepted"]) == ("unreadable", 0, 0)
    assert outcome["refusal"]["message"]


def test_unknown_school_is_an_error(file: Path) -> None:
    with pytest.raises(CommandError):
        imported(file, school="9999999999")
