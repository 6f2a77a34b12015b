"""Addresses of self-assessments: under /egenvurdering/, and the public links of representatives under /rad/."""

from django.urls import include, path

from advice.assessments.views import actions, comparing, deciding, filling, home, record, scores, templates
from medvirkning.web import converters  # noqa: F401 - registers <key:…>

ONE = "egenvurdering/<int:pk>/"
PIECE = f"{ONE}rad/<int:position>/"
patterns = [
    path("egenvurdering/", home.Home.as_view(), name="home"),
    path("egenvurdering/alle/", home.AssessmentList.as_view(), name="list"),
    path("egenvurdering/ny/<int:pk>/", home.Start.as_view(), name="start"),
    path("egenvurdering/ny/avdeling/<key:code>/", home.StartDepartment.as_view(), name="start-department"),
    path("egenvurdering/tiltak/", actions.ActionList.as_view(), name="actions"),
    path("egenvurdering/tiltak/<int:pk>/", actions.FollowUp.as_view(), name="action"),
    path("egenvurdering/maler/", templates.TemplateList.as_view(), name="templates"),
    path("egenvurdering/maler/ny/", templates.Adopt.as_view(), name="adopt"),
    path("egenvurdering/maler/<int:number>/", templates.TemplatePage.as_view(), name="template"),
    path("egenvurdering/dokumentasjon/<int:pk>/", record.EvidenceFile.as_view(), name="evidence"),
    path("egenvurdering/dokumentasjon/<int:pk>/fjern/", filling.RemoveEvidence.as_view(), name="remove-evidence"),
    path("egenvurdering/representant/<int:pk>/forny/", scores.Renew.as_view(), name="renew"),
    path("egenvurdering/representant/<int:pk>/trekk/", scores.Withdraw.as_view(), name="withdraw"),
    path(ONE, record.AssessmentPage.as_view(), name="detail"),
    path(PIECE, filling.Answer.as_view(), name="answer"),
    path(f"{PIECE}dokumentasjon/", filling.AddEvidence.as_view(), name="add-evidence"),
    path(f"{PIECE}tiltak/", actions.AddAction.as_view(), name="add-action"),
    path(f"{ONE}representanter/", scores.Representatives.as_view(), name="representatives"),
    path(f"{ONE}ny-mal/", filling.ChangeTemplate.as_view(), name="change-template"),
    path(f"{ONE}send/", deciding.Submit.as_view(), name="submit"),
    path(f"{ONE}avgjor/", deciding.Decide.as_view(), name="decide"),
    path(f"{ONE}sammenlign/", comparing.Compare.as_view(), name="compare"),
    path(f"{ONE}last-ned/", record.Download.as_view(), name="download"),
    path("rad/vurdering/<str:token>/", scores.Score.as_view(), name="score"),
]
urlpatterns = [path("", include((patterns, "assessments")))]
