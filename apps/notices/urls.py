from django.urls import path

from apps.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.notice_list, name="inbox"),
    path("read/", views.notices_read, name="read_all"),
    path("settings/", views.mail_settings, name="mail_settings"),
    path("<uuid:uuid>/", views.notice_open, name="open"),
    path("<uuid:uuid>/read/", views.notice_read, name="read"),
]
