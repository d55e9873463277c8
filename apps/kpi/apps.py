from django.apps import AppConfig


class KpiConfig(AppConfig):
    name = "apps.kpi"

    def ready(self) -> None:
        from apps.kpi import aftercare, notices, tasks  # noqa: F401  (register what they hold)
        from apps.kpi.services import reporting, survey_mailing  # noqa: F401  (kinds of job)
