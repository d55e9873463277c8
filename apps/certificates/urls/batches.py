"""Addresses of lists of requests."""

from django.urls import path

from apps.certificates.views import approving, batch_page, batches

BATCH = "batches/<uuid:uuid>"

urlpatterns = [
    path("batches/", batches.batch_list, name="batch_list"),
    path("batches/new/", batches.batch_new, name="batch_new"),
    path("batches/template-<slug:kind>.csv", batches.batch_template, name="batch_template"),
    path("batches/new/<uuid:uuid>/", batches.batch_preview, name="batch_preview"),
    path(f"{BATCH}/", batch_page.detail, name="batch"),
    path(f"{BATCH}/progress/", batch_page.progress, name="batch_progress"),
    path(f"{BATCH}/approve/", approving.approve_all, name="batch_approve"),
    path(f"{BATCH}/deliver/", batch_page.deliver, name="batch_deliver"),
    path(f"{BATCH}/archive.zip", batch_page.archive, name="batch_archive"),
]
