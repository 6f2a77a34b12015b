"""Addresses of the implementation."""

from django.urls import include, path

from advice.implementation.views import activities, feed, network, plan

ROOT = "rad/implementering/"
patterns = [
    path(ROOT, plan.PlanView.as_view(), name="plan"),
    path(f"{ROOT}plan/ny/", plan.AddGoal.as_view(), name="add-goal"),
    path(f"{ROOT}plan/<int:pk>/endre/", plan.ChangeGoal.as_view(), name="change-goal"),
    path(f"{ROOT}aktiviteter/", activities.ActivityList.as_view(), name="activities"),
    path(f"{ROOT}aktiviteter/ny/", activities.AddActivity.as_view(), name="add-activity"),
    path(f"{ROOT}aktiviteter/<int:pk>/", activities.ActivityPage.as_view(), name="activity"),
    path(f"{ROOT}aktiviteter/<int:pk>/endre/", activities.ChangeActivity.as_view(), name="change-activity"),
    path(f"{ROOT}aktiviteter/<int:pk>/tilstand/", activities.ChangeState.as_view(), name="state"),
    path(f"{ROOT}kalender.ics", feed.CalendarFeed.as_view(), name="calendar"),
    path(f"{ROOT}abonner/", feed.Subscribe.as_view(), name="subscribe"),
    path(f"{ROOT}nettverk/", network.NetworkView.as_view(), name="network"),
    path(f"{ROOT}nettverk/ny/", network.AddMember.as_view(), name="add-member"),
    path(f"{ROOT}nettverk/<int:pk>/endre/", network.ChangeMember.as_view(), name="change-member"),
    path(f"{ROOT}nettverk/<int:pk>/avslutt/", network.EndMembership.as_view(), name="end-membership"),
]
urlpatterns = [path("", include((patterns, "implementation")))]
