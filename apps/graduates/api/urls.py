from django.urls import path

from apps.graduates.api.views import VerificationsView, VerificationView

urlpatterns = [
    path("v1/graduate-verifications/", VerificationsView.as_view(), name="api_verifications"),
    path(
        "v1/graduate-verifications/<uuid:uuid>", VerificationView.as_view(), name="api_verification"
    ),
]
