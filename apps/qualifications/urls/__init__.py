"""Addresses of qualification checks, by part."""

from apps.qualifications.urls import answering, asking, register

app_name = "qualifications"
urlpatterns = [*asking.urlpatterns, *answering.urlpatterns, *register.urlpatterns]
