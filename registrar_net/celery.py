"""The Celery application: Redis only wakes workers; what must be done stands in the Job table."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "registrar_net.settings.demo")

app = Celery("registrar_net")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
