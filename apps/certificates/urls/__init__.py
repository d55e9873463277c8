"""Addresses of requests for papers, their lists, and the service clock."""

from apps.certificates.urls import batches, requests, service

app_name = "certificates"
urlpatterns = [*requests.urlpatterns, *batches.urlpatterns, *service.urlpatterns]
