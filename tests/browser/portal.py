"""A person at the portal: signing in, going somewhere, finding the way by keyboard, reading the share."""

import re
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Locator, Page

from medvirkning.accounts.models import User

# WCAG 2.2 level A and AA, as axe names the rules.
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
NARROW = {"width": 320, "height": 800}
# More presses of Tab than any page has places to stop.
MOST_STOPS = 150

# What the focused place is called by its label, its own words or its title.
NAME_OF_FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return "";
  const label = one.labels && one.labels.length ? one.labels[0].textContent : "";
  return (one.getAttribute("aria-label") || label || one.textContent || one.value || "").replace(/\\s+/g, " ").trim();
}"""


class Portal:
    """One person's browser."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address

    # Going about

    def be(self, account: User) -> None:
        """Be signed in, without the sign-in page."""
        client = Client()
        client.force_login(account)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.address}])

    def open(self, path: str) -> None:
        self.page.goto(f"{self.address}{path}")

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.address)

    # By keyboard

    def tab_to(self, name: str | re.Pattern[str]) -> None:
        """Press Tab until the place of that name has the focus, as somebody without a mouse does."""
        passed = []
        for _press in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            here = self.page.evaluate(NAME_OF_FOCUSED)
            if (here.startswith(name) if isinstance(name, str) else name.search(here)) and here:
                return
            passed.append(here)
        raise AssertionError(f"Tab doesn't reach «{name}»; it passed {passed}")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def activate(self) -> None:
        """Enter, and wait for the page that it leads to."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    # Reading

    def text(self, selector: str = "main") -> str:
        return plain(self.page.locator(selector).first.inner_text())

    def shares(self) -> dict[str, str]:
        """What the dashboard says in large: the share, its sentence, and the rate less exemptions if there is one."""
        sentence = self.text(".hero-text")
        less = re.search(r"godkjent unntak: .*?([\d,]+ %)", sentence)
        return {"share": self.text(".hero .big"), "sentence": sentence, "less": less[1] if less else ""}

    def row_count(self) -> int:
        return self.page.locator("main table tbody tr").count()

    def focused(self) -> Locator:
        return self.page.locator(":focus")

    # What holds on every page

    def must_be_accessible(self) -> None:
        """No violation of WCAG 2.2 AA that axe finds, and no sideways scroll on a screen of 320 px."""
        self.page.wait_for_load_state()
        found = Axe().run(
            self.page, options={"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
        )
        faults = [f"{one['id']}: {node['html'][:200]}" for one in violations(found) for node in one["nodes"]]
        assert not faults, f"{self.path}: {faults}"
        self.must_fit_a_narrow_screen()

    def must_fit_a_narrow_screen(self) -> None:
        wide = self.page.viewport_size
        self.page.set_viewport_size(NARROW)
        scroll = self.page.evaluate("() => document.documentElement.scrollWidth")
        self.page.set_viewport_size(wide)
        assert scroll <= NARROW["width"], f"{self.path} is {scroll} px wide"


def violations(found: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = found.response["violations"]
    return rows


def plain(text: str) -> str:
    """Text with ordinary spaces."""
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ")).strip()
