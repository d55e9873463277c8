"""Every page. The route table in tests/architecture lists who may do what at each of them."""

from django.urls import include, path

from apps.accounts.views import language
from registrar_net import errors, views

urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path("no-role/", views.no_role, name="no_role"),
    path("help/", views.help_page, name="help"),
    path("privacy/", views.privacy, name="privacy"),
    path("language/", language, name="language"),
    path("act-as/", views.act_as, name="act_as"),
    path("access-log/", views.audit_log, name="audit_log"),
    path("accounts/", include("allauth.account.urls")),
    path("jobs/", include("apps.jobs.urls")),
    path("verify/", include("apps.documents.urls")),
    path("graduates/", include("apps.graduates.urls")),
    path("courses/", include("apps.courses.urls")),
    path("qualifications/", include("apps.qualifications.urls")),
    path("certificates/", include("apps.certificates.urls")),
    path("indicators/", include("apps.kpi.urls")),
    path("survey/", include("apps.kpi.urls.survey")),
    path("notices/", include("apps.notices.urls")),
    path("office/", include("registrar_net.office.urls")),
    path("api/", include("registrar_net.api_urls")),
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.page_not_found
handler500 = errors.server_error
