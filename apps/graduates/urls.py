from django.urls import path

from apps.graduates.views import coverage, rosters, verifications

app_name = "graduates"
urlpatterns = [
    path("rosters/", rosters.roster_list, name="roster_list"),
    path("rosters/upload/", rosters.upload, name="roster_upload"),
    path("rosters/template.csv", rosters.template, name="roster_template"),
    path("rosters/<uuid:uuid>/", rosters.detail, name="roster"),
    path("rosters/<uuid:uuid>/findings.csv", rosters.findings_file, name="roster_findings"),
    path("rosters/<uuid:uuid>/confirm/", rosters.confirm, name="roster_confirm"),
    path("rosters/<uuid:uuid>/keep-row/", rosters.keep, name="roster_keep_row"),
    path("rosters/<uuid:uuid>/certify/", rosters.certify, name="roster_certify"),
    path("rosters/<uuid:uuid>/discard/", rosters.discard, name="roster_discard"),
    path("verifications/", verifications.verification_list, name="verification_list"),
    path("verifications/new/", verifications.ask, name="verification_new"),
    path("verifications/<uuid:uuid>/", verifications.detail, name="verification"),
    path("verifications/<uuid:uuid>/letter/", verifications.letter, name="verification_letter"),
    path(
        "verifications/<uuid:uuid>/letter.pdf",
        verifications.letter_file,
        name="verification_letter_file",
    ),
    path("coverage/", coverage.coverage, name="coverage"),
]
