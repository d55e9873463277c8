"""Addresses of indicators: dashboards, figures and their sources, audits, the network, reports."""

from apps.kpi.urls import auditing, dashboard, entry, network, reports, sources, survey

app_name = "kpi"
urlpatterns = [
    *dashboard.urlpatterns,
    *entry.urlpatterns,
    *sources.urlpatterns,
    *auditing.urlpatterns,
    *network.urlpatterns,
    *reports.urlpatterns,
    *survey.own_urlpatterns,
    # last, for a code fits every address
    *dashboard.indicator_urlpatterns,
]
