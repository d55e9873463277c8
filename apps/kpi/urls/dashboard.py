"""Addresses of dashboards: the four indicators, one of them, consent to be named, help."""

from django.urls import path

from apps.kpi.views import dashboard, dashboard_indicator, helping, sharing

urlpatterns = [
    path("", dashboard.dashboard, name="dashboard"),
    path("sharing/", sharing.sharing, name="sharing"),
    path("sharing/<slug:code>/", sharing.edit, name="sharing_edit"),
    path("sharing/<slug:code>/end/", sharing.end, name="sharing_end"),
    path("help/", helping.help_list, name="help_list"),
    path("help/ask/<uuid:uuid>/", helping.ask, name="help_ask"),
    path("help/<uuid:uuid>/", helping.detail, name="help"),
    path("help/<uuid:uuid>/close/", helping.close, name="help_close"),
]
indicator_urlpatterns = [
    # after every other address under /indicators/, which its code would swallow
    path("<slug:code>/", dashboard_indicator.indicator, name="indicator"),
]
