"""Addresses of the university that asks."""

from django.urls import path

from apps.qualifications.views import asking, asking_new, batches, batches_acts, batches_page

urlpatterns = [
    path("asked/", asking.asked_list, name="asked_list"),
    path("asked/export.csv", asking.asked_export, name="asked_export"),
    path("checks/new/", asking_new.check_new, name="check_new"),
    path("batches/", batches.batch_list, name="batch_list"),
    path("batches/new/", batches.batch_new, name="batch_new"),
    path("batches/template.csv", batches.batch_template, name="batch_template"),
    path("batches/<uuid:uuid>/", batches_page.batch, name="batch"),
    path("batches/<uuid:uuid>/send/", batches_acts.batch_send, name="batch_send"),
    path("batches/<uuid:uuid>/discard/", batches_acts.batch_discard, name="batch_discard"),
    path("batches/<uuid:uuid>/drop/", batches_acts.batch_drop, name="batch_drop"),
    path("batches/<uuid:uuid>/letter/", batches_acts.batch_letter, name="batch_letter"),
    path(
        "batches/<uuid:uuid>/letter.pdf", batches_acts.batch_letter_file, name="batch_letter_file"
    ),
    path("batches/<uuid:uuid>/board.csv", batches_acts.batch_export, name="batch_export"),
    path("batches/<uuid:uuid>/findings.csv", batches_acts.batch_findings, name="batch_findings"),
]
