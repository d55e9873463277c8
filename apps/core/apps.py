from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "apps.core"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        from apps.core import startup  # registers the system checks too

        connection_created.connect(startup.refuse_unsafe_role)
