from django.apps import AppConfig


class QualificationsConfig(AppConfig):
    name = "apps.qualifications"

    def ready(self) -> None:
        from apps.qualifications import tasks  # noqa: F401  (registers the kinds of job)
        from apps.qualifications.notice_words import register_notices

        register_notices()
