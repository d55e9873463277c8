"""Shapes of the answers, for the schema."""

from rest_framework import serializers


class NamedClientSerializer(serializers.Serializer[None]):
    client_id = serializers.CharField()
    name = serializers.CharField()


class NamedInstitutionSerializer(serializers.Serializer[None]):
    uuid = serializers.UUIDField()
    code = serializers.CharField(help_text="The ministry's code.")
    name_th = serializers.CharField()
    name_en = serializers.CharField(allow_blank=True)


class BudgetSerializer(serializers.Serializer[None]):
    limit = serializers.IntegerField(help_text="Persons a day, from midnight in Bangkok.")
    used = serializers.IntegerField(help_text="Refused attempts of the client included.")
    left = serializers.IntegerField()


class LookupsSerializer(serializers.Serializer[None]):
    client = BudgetSerializer()
    institution = BudgetSerializer()


class MeSerializer(serializers.Serializer[None]):
    client = NamedClientSerializer()
    institution = NamedInstitutionSerializer()
    scopes = serializers.ListField(child=serializers.CharField())
    token_expires_at = serializers.DateTimeField()
    lookups_today = LookupsSerializer()


class FieldProblemSerializer(serializers.Serializer[None]):
    pointer = serializers.CharField(
        help_text="JSON pointer into the body, e.g. /applicants/3/birth_date; ?name for a query."
    )
    code = serializers.CharField()
    message_th = serializers.CharField()
    message_en = serializers.CharField()


class ProblemSerializer(serializers.Serializer[None]):
    """RFC 9457. `title` and `detail` follow Accept-Language; decide by `code`."""

    type = serializers.CharField(help_text="urn:registrar-net:problem:<code>")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    code = serializers.CharField()
    title_th = serializers.CharField()
    title_en = serializers.CharField()
    detail_th = serializers.CharField()
    detail_en = serializers.CharField()
    errors = FieldProblemSerializer(  # type: ignore[assignment]
        many=True, required=False
    )
    data = serializers.DictField(required=False)  # type: ignore[assignment]
