from django.urls import path

from apps.documents import views

urlpatterns = [
    path("", views.enter_code, name="verify"),
    path("file/", views.check_file, name="verify_file"),
    path("<str:code>", views.check_paper, name="verify_paper"),
]
