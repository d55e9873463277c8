"""Addresses of the survey: the public page of a link, and the institution's own results."""

from django.urls import path

from apps.kpi.views import survey, survey_asking, survey_results

app_name = "survey"
urlpatterns = [
    path("thanks/", survey.thanks, name="thanks"),
    path("<str:token>/", survey.answer, name="answer"),
]
own_urlpatterns = [
    path("survey/", survey_results.results, name="survey_results"),
    path("survey/export.csv", survey_results.export, name="survey_export"),
    path("survey/links/", survey_asking.links, name="survey_links"),
    path("survey/ask/<uuid:uuid>/", survey_asking.ask, name="survey_ask"),
]
