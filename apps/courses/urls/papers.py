"""Addresses of papers and files; see the package."""

from django.urls import URLPattern, path

from apps.courses.views import files, papers

urlpatterns: list[URLPattern] = [
    path("registrations/<uuid:uuid>/paper/", papers.results_paper, name="results_paper"),
    path("learners/<uuid:uuid>/statement/", papers.statement_paper, name="statement_paper"),
    path("learners/<uuid:uuid>/recognition/", papers.recognition_paper, name="recognition_paper"),
    path("papers/<uuid:uuid>/", papers.paper, name="paper"),
    path("papers/<uuid:uuid>.pdf", papers.paper_file, name="paper_file"),
    path("requests/<uuid:uuid>/export.<str:fmt>", files.request_export, name="request_export"),
    path(
        "registrations/<uuid:uuid>/export.<str:fmt>",
        files.registration_export,
        name="registration_export",
    ),
    path("exports/<int:year>/<int:term>.<str:fmt>", files.term_export, name="term_export"),
]
