from celery import shared_task

from apps.events import services


@shared_task(name="events.seal")
def seal() -> None:
    services.seal()
