from django.apps import AppConfig


class KpiConfig(AppConfig):
    name = "apps.kpi"

    def ready(self) -> None:
        from apps.kpi import aftercare, notices, tasks  # noqa: F401  (register what they hold)
        from apps.kpi.services import survey_mailing  # noqa: F401  (registers its kind of job)
