from celery import shared_task

from apps.intake import services


@shared_task(name="intake.sweep")
def sweep() -> None:
    services.erase_forgotten()
    services.erase_orphans()
