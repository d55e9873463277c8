"""Addresses of the sample audit: the register's codes, the draw, the records, what was found."""

from django.urls import path

from apps.kpi.views import audits, audits_again, audits_draw, audits_papers, audits_records

CYCLE, AUDIT = "audits/cycles/<uuid:cycle>", "audits/<uuid:uuid>"

urlpatterns = [
    path("audits/", audits.audit_list, name="audit_list"),
    path(f"{CYCLE}/register/", audits_draw.register, name="audit_register"),
    path(f"{CYCLE}/register/<uuid:upload>/", audits_draw.draw, name="audit_draw"),
    path(f"{AUDIT}/", audits.detail, name="audit"),
    path(f"{AUDIT}/close/", audits.close, name="audit_close"),
    path(f"{AUDIT}/drop/", audits.drop, name="audit_drop"),
    path(f"{AUDIT}/again/", audits_again.again, name="audit_again"),
    path(f"{AUDIT}/records/", audits_records.records, name="audit_records"),
    path(f"{AUDIT}/records/<uuid:record>/", audits_records.record, name="audit_record"),
    path(f"{AUDIT}/papers/", audits_papers.papers, name="audit_papers"),
    path(f"{AUDIT}/papers/export.csv", audits_papers.export, name="audit_export"),
]
