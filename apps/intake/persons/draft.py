"""A row between its cells and the finished person, and the rules over the cells of a name."""

from dataclasses import dataclass

from apps.core.identifiers import PersonId
from apps.core.thai.names import FullName, Gender, TitleSplit
from apps.intake.persons.cells import Dated, title_gender_differs

Broken = tuple[str, str, dict[str, str | int]]
"""(field, rule, parameters): a finding before heading and value are added."""


@dataclass(slots=True, init=False)
class PersonDraft:
    """The checked cells of one row. Every attribute is set by the row's reader before it is read.

    ``named`` is the cell of the first name and the same without a title; ``dated`` the date of
    birth and the age at the end of the academic year.
    """

    person_id: PersonId | None
    student_code: str
    title: str
    named: tuple[str, TitleSplit]
    first_name: str
    last_name: str
    gender: Gender
    dated: Dated
    broken: list[Broken]

    def add(self, field: str, rule: str, **params: str | int) -> None:
        """Note a broken rule."""
        self.broken.append((field, rule, params))

    def breaks(self, field: str) -> bool:
        """Tell whether the cell of a field is already found fault with."""
        return any(name == field for name, _rule, _params in self.broken)


def take_full_name(draft: PersonDraft, full: FullName) -> None:
    """Use a name written in one cell; a title column and a surname column win over it."""
    draft.title = draft.title or full.title
    draft.first_name = full.first
    draft.last_name = draft.last_name or full.last


def take_first_name(draft: PersonDraft) -> None:
    """Rule name_joined_ambiguous: take off a title that has no other place, or stands twice."""
    whole, split = draft.named
    draft.first_name = whole
    if not split.title or not split.rest or draft.title not in ("", split.title):
        return
    if split.certain:
        draft.title, draft.first_name = split.title, split.rest
    else:
        draft.add("first_name", "name_joined_ambiguous")


def check_names(draft: PersonDraft) -> None:
    """Rules name_missing, last_name_missing, title_gender_differs."""
    if not draft.first_name:
        draft.add("first_name", "name_missing")
    elif not draft.last_name:
        draft.add("last_name", "last_name_missing")
    if title_gender_differs(draft.title, draft.gender):
        draft.add("title", "title_gender_differs")
