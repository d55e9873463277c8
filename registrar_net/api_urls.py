"""The partner API."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from apps.partner_api.views import UnknownRouteView

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("apps.partner_api.urls")),
    path("", include("apps.graduates.api.urls")),
    path("", include("apps.courses.api.urls")),
    path("", include("apps.qualifications.api.urls")),
    path("", include("apps.certificates.api.urls")),
    path("", include("apps.kpi.api.urls")),
    # last: whatever else begins with /api/ is refused as a problem, not with a page
    re_path(r"", UnknownRouteView.as_view(), name="api_unknown"),
]
