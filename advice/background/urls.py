from django.urls import include, path

from advice.background import views

patterns = [
    path("rad/hvorfor/", views.PurposeView.as_view(), name="purpose"),
    path("rad/kunnskapsgrunnlag/", views.KnowledgeView.as_view(), name="knowledge"),
    path("rad/utgivelser/", views.PublicationView.as_view(), name="publication"),
    path("rad/prosess/", views.ProcessView.as_view(), name="process"),
    path("rad/lov-og-rad/", views.LawView.as_view(), name="law"),
    path("rad/bakgrunn/ny/", views.NewArticleView.as_view(), name="new"),
    path("rad/bakgrunn/<int:pk>/plass/", views.ArrangeArticleView.as_view(), name="arrange"),
]

urlpatterns = [path("", include((patterns, "background")))]
