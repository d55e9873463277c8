from django.apps import AppConfig


class PartnerApiConfig(AppConfig):
    name = "apps.partner_api"
