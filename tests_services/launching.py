"""How pytest-playwright starts the browser."""

import os
from typing import Any

import pytest

from tests_services import browser


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The browser that the machine has: pytest-playwright fetches none by itself."""
    return {**browser_type_launch_args, **browser.launch_arguments()}


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Playwright's event loop stays in the process once it has run, and Django would refuse every query beside it."""
    if item.get_closest_marker("browser"):
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
