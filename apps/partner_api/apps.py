from django.apps import AppConfig


class PartnerApiConfig(AppConfig):
    name = "apps.partner_api"

    def ready(self) -> None:
        from apps.partner_api import schema_security  # noqa: F401  (registers itself)
