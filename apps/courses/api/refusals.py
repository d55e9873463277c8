"""Which row of a batch is to blame, in the words of the API."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http import HTTPStatus

from apps.courses.errors import CourseStateError, LinesError, VersionError
from apps.courses.models import CrossRegistration
from apps.courses.services.registrations import Pick
from apps.partner_api.errors import FieldProblem, InvalidInputError
from apps.partner_api.problems import in_both

MOST = 200


class LinesInputError(InvalidInputError):
    """LinesError with JSON pointers instead of line numbers."""

    code = LinesError.code
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = LinesError.message


@contextmanager
def rows_named(name: str, picks: Sequence[Pick] = ()) -> Iterator[None]:
    """For the service call on a list that stands under `name` in the body.

    A 409 gets `data.registrations`: state and version, as they are now, of the rows in `picks`
    that are no longer in the version named; or of all rows where only a state is wrong.
    """
    try:
        yield
    except LinesError as refused:
        raise LinesInputError(_problems(refused, name)) from refused
    except (VersionError, CourseStateError) as refused:
        refused.data["registrations"] = _as_they_are(picks)
        raise


def _problems(refused: LinesError, name: str) -> list[FieldProblem]:
    found = []
    for one in refused.problems[:MOST]:
        texts = in_both(one.message)
        line = f"/{one.line - 1}" if one.line else ""
        field = f"/{one.field}" if line and one.field else ""
        found.append(FieldProblem(f"/{name}{line}{field}", "line", texts["th"], texts["en"]))
    return found


def _as_they_are(picks: Sequence[Pick]) -> list[dict[str, str | int]]:
    seen = {pick.uuid: pick.version for pick in picks}
    rows = list(CrossRegistration.objects.filter(uuid__in=seen).order_by("pk"))
    stale = [row for row in rows if row.version != seen[row.uuid]] or rows
    return [
        {"uuid": str(row.uuid), "state": row.state, "version": row.version} for row in stale[:MOST]
    ]
