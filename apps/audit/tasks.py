from celery import shared_task

from apps.audit import services


@shared_task(name="audit.seal")
def seal() -> None:
    while services.seal() == services.BATCH:
        pass
    services.write_checkpoint()
