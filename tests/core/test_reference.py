"""The reference data is complete, consistent and in canonical Thai spelling."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

FIXTURES = Path(__file__).parents[2] / "fixtures"

# kind → number of rows, and what a code looks like
REFERENCE = {
    "provinces": (77, r"[1-9][0-9]"),
    "affiliations": (15, r"[1-9][0-9]"),
    "areas": (62, r"sesao-[0-9]{2}"),
    "nodes": (6, r"[a-z]+"),
    "universities": (28, r"[0-9]{3}00"),
    "network": (1, r"NET01"),
}
REGIONS = {"north": 9, "northeast": 20, "central": 22, "east": 7, "west": 5, "south": 14}
FOUNDING = {"00500", "05100", "00200", "01600", "00300", "00400", "02300"}
ROLES = {
    "school_uploader",
    "school_certifier",
    "registrar",
    "registrar_approver",
    "director",
    "node_coordinator",
    "secretariat",
    "privacy_officer",
}

# Decomposed ำ, doubled เ for แ, doubled or misplaced marks, invisible signs, blanks at an end.
NOT_CANONICAL = re.compile(
    "\u0e4d|\u0e40\u0e40|[\u0e48-\u0e4c]{2}|[\u0e31\u0e34-\u0e3a]{2}"
    "|[\u0e48-\u0e4c][\u0e31\u0e34-\u0e3a]|\u0e32[\u0e48-\u0e4c]|\u0e33[\u0e48-\u0e4c]"
    "|[\u00a0\u200b-\u200d\u2060\ufeff]|^\\s|\\s$|\\s\\s"
)


def load(name: str) -> list[dict[str, Any]]:
    content = json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
    assert set(content) == {"source", "rows"}
    assert len(content["source"]) > 20
    return content["rows"]


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


@pytest.mark.parametrize("name", REFERENCE)
def test_codes_are_complete_unique_and_of_the_right_form(name):
    count, form = REFERENCE[name]
    codes = [row["code"] for row in load(f"reference/{name}")]
    assert len(codes) == len(set(codes)) == count
    assert all(re.fullmatch(form, code) for code in codes)


@pytest.mark.parametrize("name", [*[f"reference/{name}" for name in REFERENCE], "demo/schools"])
def test_names_are_unique_in_both_languages_and_of_one_script(name):
    rows = load(name)
    thai, english = [r["name_th"] for r in rows], [r["name_en"] for r in rows]
    assert len(set(thai)) == len(set(english)) == len(rows)
    assert not any(re.search("[A-Za-z]", text) for text in thai)
    assert not any(re.search("[\u0e00-\u0e7f]", text) for text in english)


@pytest.mark.parametrize(
    "name",
    [*[f"reference/{name}" for name in REFERENCE], "demo/schools", "demo/accounts"],
)
def test_every_text_is_canonical_and_fits_cp874(name):
    for text in texts(load(name)):
        assert not NOT_CANONICAL.search(text), text
        assert text.encode("cp874").decode("cp874") == text


@pytest.mark.parametrize("broken", ["นํ้า", "น้ํา", "เเพร่", "ก่่า", " ก", "ก\u200bข", "กา\u0e48"])
def test_the_check_of_spelling_sees_what_it_should(broken):
    assert NOT_CANONICAL.search(broken)


def test_provinces_fall_into_the_six_regions():
    regions = [row["region"] for row in load("reference/provinces")]
    assert {region: regions.count(region) for region in REGIONS} == REGIONS


def test_every_area_lies_in_its_provinces_and_every_province_in_an_area():
    provinces = {row["code"]: row for row in load("reference/provinces")}
    covered = set()
    for area in load("reference/areas"):
        assert area["provinces"]
        assert area["name_th"] == "สำนักงานเขตพื้นที่การศึกษามัธยมศึกษา" + area["short_th"][4:]
        assert all(provinces[code]["name_th"] in area["name_th"] for code in area["provinces"])
        assert area["node"] == provinces[area["provinces"][0]]["region"]
        covered.update(area["provinces"])
    assert covered == set(provinces)


def test_nodes_are_one_for_each_region():
    assert {row["code"]: row["region"] for row in load("reference/nodes")} == {
        r: r for r in REGIONS
    }


def test_universities_have_a_province_and_a_domain_and_seven_founded_the_network():
    provinces = {row["code"]: row for row in load("reference/provinces")}
    universities = load("reference/universities")
    assert {row["code"] for row in universities if row["founding"]} == FOUNDING
    assert all(row["node"] == provinces[row["province"]]["region"] for row in universities)
    domains = [row["domain"] for row in universities]
    assert len(set(domains)) == len(domains)
    assert all(re.fullmatch(r"[a-z]+\.ac\.th", domain) for domain in domains)


def test_school_codes_say_affiliation_and_province():
    affiliations = {row["code"] for row in load("reference/affiliations")}
    for school in load("demo/schools"):
        assert re.fullmatch(r"[0-9]{10}", school["code"])
        assert re.fullmatch(r"[0-9]{8}", school["smis_code"])
        assert school["affiliation"] in affiliations
        assert school["code"][:4] == school["affiliation"] + school["province"]
        assert school["smis_code"][:2] == school["province"]


def test_schools_hang_under_area_node_and_sponsor():
    provinces = {row["code"]: row for row in load("reference/provinces")}
    areas = {row["code"]: row for row in load("reference/areas")}
    for school in load("demo/schools"):
        assert school["sponsor"] in FOUNDING
        if school["area"] is None:
            assert school["affiliation"] != "10"
            assert school["node"] == provinces[school["province"]]["region"]
        else:
            assert school["province"] in areas[school["area"]]["provinces"]
            assert school["node"] == areas[school["area"]]["node"]


def test_schools_are_spread_over_the_country():
    schools = load("demo/schools")
    for field in ("slug", "code", "smis_code"):
        assert len({row[field] for row in schools}) == len(schools) == 24
    assert len({row["province"] for row in schools}) >= 10
    assert {"10", "11", "15", "31"} == {row["affiliation"] for row in schools}
    assert schools[0]["code"] == "1010720039"


def test_accounts_name_known_institutions_and_cover_every_role():
    codes = {
        row["code"]
        for name in ("reference/universities", "reference/network", "demo/schools")
        for row in load(name)
    }
    accounts = load("demo/accounts")
    memberships = [m for account in accounts for m in account["memberships"]]
    assert {m["institution"] for m in memberships} <= codes
    assert {m["role"] for m in memberships} == ROLES
    assert [len(account["memberships"]) for account in accounts].count(2) == 1
    emails = [account["email"] for account in accounts]
    assert len(set(emails)) == len(emails)
    assert all(email.endswith("@demo.example") for email in emails)
