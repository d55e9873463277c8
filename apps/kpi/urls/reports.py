"""Addresses of reports: asking for one, how far it is, its files."""

from django.urls import path

from apps.kpi.views import reports

REPORT = "reports/<uuid:uuid>"

urlpatterns = [
    path("reports/", reports.report_list, name="report_list"),
    path(f"{REPORT}/again/", reports.again, name="report_again"),
    path(f"{REPORT}/report.pdf", reports.paper_file, name="report_paper"),
    path(f"{REPORT}/report.xlsx", reports.workbook_file, name="report_workbook"),
]
