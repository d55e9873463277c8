"""What cannot be taken, by its place in the body."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from apps.certificates.applications import Application
from apps.certificates.errors import FactsError
from apps.courses.api.refusals import LinesInputError
from apps.courses.errors import LinesError
from apps.partner_api.errors import FieldProblem, InvalidInputError
from apps.partner_api.problems import in_both

MOST = 200
OWN_FIELDS = set(Application.__dataclass_fields__)


class FactsInputError(InvalidInputError):
    """FactsError with JSON pointers."""

    code = FactsError.code
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = FactsError.message


@contextmanager
def faults_named(pointer: str) -> Iterator[None]:
    """For the service call on the request, or the list of requests, that stands at `pointer`."""
    try:
        yield
    except FactsError as refused:
        raise FactsInputError(
            [_problem(pointer, one.field, "fact", one.sentence) for one in refused.problems[:MOST]]
        ) from refused
    except LinesError as refused:
        raise LinesInputError(
            [
                _problem(f"{pointer}/{one.line - 1}", one.field, "line", one.message)
                for one in refused.problems[:MOST]
            ]
        ) from refused


def _problem(place: str, field: str, code: str, message: Any) -> FieldProblem:
    texts = in_both(message)
    inside = "" if not field or field in OWN_FIELDS else "/facts"
    pointer = f"{place}{inside}/{field}" if field else place
    return FieldProblem(pointer, code, texts["th"], texts["en"])
