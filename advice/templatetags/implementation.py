"""`{% load implementation %}`: how an activity is told in a template."""

from django import template

from advice.implementation import presenters
from advice.implementation.models import ImplementationActivity
from medvirkning.web.pages import State

register = template.Library()


@register.filter
def activity_state(activity: ImplementationActivity) -> State:
    return presenters.state_of(activity)


@register.filter
def activity_when(activity: ImplementationActivity) -> str:
    return presenters.when(activity)
