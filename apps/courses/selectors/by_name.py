"""Students in the order of a Thai dictionary, the same on every page."""

from collections.abc import Iterable

from apps.core.thai.sort import sort_key
from apps.courses.models import CrossRegistration


def by_name(rows: Iterable[CrossRegistration]) -> list[CrossRegistration]:
    """By first name, surname, then as entered; the learners are loaded with the rows."""
    return sorted(rows, key=_name)


def by_name_in_requests(rows: Iterable[CrossRegistration]) -> list[CrossRegistration]:
    """Requests where the first line of each came; their lines beside each other, by name."""
    groups: dict[int, list[CrossRegistration]] = {}
    for row in rows:
        groups.setdefault(row.request_id, []).append(row)
    return [row for group in groups.values() for row in by_name(group)]


def _name(row: CrossRegistration) -> tuple[str, str, int]:
    learner = row.learner
    return sort_key(learner.first_name), sort_key(learner.last_name), row.pk
