"""What cannot be taken, by its place in the body."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any
from uuid import UUID

from apps.courses.api.refusals import LinesInputError
from apps.courses.errors import LinesError
from apps.kpi.api.words import both, pointer_of
from apps.kpi.errors import CountsError, UnknownOutcomeError
from apps.kpi.models import Submission
from apps.kpi.refusals import ContentChangedError, FindingsError
from apps.partner_api.errors import FieldProblem, InvalidInputError
from apps.partner_api.problems import in_both

MOST = 200
WHOLE = ("indicator", "period", "counts")


class FindingsInputError(InvalidInputError):
    """FindingsError with JSON pointers into the figure; `data["findings"]` holds their keys."""

    code = FindingsError.code
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = FindingsError.message


class CountsInputError(InvalidInputError):
    """Numbers that the definition's formula cannot take."""

    code = CountsError.code
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = CountsError.message


def problem(pointer: str, code: str, message: Any) -> FieldProblem:
    texts = in_both(message)
    return FieldProblem(pointer, code, texts["th"], texts["en"])


@contextmanager
def counts_named() -> Iterator[None]:
    """For what evaluates the counts of one figure."""
    try:
        yield
    except (UnknownOutcomeError, CountsError) as refused:
        told = problem("/counts", refused.code, refused.message)
        raise CountsInputError([told]) from refused


@contextmanager
def findings_named() -> Iterator[None]:
    """For the service call that sends a figure."""
    try:
        yield
    except FindingsError as refused:
        found = []
        for one in refused.findings:
            told = both(lambda one=one: one.sentence)  # type: ignore[misc]
            found.append(FieldProblem(pointer_of(one.field), one.code, told["th"], told["en"]))
        named = FindingsInputError(found)
        named.data = refused.data
        raise named from refused


@contextmanager
def version_told(**figure: Any) -> Iterator[None]:
    """A 409 tells the version as it is now. `figure`: how the figure is found."""
    try:
        yield
    except ContentChangedError as refused:
        row = Submission.objects.filter(**figure, is_current=True).first()
        refused.data["version"] = row.version if row else 0
        raise


def own(institution_id: int, uuid: UUID) -> dict[str, Any]:
    return {"institution_id": institution_id, "uuid": uuid}


@contextmanager
def rows_named() -> Iterator[None]:
    """For the service call on the list that stands under `counts`; outcomes stand one deeper."""
    try:
        yield
    except LinesError as refused:
        found = []
        for one in refused.problems[:MOST]:
            inside = one.field if one.field in WHOLE else f"counts/{one.field}"
            found.append(problem(f"/counts/{one.line - 1}/{inside}", "line", one.message))
        raise LinesInputError(found) from refused
