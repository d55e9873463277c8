"""Addresses below /api/. Nouns for what is read; an act on one request is its last word."""

from django.urls import path

from apps.certificates.api.views import acts, batches, requests, service

REQUESTS = "v1/certificate-requests/"
ONE = f"{REQUESTS}<uuid:uuid>"
BATCHES = "v1/certificate-batches/"
BATCH = f"{BATCHES}<uuid:uuid>"

urlpatterns = [
    path(REQUESTS, requests.CertificateRequestsView.as_view(), name="api_certificate_requests"),
    path(ONE, requests.CertificateRequestView.as_view(), name="api_certificate_request"),
    path(f"{ONE}/paper", requests.CertificatePaperView.as_view(), name="api_certificate_paper"),
    path(f"{ONE}/change", acts.ChangeRequestView.as_view(), name="api_certificate_change"),
    path(f"{ONE}/cancel", acts.CancelRequestView.as_view(), name="api_certificate_cancel"),
    path(f"{ONE}/deliver", acts.DeliverRequestView.as_view(), name="api_certificate_deliver"),
    path(f"{ONE}/replace", acts.ReplaceRequestView.as_view(), name="api_certificate_replace"),
    path(BATCHES, batches.CertificateBatchesView.as_view(), name="api_certificate_batches"),
    path(BATCH, batches.CertificateBatchView.as_view(), name="api_certificate_batch"),
    path(
        f"{BATCH}/deliver",
        batches.DeliverBatchView.as_view(),
        name="api_certificate_batch_deliver",
    ),
    path(
        f"{BATCH}/archive",
        batches.CertificateArchiveView.as_view(),
        name="api_certificate_archive",
    ),
    path("v1/service-requests/feed", service.ServiceFeedView.as_view(), name="api_service_feed"),
    path("v1/service-levels", service.ServiceLevelsView.as_view(), name="api_service_levels"),
    path("v1/service-figures", service.ServiceFiguresView.as_view(), name="api_service_figures"),
]
