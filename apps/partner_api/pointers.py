"""The framework's nested validation errors as a flat list with JSON pointers."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from apps.partner_api.errors import FieldProblem

NON_FIELD = "non_field_errors"
MOST = 200
# some messages of the framework quote the value, which may be an ID in the wrong field
LONG_NUMBER = re.compile(r"(?:\d[\s-]?){7,}\d")


def escape(part: object) -> str:
    """RFC 6901 §3."""
    return str(part).replace("~", "~0").replace("/", "~1")


def leaves(detail: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """Each error with the pointer to its value.

    A list holds either the errors of one value, or for a list of objects one mapping per element,
    an empty one where the element is right; both kinds may not stand side by side.
    """
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            yield from leaves(inner, pointer if name == NON_FIELD else f"{pointer}/{escape(name)}")
    elif isinstance(detail, Sequence) and not isinstance(detail, str):
        for place, inner in enumerate(detail):
            nested = isinstance(inner, Mapping)
            yield from leaves(inner, f"{pointer}/{place}" if nested else pointer)
    else:
        yield pointer, detail


def field_problems(thai: Any, english: Any) -> list[FieldProblem]:
    """Both validations of the same input, so of the same shape; the first 200 errors."""
    return [
        FieldProblem(pointer, getattr(th, "code", "invalid"), _masked(th), _masked(en))
        for (pointer, th), (_same, en), _count in zip(
            leaves(thai), leaves(english), range(MOST), strict=False
        )
    ]


def _masked(message: object) -> str:
    return LONG_NUMBER.sub("…", str(message))
