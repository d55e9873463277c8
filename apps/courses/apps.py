from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "apps.courses"

    def ready(self) -> None:
        from apps.courses import tasks  # noqa: F401  (registers the kinds of job)
        from apps.courses.incoming import fast_format

        fast_format.register()
