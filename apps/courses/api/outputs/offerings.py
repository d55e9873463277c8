"""Courses as offered, and what the network decided on them before."""

from typing import Any

from rest_framework import serializers

from apps.courses.api.outputs.base import PartyOut, amount


class CatalogueOut(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    host = PartyOut()
    academic_year = serializers.IntegerField(help_text="Christian number.")
    term = serializers.IntegerField()
    code = serializers.CharField()
    section = serializers.CharField()
    name_th = serializers.CharField()
    name_en = serializers.CharField()
    credits = serializers.CharField()
    credit_value = amount()
    level = serializers.CharField()
    isced = serializers.CharField()
    seats = serializers.IntegerField(allow_null=True)
    fee = amount(9, 2, allow_null=True, help_text="Baht.")
    schedule = serializers.CharField()
    language = serializers.CharField()
    withdraw_by = serializers.DateField(allow_null=True)
    description = serializers.CharField()


class OfferingOut(CatalogueOut):
    state = serializers.CharField()
    version = serializers.IntegerField()
    distribution = serializers.DictField(
        child=serializers.IntegerField(), allow_null=True, help_text="Of the whole class."
    )
    created_at = serializers.DateTimeField()


class PrecedentOut(serializers.Serializer[Any]):
    """One kind of decision on this course, as universities of the network took it."""

    home = PartyOut()
    outcome = serializers.CharField()
    target_code = serializers.CharField()
    target_name_th = serializers.CharField()
    target_name_en = serializers.CharField()
    target_credits = amount()
    no_transfer = serializers.CharField()
    content_share = amount(4, 3, allow_null=True)
    sources = serializers.IntegerField(help_text="How many courses were taken together.")
    decisions = serializers.IntegerField()
    last_on = serializers.DateField()


class PrecedentsOut(serializers.Serializer[Any]):
    items = PrecedentOut(many=True)
