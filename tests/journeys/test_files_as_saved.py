"""The same persons in files as programs save them and people shuffle them: every value arrives."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from apps.graduates.demo.files import dmc_xlsx, por3_csv, por3_xlsx
from apps.graduates.demo.mess import Mess
from apps.graduates.demo.people import RosterRow, as_key
from apps.graduates.models import Roster
from apps.institutions.scope import scope
from tests.builders.cast import Cast
from tests.builders.rosters import people
from tests.builders.stored import Key, expected_people, stored_people

FILES = Path(__file__).resolve().parents[1] / "graduates" / "files"
SAVED = {
    "libreoffice_por3.xlsx": ("graduates", 2567),
    "libreoffice_por3.xls": ("graduates", 2567),
    "libreoffice_por3_shuffled_float_ids.xlsx": ("graduates", 2567),
    "libreoffice_dmc.xlsx": ("studying", 2569),
    "libreoffice_dmc.csv": ("studying", 2569),
}
COUNT = 45
NAME = "โรงเรียนสวนกุหลาบวิทยาลัย"
MESSY = Mess(title_rows=2, footers=True, page_size=20, padded_names=True)
Written = Callable[[list[RosterRow]], bytes]


def por3(mess: Mess) -> Written:
    return lambda rows: por3_xlsx(rows, school_name=NAME, academic_year=2024, mess=mess)


def por3_text(mess: Mess, delimiter: str = ",") -> Written:
    return lambda rows: por3_csv(
        rows, school_name=NAME, academic_year=2024, mess=mess, encoding="cp874",
        delimiter=delimiter,
    )  # fmt: skip


def dmc(mess: Mess) -> Written:
    return lambda rows: dmc_xlsx(
        rows,
        smis_code="10990001",
        school_name=NAME,
        reported_at=datetime(2026, 7, 1, tzinfo=UTC),
        mess=mess,
    )


SHUFFLED: dict[str, tuple[str, int, str, Written]] = {
    "por3 columns": ("graduates", 2024, "xlsx", por3(Mess(columns_seed=3))),
    "por3 pages": ("graduates", 2024, "xlsx", por3(MESSY)),
    "por3 Buddhist cells": ("graduates", 2024, "xlsx", por3(Mess(dates="buddhist_cell"))),
    "por3 parents": ("graduates", 2024, "xlsx", por3(Mess(guardian_ids=True, columns_seed=8))),
    "csv columns": ("graduates", 2024, "csv", por3_text(Mess(columns_seed=4, ids="dashed"))),
    "csv Thai digits": ("graduates", 2024, "csv", por3_text(Mess(ids="thai", thai_digits=True))),
    "csv tabs": ("graduates", 2024, "csv", por3_text(MESSY, "\t")),
    "dmc floats": ("studying", 2026, "xlsx", dmc(Mess(ids="float", footers=True))),
    "dmc columns": ("studying", 2026, "xlsx", dmc(Mess(columns_seed=6))),
}


def imported(cast: Cast, path: Path, year: int, kind: str) -> list[Key]:
    """By the command of the command line; all persons accepted, what is stored of them."""
    out = StringIO()
    call_command(
        "import_roster", str(path), school=cast.school_a.code, year=year, kind=kind, stdout=out
    )
    outcome = json.loads(out.getvalue())
    assert (outcome["state"], outcome["accepted"], outcome["kept_out"]) == ("in_review", COUNT, 0)
    with scope(cast.uploader_a.actor):
        roster = Roster.objects.get(uuid=outcome["roster"])
    return stored_people(cast.uploader_a, roster)


@pytest.mark.parametrize("filename", SAVED)
def test_saved_by_libreoffice(cast: Cast, filename: str) -> None:
    kind, year = SAVED[filename]
    key = json.loads((FILES / f"{kind}.json").read_text())
    assert imported(cast, FILES / filename, year, kind) == expected_people(key)


@pytest.mark.parametrize("case", SHUFFLED)
def test_shuffled_by_people(cast: Cast, case: str, tmp_path: Path) -> None:
    kind, year, suffix, written = SHUFFLED[case]
    rows = people(cast.school_a, COUNT, year=year, kind=kind)  # type: ignore[arg-type]
    path = tmp_path / f"roster.{suffix}"
    path.write_bytes(written(rows))
    assert imported(cast, path, year, kind) == expected_people([as_key(row) for row in rows])
