"""Addresses below /api/. Nouns for what is read; an act is the last word of what it acts on."""

from django.urls import path

from apps.kpi.api.views import acts, counts, cycles, definitions, evidence, submissions, values

BASE = "v1/indicators"
DEFINITIONS = f"{BASE}/definitions/"
CYCLES = f"{BASE}/cycles/"
SUBMISSIONS = f"{BASE}/submissions/"
ONE = f"{SUBMISSIONS}<uuid:uuid>"
FILE = f"{BASE}/evidence/<uuid:uuid>"

urlpatterns = [
    path(DEFINITIONS, definitions.DefinitionsView.as_view(), name="api_indicator_definitions"),
    path(
        f"{DEFINITIONS}<slug:code>/<int:version>",
        definitions.DefinitionView.as_view(),
        name="api_indicator_definition",
    ),
    path(CYCLES, cycles.CyclesView.as_view(), name="api_indicator_cycles"),
    path(f"{CYCLES}<uuid:uuid>", cycles.CycleView.as_view(), name="api_indicator_cycle"),
    path(SUBMISSIONS, submissions.SubmissionsView.as_view(), name="api_indicator_submissions"),
    path(ONE, submissions.SubmissionView.as_view(), name="api_indicator_submission"),
    path(f"{ONE}/submit", acts.SubmitView.as_view(), name="api_indicator_submit"),
    path(f"{ONE}/evidence", evidence.AttachView.as_view(), name="api_indicator_attach"),
    path(FILE, evidence.EvidenceView.as_view(), name="api_indicator_evidence"),
    path(f"{FILE}/remove", evidence.RemoveView.as_view(), name="api_indicator_evidence_remove"),
    path(f"{BASE}/values/", values.ValuesView.as_view(), name="api_indicator_values"),
    path(
        f"{BASE}/distribution",
        values.DistributionView.as_view(),
        name="api_indicator_distribution",
    ),
    path(f"{BASE}/counts/", counts.CountsView.as_view(), name="api_indicator_counts"),
]
