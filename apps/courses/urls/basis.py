"""Addresses of the basis: agreements, rules, offerings, the catalogue."""

from django.urls import URLPattern, path

from apps.courses.views import (
    agreement_acts,
    agreements,
    catalogue,
    offering_edit,
    offering_import,
    offering_page,
    offerings,
    rules,
)

AGREEMENT, OFFERING = "agreements/<uuid:uuid>", "offerings/<uuid:uuid>"

urlpatterns: list[URLPattern] = [
    path("agreements/", agreements.agreement_list, name="agreement_list"),
    path("agreements/new/", agreements.agreement_new, name="agreement_new"),
    path(f"{AGREEMENT}/", agreement_acts.agreement, name="agreement"),
    path(f"{AGREEMENT}/edit/", agreements.agreement_edit, name="agreement_edit"),
    path(
        f"{AGREEMENT}/document.pdf",
        agreements.agreement_document_file,
        name="agreement_document_file",
    ),
    path(f"{AGREEMENT}/document/", agreement_acts.agreement_document, name="agreement_document"),
    path(f"{AGREEMENT}/offer/", agreement_acts.agreement_offer, name="agreement_offer"),
    path(f"{AGREEMENT}/sign/", agreement_acts.agreement_sign, name="agreement_sign"),
    path(
        f"{AGREEMENT}/renegotiate/",
        agreement_acts.agreement_renegotiate,
        name="agreement_renegotiate",
    ),
    path(f"{AGREEMENT}/terminate/", agreement_acts.agreement_terminate, name="agreement_terminate"),
    path(f"{AGREEMENT}/drop/", agreement_acts.agreement_drop, name="agreement_drop"),
    path("rules/", rules.rules, name="rules"),
    path("rules/scale/", rules.rules_scale, name="rules_scale"),
    path("rules/recognition/<slug:study>/", rules.rules_policy, name="rules_policy"),
    path("rules/term/", rules.rules_term, name="rules_term"),
    path("rules/<uuid:uuid>/", rules.rules_of, name="rules_of"),
    path("offerings/", offerings.offering_list, name="offering_list"),
    path("offerings/new/", offering_edit.offering_new, name="offering_new"),
    path("offerings/state/", offerings.offering_state, name="offering_state"),
    path("offerings/import/", offering_import.offering_import, name="offering_import"),
    path(
        "offerings/import/<uuid:uuid>/",
        offering_import.offering_import_preview,
        name="offering_import_preview",
    ),
    path("offerings/template.csv", offering_import.offering_template, name="offering_template"),
    path("offerings.csv", offering_import.offering_export, name="offering_export"),
    path(f"{OFFERING}/", offering_page.offering, name="offering"),
    path(f"{OFFERING}/edit/", offering_edit.offering_edit, name="offering_edit"),
    path(f"{OFFERING}/syllabus/", offering_page.offering_syllabus, name="offering_syllabus"),
    path(
        f"{OFFERING}/syllabus.pdf",
        offering_page.offering_syllabus_file,
        name="offering_syllabus_file",
    ),
    path(
        f"{OFFERING}/distribution/",
        offering_page.offering_distribution,
        name="offering_distribution",
    ),
    path("catalogue/", catalogue.catalogue, name="catalogue"),
    path("catalogue/<uuid:uuid>/", catalogue.course, name="course"),
    path("catalogue/<uuid:uuid>/syllabus.pdf", catalogue.course_syllabus, name="course_syllabus"),
]
