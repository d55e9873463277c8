"""Addresses of what a figure is made of: its records, and the counts that were sent."""

from django.urls import path

from apps.kpi.views import feed, feed_history, feed_upload, records

RECORDS = "records/<slug:code>/<slug:period>"

urlpatterns = [
    path(f"{RECORDS}/", records.records, name="records"),
    path(f"{RECORDS}/export.csv", records.export, name="records_export"),
    path("fed/", feed.feed, name="feed"),
    path("fed/template.csv", feed.template, name="feed_template"),
    path("fed/upload/<uuid:uuid>/", feed_upload.preview, name="feed_preview"),
    path("fed/<slug:code>/<slug:bucket>/", feed_history.history, name="feed_history"),
]
