"""Titles and names written in one cell."""

import pytest

from apps.core.thai.names import FullName, TitleSplit, read_title, split_full_name, split_title


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("นายสมชาย", TitleSplit("นาย", "สมชาย")),
        ("นาย สมชาย", TitleSplit("นาย", "สมชาย")),
        ("นางสาวสมหญิง", TitleSplit("นางสาว", "สมหญิง")),
        ("น.ส.สมหญิง", TitleSplit("นางสาว", "สมหญิง")),
        ("นายิกา", TitleSplit("", "นายิกา")),
        ("นางสาวิตรี", TitleSplit("นาง", "สาวิตรี")),
        ("ว่าที่ ร.ต.หญิง วาสนา", TitleSplit("ว่าที่ร้อยตรีหญิง", "วาสนา")),
        ("ว่าที่ร้อยตรีสมชาย", TitleSplit("ว่าที่ร้อยตรี", "สมชาย")),
        ("ด.ญ.กานดา", TitleSplit("เด็กหญิง", "กานดา")),
        ("พระพร", TitleSplit("พระ", "พร", certain=False)),
        ("พระมหา สมชาย", TitleSplit("พระมหา", "สมชาย")),
        ("นางนวล", TitleSplit("นาง", "นวล", certain=False)),
        ("Mr. John", TitleSplit("Mr.", "John")),
        ("MISS Ann", TitleSplit("Miss", "Ann")),
        ("Missy", TitleSplit("", "Missy")),
        ("สมชาย", TitleSplit("", "สมชาย")),
        ("", TitleSplit("", "")),
    ],
)
def test_split_title(written: str, expected: TitleSplit) -> None:
    assert split_title(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("นายสมชาย ใจดี", FullName("นาย", "สมชาย", "ใจดี", certain=True)),
        ("น.ส. พิมพ์ชนก  ศรีสุวรรณ์", FullName("นางสาว", "พิมพ์ชนก", "ศรีสุวรรณ์", certain=True)),
        ("นายธนกฤต ณ อยุธยา", FullName("นาย", "ธนกฤต", "ณ อยุธยา", certain=True)),
        ("สมชาย ใจดี", FullName("", "สมชาย", "ใจดี", certain=True)),
        ("นายสมชาย ใจ ดี", FullName("นาย", "สมชาย", "ใจ ดี", certain=False)),
        ("นายสมชาย", FullName("นาย", "สมชาย", "", certain=False)),
        ("พระพร สุขใจ", FullName("พระ", "พร", "สุขใจ", certain=False)),
    ],
)
def test_split_full_name(written: str, expected: FullName) -> None:
    assert split_full_name(written) == expected


def test_title_alone() -> None:
    assert read_title("น.ส.") == read_title(" นส. ") == "นางสาว"
    assert read_title("นักเรียน") == ""
