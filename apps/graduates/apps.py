from django.apps import AppConfig


class GraduatesConfig(AppConfig):
    name = "apps.graduates"

    def ready(self) -> None:
        from apps.graduates import tasks  # noqa: F401  (registers the handlers of its jobs)
