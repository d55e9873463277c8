"""Input of an endpoint: validated once, and once more for the other language when it is wrong."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.serializers import BaseSerializer

from apps.partner_api.errors import FieldProblem, InvalidInputError
from apps.partner_api.pointers import field_problems
from apps.partner_api.problems import in_both

HALF = re.compile("[\ud800-\udfff]")
FIELD_NAME = re.compile(r"[a-z0-9_]{1,40}")
HALF_TOLD = _("This text holds half of a character. Send complete characters in UTF-8.")


def read_input(serializer: type[BaseSerializer[Any]], request: Request) -> Any:
    """The validated body. Raises InvalidInputError with every fault in Thai and in English.

    The framework words a message, with its numbers in it, in the language of the moment; so wrong
    input is validated a second time. Validators must therefore not write anything.
    """
    place = half_character(request.data)
    if place is not None:
        message = in_both(HALF_TOLD)
        raise InvalidInputError(
            [FieldProblem(place, "half_character", message["th"], message["en"])]
        )
    thai, read = _errors_in("th", serializer, request.data)
    if not thai:
        return read.validated_data
    english, _again = _errors_in("en", serializer, request.data)
    raise InvalidInputError(field_problems(thai, english))


def _errors_in(
    language: str, serializer: type[BaseSerializer[Any]], data: Any
) -> tuple[Any, BaseSerializer[Any]]:
    with translation.override(language):
        read = serializer(data=data)
        read.is_valid()
        return read.errors, read


def half_character(data: Any) -> str | None:
    """Pointer to a text that holds half of a surrogate pair; None without one.

    JSON can write it (`"\\ud800"`); no answer, log or table can. A name that is no field's may be
    anything, so that the pointer ends before it. Without recursion: a body may be nested deeply.
    """
    waiting: list[tuple[str, Any]] = [("", data)]
    while waiting:
        place, value = waiting.pop()
        if isinstance(value, str) and HALF.search(value):
            return place
        if isinstance(value, Mapping):
            if any(HALF.search(name) for name in value):
                return place
            waiting += [
                (f"{place}/{name}" if FIELD_NAME.fullmatch(name) else place, inner)
                for name, inner in value.items()
            ]
        elif isinstance(value, list):
            waiting += [(f"{place}/{index}", inner) for index, inner in enumerate(value)]
    return None


def parameter_error(name: str, code: str, message_th: str, message_en: str) -> InvalidInputError:
    return InvalidInputError([FieldProblem(f"?{name}", code, message_th, message_en)])
