"""Addresses of courses at another university, by part."""

from apps.courses.urls import basis, exchange, papers

app_name = "courses"
urlpatterns = [*basis.urlpatterns, *exchange.urlpatterns, *papers.urlpatterns]
