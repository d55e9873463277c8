"""Addresses of figures: the institution's work list, entry, reading and approving, evidence."""

from django.urls import path

from apps.kpi.views import entry, evidence, submission, work

FIGURE = "figures/<uuid:uuid>"

urlpatterns = [
    path("figures/", work.work, name="work"),
    path("figures/export.csv", work.export, name="work_export"),
    path("cycles/<uuid:uuid>/", entry.entry, name="entry"),
    path(f"{FIGURE}/", submission.submission, name="submission"),
    path(f"{FIGURE}/versions/<int:version>/", submission.version, name="submission_version"),
    path(f"{FIGURE}/act/<slug:name>/", submission.act, name="submission_act"),
    path("evidence/<uuid:uuid>/", evidence.evidence, name="evidence"),
]
