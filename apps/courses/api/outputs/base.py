"""Shapes that several answers share."""

from typing import Any

from drf_spectacular.utils import inline_serializer
from rest_framework import serializers


class PartyOut(serializers.Serializer[Any]):
    """An institution."""

    code = serializers.CharField(help_text="The ministry's code.")
    name_th = serializers.CharField()
    name_en = serializers.CharField()


class NamedOfficerOut(serializers.Serializer[Any]):
    """Who did it, with the post of that time."""

    name = serializers.CharField()
    post = serializers.CharField()


def officer(row: Any, act: str) -> dict[str, str] | None:
    """`<act>_name` and `<act>_post` of the row; None where nobody has done it yet."""
    name = getattr(row, f"{act}_name")
    return {"name": name, "post": getattr(row, f"{act}_post")} if name else None


def page_shape(child: type[serializers.Serializer[Any]]) -> Any:
    """The schema of a page of such items."""
    return inline_serializer(
        name=child.__name__.removesuffix("Out") + "Page",
        fields={
            "items": child(many=True),
            "next": serializers.CharField(
                allow_null=True, help_text="Address of the next page; null on the last one."
            ),
        },
    )


def amount(digits: int = 4, places: int = 1, **how: Any) -> serializers.DecimalField:
    """A decimal number, written as text."""
    return serializers.DecimalField(max_digits=digits, decimal_places=places, **how)
