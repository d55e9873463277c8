"""Who is the same person where only names are known."""

import pytest

from apps.institutions.officers import (
    NAMED,
    Officer,
    OfficerMissingError,
    is_own_work,
    named_officer,
    person_key,
)

NAME = "สมศักดิ์ รอบคอบ"


@pytest.mark.parametrize(
    "same",
    [
        "นายสมศักดิ์ รอบคอบ",
        "ดร.สมศักดิ์ รอบคอบ",
        "รศ.ดร.สมศักดิ์  รอบคอบ",
        "รอบคอบ สมศักดิ์",
        "สมศักดิ์ รอบคอบ (รักษาการ)",
        "สมศักดิ์! รอบคอบ",
        "สม·ศักดิ์ รอบคอบ",
        "สมศักดิ์\u200b รอบคอบ",
        "สมศักดิ์\ufe0f รอบคอบ\U000e0041",
        "สมศักดิ์\u3164 รอบคอบ\u2800",
    ],
)
def test_writing_a_name_otherwise_makes_no_other_person(same: str) -> None:
    assert person_key(same) == person_key(NAME)
    assert is_own_work([(NAMED + person_key(NAME), NAME)], named_officer(same, "นายทะเบียน"))


@pytest.mark.parametrize("other", ["สมศรี รอบคอบ", "สมศักดิ์ รอบรู้", "Somsak Robkob"])
def test_another_name_is_another_person(other: str) -> None:
    assert not is_own_work([(NAMED + person_key(NAME), NAME)], named_officer(other, "นายทะเบียน"))


def test_two_accounts_are_two_persons_whatever_their_names() -> None:
    assert not is_own_work([("user:1", NAME)], Officer(NAME, "นายทะเบียน", "user:2"))


@pytest.mark.parametrize("empty", ["", "  ", "\u200b", "!!!", "(รักษาการ)", "ดร."])
def test_a_name_without_letters_is_none(empty: str) -> None:
    with pytest.raises(OfficerMissingError):
        named_officer(empty, "นายทะเบียน")
