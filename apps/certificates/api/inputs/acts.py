"""Acts on a request. Each names the officer."""

from rest_framework import serializers

from apps.certificates.kinds import Delivery
from apps.courses.api.inputs.base import Input, OfficerIn


class CancelRequestIn(Input):
    officer = OfficerIn()
    reason = serializers.CharField(max_length=300, help_text="At least five letters.")


class DeliverIn(Input):
    officer = OfficerIn()
    how = serializers.ChoiceField(choices=Delivery.choices)
