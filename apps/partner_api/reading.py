"""Input of an endpoint: validated once, and once more for the other language when it is wrong."""

from typing import Any

from django.utils import translation
from rest_framework.request import Request
from rest_framework.serializers import BaseSerializer

from apps.partner_api.errors import FieldProblem, InvalidInputError
from apps.partner_api.pointers import field_problems


def read_input(serializer: type[BaseSerializer[Any]], request: Request) -> Any:
    """The validated body. Raises InvalidInputError with every fault in Thai and in English.

    The framework words a message, with its numbers in it, in the language of the moment; so wrong
    input is validated a second time. Validators must therefore not write anything.
    """
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


def parameter_error(name: str, code: str, message_th: str, message_en: str) -> InvalidInputError:
    return InvalidInputError([FieldProblem(f"?{name}", code, message_th, message_en)])
