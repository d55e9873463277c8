"""Addresses of courses at another university; collections end with a slash, single things not."""

from django.urls import path

from apps.courses.api.views import acts, basis, learners, recognitions, registrations, results
from apps.courses.api.views.offerings import CatalogueView, OfferingsView
from apps.courses.api.views.requests import RequestsView, RequestView, SubmitView

R = "v1/cross-registrations/"

urlpatterns = [
    path("v1/agreements/", basis.AgreementsView.as_view(), name="api_agreements"),
    path("v1/agreements/<uuid:uuid>", basis.AgreementView.as_view(), name="api_agreement"),
    path("v1/rules", basis.RulesView.as_view(), name="api_rules"),
    path("v1/precedents", basis.PrecedentsView.as_view(), name="api_precedents"),
    path("v1/offerings/", OfferingsView.as_view(), name="api_offerings"),
    path("v1/catalogue/", CatalogueView.as_view(), name="api_catalogue"),
    path("v1/cross-requests/", RequestsView.as_view(), name="api_cross_requests"),
    path("v1/cross-requests/<uuid:uuid>", RequestView.as_view(), name="api_cross_request"),
    path("v1/cross-requests/<uuid:uuid>/submit", SubmitView.as_view(), name="api_submit"),
    path(R, registrations.RegistrationsView.as_view(), name="api_cross_registrations"),
    path(f"{R}accept", acts.AcceptView.as_view(), name="api_accept"),
    path(f"{R}decline", acts.DeclineView.as_view(), name="api_decline"),
    path(f"{R}enrol", acts.EnrolView.as_view(), name="api_enrol"),
    path(f"{R}details", acts.DetailsView.as_view(), name="api_details"),
    path(f"{R}withdraw", acts.WithdrawView.as_view(), name="api_withdraw"),
    path(f"{R}cancel", acts.CancelView.as_view(), name="api_cancel"),
    path(f"{R}acknowledge", acts.AcknowledgeView.as_view(), name="api_acknowledge"),
    path(
        f"{R}<uuid:uuid>", registrations.RegistrationView.as_view(), name="api_cross_registration"
    ),
    path(f"{R}<uuid:uuid>/change", registrations.ChangeView.as_view(), name="api_change"),
    path("v1/results/", results.ResultsView.as_view(), name="api_results"),
    path("v1/results/approve", results.ApproveResultsView.as_view(), name="api_results_approve"),
    path(
        "v1/results/<uuid:uuid>/return",
        results.ReturnResultView.as_view(),
        name="api_result_return",
    ),
    path("v1/recognitions/", recognitions.RecognitionsView.as_view(), name="api_recognitions"),
    path(
        "v1/recognitions/<uuid:uuid>",
        recognitions.RecognitionView.as_view(),
        name="api_recognition",
    ),
    path(
        "v1/recognitions/<uuid:uuid>/approve",
        recognitions.ApproveRecognitionView.as_view(),
        name="api_recognition_approve",
    ),
    path(
        "v1/recognitions/<uuid:uuid>/return",
        recognitions.ReturnRecognitionView.as_view(),
        name="api_recognition_return",
    ),
    path(
        "v1/recognitions/<uuid:uuid>/reopen",
        recognitions.ReopenRecognitionView.as_view(),
        name="api_recognition_reopen",
    ),
    path("v1/learners/", learners.LearnersView.as_view(), name="api_learners"),
    path("v1/learners/<uuid:uuid>", learners.LearnerView.as_view(), name="api_learner"),
]
