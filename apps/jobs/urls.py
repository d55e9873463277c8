from django.urls import path

from apps.jobs import views

app_name = "jobs"
urlpatterns = [path("<uuid:uuid>/progress/", views.progress, name="progress")]
