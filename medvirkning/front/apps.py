from django.apps import AppConfig


class FrontConfig(AppConfig):
    name = "medvirkning.front"
    label = "front"
