"""One row of a register of degrees against all rules."""

from collections import Counter
from collections.abc import Hashable
from typing import Any, ClassVar

from apps.intake.persons.columns import Columns
from apps.intake.persons.findings import Counts
from apps.intake.persons.rows import Marks, PersonRows
from apps.qualifications.degrees import degree_key
from apps.qualifications.incoming import register_judging as judging
from apps.qualifications.incoming.person import take_other_names
from apps.qualifications.incoming.register_cells import RegisterContext, register_checks
from apps.qualifications.incoming.register_draft import DegreeDraft
from apps.qualifications.incoming.rules import RegisterFinding
from apps.qualifications.incoming.shapes import DegreeRow

# where a finding is shown if its own field has no column
_ELSEWHERE = {
    "degree_th": ("degree_abbr", "degree_en", "programme"),
    "academic_year": ("term_year",),
    "term": ("term_year",),
    "university": ("university_code", "university_name"),
    "person_id": ("student_code",),
}
_WHOLE_INSTEAD = {"id_missing": "person_id", "birth_missing": "born"}


class RegisterRows(PersonRows[DegreeRow, DegreeDraft]):
    """The checks of one register. ``absent`` counts what rows lack because the file has no column:
    id_missing, birth_missing, approved."""

    FIELDS: ClassVar = {
        **PersonRows.FIELDS,
        "named_level": "level",
        "in_year": "academic_year",
        "in_term": "term",
        "in_term_year": "term_year",
        "stated": "standing",
    }
    draft = DegreeDraft
    finding = RegisterFinding

    def __init__(
        self,
        columns: Columns,
        context: RegisterContext,
        counts: Counts,
        formulas: Marks,
        errors: Marks,
    ) -> None:
        super().__init__(columns, register_checks(context), counts, formulas, errors)
        self.absent: Counter[str] = Counter()
        self._context = context
        self._code_owners: dict[str, tuple[Hashable, int]] = {}

    def check_together(self, draft: DegreeDraft) -> None:
        take_other_names(draft)
        judging.judge_degree(draft)
        judging.judge_year(draft, self._context.academic_year)
        judging.judge_dates(draft, self._context.today)
        has_approvals = "approved_on" in self.columns.index
        if judging.judge_standing(draft, self._context.today, has_approvals=has_approvals):
            self.absent["approved"] += 1
        judging.judge_age(draft)
        if draft.person_id is None and not draft.student_code and not draft.breaks("student_code"):
            draft.add("person_id", "unidentified")

    def adapt(self, draft: DegreeDraft) -> None:
        kept = []
        for field, rule, params in draft.broken:
            if rule in _WHOLE_INSTEAD and _WHOLE_INSTEAD[rule] not in self.columns.index:
                self.absent[rule] += 1
                continue
            if rule == "other_university_row":
                if field == "university_name" and "university_code" in self.columns.index:
                    continue  # names are written in many ways: where there is a code, it decides
                field = "university"
                params = {"university": draft.university_name or draft.university_code}
            kept.append((field, rule, params))
        draft.broken = kept

    def finished(self, draft: DegreeDraft, name_as_written: str) -> DegreeRow | None:
        if draft.breaks("university"):
            return None
        listed: dict[str, Any] = draft.listed(name_as_written)
        return DegreeRow(
            **listed,
            degree_th=draft.degree_th,
            degree_abbr=draft.degree_abbr,
            degree_en=draft.degree_en,
            programme=draft.programme,
            major=draft.major,
            faculty=draft.faculty,
            campus=draft.campus,
            level=draft.level,
            academic_year=draft.academic_year,
            term=draft.term,
            completed_on=draft.completed_on,
            approved_on=draft.approved_on,
            ceremony_on=draft.ceremony_on,
            gpax=draft.gpax,
            honours=draft.honours,
            standing=draft.standing,
        )

    def check_twice(self, number: int, found: DegreeRow, draft: DegreeDraft) -> None:
        code = found.student_code.casefold()
        owner: Hashable = found.person_id.canonical if found.person_id else f"code {code}"
        if not code and found.person_id is None:
            return
        # the register keeps one row for each degree of a student code, else of a person
        whose: Hashable = code or owner
        degree = degree_key(found.degree_th, found.degree_abbr, found.degree_en, found.major)
        twice = self.seen.person((whose, degree), number, found)
        if twice is not None:
            rule = twice[0].replace("duplicate_person", "duplicate_degree")
            draft.add("degree_th", rule, first_row=twice[1])
        elif code:
            first_owner, first_row = self._code_owners.setdefault(code, (owner, number))
            if first_owner != owner:
                draft.add("student_code", "student_code_twice", first_row=first_row)

    def place_of(self, field: str) -> str:
        index = self.columns.index
        if field in index:
            return field
        return next((other for other in _ELSEWHERE.get(field, ()) if other in index), field)
