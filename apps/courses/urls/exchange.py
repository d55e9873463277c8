"""Requests, registrations, results, recognition and the credit account."""

from django.urls import URLPattern, path

from apps.courses.views import (
    classes,
    entering,
    hosting,
    learners,
    recognising,
    recognitions,
    registration_list,
    registrations,
    requests,
    results,
)

urlpatterns: list[URLPattern] = [
    path("requests/", requests.request_list, name="request_list"),
    path("requests/new/", entering.request_new, name="request_new"),
    path("requests/<uuid:uuid>/", requests.detail, name="request"),
    path("requests/<uuid:uuid>/add/", entering.request_add, name="request_add"),
    path("requests/<uuid:uuid>/send/", requests.request_send, name="request_send"),
    path("requests/<uuid:uuid>/cancel/", requests.request_cancel, name="request_cancel"),
    path("registrations/", registration_list.registration_list, name="registration_list"),
    path("registrations/bulk/", registration_list.registration_bulk, name="registration_bulk"),
    path("registrations/<uuid:uuid>/", registrations.detail, name="registration"),
    path("registrations/<uuid:uuid>/act/", registrations.registration_act, name="registration_act"),
    path("registrations/<uuid:uuid>/correct/", results.result_correct, name="result_correct"),
    path("hosting/", hosting.waiting, name="hosting"),
    path("hosting/decide/", hosting.decide, name="hosting_decide"),
    path("hosting/enrolment/", hosting.enrolment, name="hosting_enrolment"),
    path("hosting/classes/", classes.class_index, name="class_index"),
    path("hosting/classes/<uuid:uuid>/", classes.class_list, name="class_list"),
    path("hosting/results/", results.result_list, name="result_list"),
    path("hosting/results/approve/", results.result_approve, name="result_approve"),
    path("hosting/results/<uuid:uuid>/return/", results.result_return, name="result_return"),
    path("recognitions/", recognitions.recognition_list, name="recognition_list"),
    path("recognitions/new/", recognising.recognition_new, name="recognition_new"),
    path("recognitions/<uuid:uuid>/", recognitions.detail, name="recognition"),
    path(
        "recognitions/<uuid:uuid>/approve/",
        recognitions.recognition_approve,
        name="recognition_approve",
    ),
    path(
        "recognitions/<uuid:uuid>/return/",
        recognitions.recognition_return,
        name="recognition_return",
    ),
    path(
        "recognitions/<uuid:uuid>/reopen/",
        recognitions.recognition_reopen,
        name="recognition_reopen",
    ),
    path("learners/", learners.learner_list, name="learner_list"),
    path("learners/<uuid:uuid>/", learners.detail, name="learner"),
]
