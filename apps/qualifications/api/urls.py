"""Addresses below /api/. Nouns for what is read; an act on one check or degree is its last word."""

from django.urls import path

from apps.qualifications.api.views import acts, checks, letters, register

CHECKS = "v1/qualification-checks/"
CHECK = f"{CHECKS}<uuid:uuid>"
DEGREES = "v1/register/degrees/"
LOADS = "v1/register/loads/"

urlpatterns = [
    path(CHECKS, checks.ChecksView.as_view(), name="api_checks"),
    path(f"{CHECKS}board", checks.BoardView.as_view(), name="api_check_board"),
    path(CHECK, checks.CheckView.as_view(), name="api_check"),
    path(f"{CHECK}/timeline", checks.TimelineView.as_view(), name="api_check_timeline"),
    path(f"{CHECK}/matches", checks.MatchesView.as_view(), name="api_check_matches"),
    path(f"{CHECK}/messages", acts.MessagesView.as_view(), name="api_check_messages"),
    path(f"{CHECK}/cancel", acts.CancelView.as_view(), name="api_check_cancel"),
    path(f"{CHECK}/documents", acts.GiveDocumentsView.as_view(), name="api_check_documents"),
    path(
        f"{CHECK}/documents/<uuid:document>",
        acts.DocumentView.as_view(),
        name="api_check_document",
    ),
    path(
        f"{CHECK}/request-documents",
        acts.RequestDocumentsView.as_view(),
        name="api_check_request_documents",
    ),
    path(f"{CHECK}/answer", acts.AnswerView.as_view(), name="api_check_answer"),
    path(f"{CHECK}/letter", letters.LetterView.as_view(), name="api_check_letter"),
    path(DEGREES, register.DegreesView.as_view(), name="api_degrees"),
    path(f"{DEGREES}<uuid:uuid>", register.DegreeView.as_view(), name="api_degree"),
    path(
        f"{DEGREES}<uuid:uuid>/correct",
        register.CorrectView.as_view(),
        name="api_degree_correct",
    ),
    path(
        f"{DEGREES}<uuid:uuid>/withdraw",
        register.WithdrawDegreeView.as_view(),
        name="api_degree_withdraw",
    ),
    path(LOADS, register.LoadsView.as_view(), name="api_register_loads"),
    path(f"{LOADS}<uuid:uuid>", register.LoadView.as_view(), name="api_register_load"),
    path("v1/register/coverage", register.CoverageView.as_view(), name="api_register_coverage"),
]
