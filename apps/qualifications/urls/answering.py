"""Addresses of the university that holds the degree, and of a check for both sides."""

from django.urls import path

from apps.qualifications.views import (
    answering,
    answering_entry,
    answering_written,
    checks,
    checks_files,
)

CHECK = "checks/<uuid:uuid>"

urlpatterns = [
    path("queue/", answering.queue_list, name="queue"),
    path("history/", answering.held_list, name="held_list"),
    path("history/export.csv", answering.held_export, name="held_export"),
    path(f"{CHECK}/", checks.detail, name="check"),
    path(f"{CHECK}/answer/", answering_entry.choose, name="answer_choose"),
    path(f"{CHECK}/answer/none/", answering_entry.without, name="answer_without"),
    path(f"{CHECK}/answer/written/", answering_written.written, name="answer_written"),
    path(f"{CHECK}/answer/<uuid:line>/", answering_entry.from_entry, name="answer_entry"),
    path(f"{CHECK}/act/<slug:act>/", checks.check_act, name="check_act"),
    path(f"{CHECK}/documents/<uuid:file>/", checks_files.attachment, name="attachment"),
    path(f"{CHECK}/letter/", checks_files.letter, name="check_letter"),
    path(f"{CHECK}/letter/progress/", checks_files.letter_progress, name="check_letter_progress"),
    path(f"{CHECK}/letter.pdf", checks_files.letter_file, name="check_letter_file"),
]
