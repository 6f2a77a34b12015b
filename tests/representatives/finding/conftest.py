import pytest


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    """The Centre would be asked to set one up first."""
    settings.MEDVIRKNING_DEMO = True
