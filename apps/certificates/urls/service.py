"""Addresses of the service clock."""

from django.urls import path

from apps.certificates.views import elsewhere, service

urlpatterns = [
    path("levels/", service.levels, name="levels"),
    path("elsewhere/", elsewhere.elsewhere, name="elsewhere"),
    path("figures/", service.figures, name="figures"),
]
