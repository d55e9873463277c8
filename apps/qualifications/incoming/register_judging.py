"""What the cells of a register's row mean together: degree, year, dates, standing, age."""

import datetime as dt
from typing import cast

from apps.qualifications.degrees import Degree, parse_degree
from apps.qualifications.incoming.register_draft import DegreeDraft
from apps.qualifications.incoming.shapes import Level

_NAMES = ("degree_th", "degree_abbr", "degree_en")
_ABBREVIATION_LENGTH = 60
# at graduation; outside the first range a person looks, outside the second the date cannot be right
_USUAL_AGES, _POSSIBLE_AGES = range(18, 81), range(13, 110)


def judge_degree(draft: DegreeDraft) -> None:
    """Rules degree_missing, degree_unknown, degrees_differ, level_differs; sets the level."""
    _place_names(draft)
    given = [getattr(draft, name) for name in _NAMES]
    read = [parse_degree(name) for name in given if name]
    if not read:
        draft.level = cast(Level | None, draft.named_level)
        if draft.stated != "attended" and not any(draft.breaks(name) for name in _NAMES):
            draft.add("degree_th", "degree_missing")
        return
    draft.major = draft.major or next((one.major for one in read if one.major), "")
    known = [one for one in read if one.is_known]
    if known and not frozenset.intersection(*(one.ids for one in known)):
        draft.add("degree_th", "degrees_differ", names=" / ".join(filter(None, given)))
    _judge_level(draft, read)


def _judge_level(draft: DegreeDraft, read: list[Degree]) -> None:
    levels = {one.level for one in read if one.level}
    told = levels.pop() if len(levels) == 1 else None
    if draft.named_level and told and draft.named_level != told:
        draft.add("level", "level_differs")
    if not draft.named_level and not told and not draft.breaks("level"):
        known = any(one.is_known for one in read)
        if not known:
            draft.add("degree_th", "degree_unknown")
    draft.level = cast(Level | None, draft.named_level or told)


def _place_names(draft: DegreeDraft) -> None:
    """Put each name where it belongs; a programme may be named for its degree."""
    if not any(getattr(draft, name) for name in _NAMES) and draft.programme:
        named = parse_degree(draft.programme)
        if named.is_known or named.level:
            draft.degree_th = draft.programme
    name = draft.degree_th
    if not name:
        return
    form = parse_degree(name).form
    if form == "english" and not draft.degree_en:
        draft.degree_th, draft.degree_en = "", name
    elif (
        form in ("thai_short", "english_short")
        and not draft.degree_abbr
        and len(name) <= _ABBREVIATION_LENGTH
    ):
        draft.degree_th, draft.degree_abbr = "", name


def judge_year(draft: DegreeDraft, of_list: int | None) -> None:
    """Rules year_missing, year_differs; sets academic year and term."""
    with_year = draft.in_year if draft.in_year[1] else draft.in_term_year
    draft.term = draft.in_term or with_year[0]
    draft.academic_year = with_year[1] or of_list
    broken = draft.breaks("academic_year") or draft.breaks("term_year")
    if with_year[1] and of_list and with_year[1] != of_list:
        draft.add("academic_year", "year_differs", year=of_list + 543)
    elif draft.academic_year is None and not broken and draft.stated != "attended":
        draft.add("academic_year", "year_missing")


def judge_dates(draft: DegreeDraft, today: dt.date) -> None:
    """Rules completed_in_future, completed_outside_year, dates_out_of_order and of the ceremony."""
    completed, approved, year = draft.completed_on, draft.approved_on, draft.academic_year
    if completed:
        if completed > today:
            draft.add("completed_on", "completed_in_future")
        elif year is not None and completed.year not in (year, year + 1):
            draft.add("completed_on", "completed_outside_year", year=year + 543)
    if completed and approved and approved < completed:
        draft.add("approved_on", "dates_out_of_order")
    earliest = approved or completed
    if earliest and draft.ceremony_on and draft.ceremony_on < earliest:
        draft.add("ceremony_on", "ceremony_before_approval")


def judge_standing(draft: DegreeDraft, today: dt.date, *, has_approvals: bool) -> bool:
    """Rules approved_missing, approved_in_future, standing_differs, attended_with_approval.

    Sets the standing: nothing is conferred without the council. True where a date of approval is
    missing only because the file has no such column.
    """
    approved = draft.approved_on
    if draft.stated == "attended":
        draft.standing = "attended"
        if approved:
            draft.add("standing", "attended_with_approval")
        return False
    draft.standing = "completed"
    if approved is None:
        if has_approvals and draft.stated != "completed" and not draft.breaks("approved_on"):
            draft.add("approved_on", "approved_missing")
        return not has_approvals and draft.stated != "completed"
    if approved > today:
        draft.add("approved_on", "approved_in_future")
        return False
    draft.standing = "conferred"
    if draft.stated == "completed":
        draft.add("standing", "standing_differs")
    return False


def judge_age(draft: DegreeDraft) -> None:
    """Rules birth_out_of_range, birth_age_unusual, by the age at graduation."""
    born, year = draft.dated[0].year, draft.academic_year
    if born is None or year is None or draft.breaks("born"):
        return
    age = year + 1 - born
    if age not in _POSSIBLE_AGES:
        draft.add("born", "birth_out_of_range")
    elif age not in _USUAL_AGES:
        draft.add("born", "birth_age_unusual", age=age)
