"""Addresses of the work list and of one request."""

from django.urls import path

from apps.certificates.views import approving, request_edit, request_new, request_page, requests

REQUEST = "requests/<uuid:uuid>"

urlpatterns = [
    path("", requests.requests, name="request_list"),
    path("export.csv", requests.export, name="export"),
    path("selected/", requests.selected, name="selected"),
    path("approve/", approving.approve, name="approve"),
    path("resume/", request_page.resume, name="resume"),
    path("new/", request_new.choose_kind, name="request_new"),
    path("new/<slug:kind>/", request_new.request_new, name="request_new_kind"),
    path(f"{REQUEST}/", request_page.detail, name="request"),
    path(f"{REQUEST}/edit/", request_edit.edit, name="request_edit"),
    path(f"{REQUEST}/replace/", request_edit.replace, name="request_replace"),
    path(f"{REQUEST}/act/<slug:name>/", request_page.act, name="request_act"),
    path(f"{REQUEST}/paper.pdf", request_page.paper_file, name="paper_file"),
]
