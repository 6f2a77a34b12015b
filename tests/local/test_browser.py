"""The browser of the browser tests: it starts, and it reaches the portal."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_browser_of_this_machine_opens_the_sign_in(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/accounts/login/")
    assert page.locator("input[name=login]").is_visible()
