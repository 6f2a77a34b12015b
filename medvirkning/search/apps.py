from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "medvirkning.search"
    label = "search"
