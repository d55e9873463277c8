from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "apps.certificates"

    def ready(self) -> None:
        from apps.certificates import tasks  # noqa: F401  (registers the kinds of job)
