"""Pages of the permission matrix in a real browser, rendered in the test's own transaction.

The browser asks for addresses at a host that is nowhere; each request is answered by Django's test client, so that a
page is looked at in the register of the matrix, which is undone after each row.
"""

import mimetypes
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, ConsoleMessage, Page, Route

from tests.browser.portal import WCAG
from tests.permissions.matrix import ROWS
from tests.permissions.roles import MACHINE, ROLES
from tests.permissions.rows import AWAY, LOGIN, Row
from tests.permissions.world import World

# Chromium takes this host for a safe place, as it does https.
ORIGIN = "http://localhost"
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 800}
PATIENCE = 20_000
# Headers that are about the way here and not about the page.
OF_THE_WAY = {"content-length", "set-cookie", "connection", "location"}

WHAT_IS_SEEN = """() => {
  const texts = new Set();
  const foreign = node => {
    const marked = node.closest("[lang]");
    return marked && marked !== document.documentElement;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (parent.closest("script, style, template, textarea, pre, code") || foreign(parent)) continue;
    texts.add(walker.currentNode.textContent.replace(/\\s+/g, " ").trim());
  }
  for (const name of ["aria-label", "title", "placeholder", "alt"])
    for (const node of document.querySelectorAll(`body [${name}]`))
      if (!foreign(node)) texts.add(node.getAttribute(name).replace(/\\s+/g, " ").trim());
  return {
    texts: [...texts],
    title: document.title.trim(),
    language: document.documentElement.lang,
    headings: document.querySelectorAll("h1").length,
  };
}"""


@dataclass(frozen=True)
class Case:
    """A page as one role sees it: read, or sent as an empty form."""

    row: Row
    role: str
    act: str
    status: int

    @property
    def id(self) -> str:
        return f"{self.act} {self.row.id} as {self.role}"


def cases() -> list[Case]:
    """Every address with every role that may, and of each refusal one a role. A browser has no token."""
    found = []
    for role in ROLES:
        if role == MACHINE:
            continue
        refusals: set[str] = set()
        for row in ROWS:
            acts = {"read": row.reading()[role], "send": row.sending()[role] if row.post else "405"}
            for act, outcome in acts.items():
                first_refusal = act == "read" and outcome in {"403", "404"} and outcome not in refusals
                if outcome in {LOGIN, AWAY} or not (outcome == "200" or first_refusal):
                    continue
                refusals.add(outcome)
                found.append(Case(row, role, act, int(outcome)))
    return found


def response_of(world: World, case: Case, client: Client) -> tuple[str, HttpResponse]:
    arguments = world.subject(case.row.on, case.role) if case.row.on else ()
    path = reverse(case.row.name, args=arguments) if case.row.name != "api-unknown" else "/api/v1/finnes-ikke/"
    return path, client.get(path) if case.act == "read" else client.post(path)


class Looker:
    """A browser that looks at one page at a time and tells what is wrong with it."""

    def __init__(self, browser: Browser) -> None:
        self._context = browser.new_context(locale="nb-NO", viewport=WIDE)  # type: ignore[arg-type]
        self._context.set_default_timeout(PATIENCE)
        # Whatever the page's own policy says, it is there before the page is.
        self._context.add_init_script(Axe().axe_script)
        self._context.route("**/*", self._answer)
        self.page: Page = self._context.new_page()
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self._heard.append(f"script: {error}"))
        self._heard: list[str] = []
        self._document: tuple[str, HttpResponse] | None = None
        self._client = Client()

    def close(self) -> None:
        self._context.close()

    def look(self, path: str, response: HttpResponse, client: Client) -> tuple[dict[str, Any], list[str]]:
        """What is seen on the page, and its faults in both widths."""
        self._heard, self._document, self._client = [], (path, response), client
        self.page.set_viewport_size(WIDE)  # type: ignore[arg-type]
        self.page.goto(ORIGIN + path)
        faults = [f"1280 px: {fault}" for fault in self._violations()]
        self.page.set_viewport_size(NARROW)  # type: ignore[arg-type]
        faults += [f"320 px: {fault}" for fault in self._violations()]
        wide = self.page.evaluate("() => document.documentElement.scrollWidth")
        if wide > NARROW["width"]:
            faults.append(f"320 px: the page is {wide} px wide")
        seen: dict[str, Any] = self.page.evaluate(WHAT_IS_SEEN)
        return seen, faults + self._heard

    def _violations(self) -> list[str]:
        options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
        found = self.page.evaluate("options => axe.run(document, options)", options)
        return [f"{one['id']}: {node['html'][:160]}" for one in found["violations"] for node in one["nodes"]]

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self._heard.append(f"console: {message.text[:200]}")

    def _answer(self, route: Route) -> None:
        parts = urlsplit(route.request.url)
        if parts.path.startswith(settings.STATIC_URL):
            self._answer_with_file(route, parts.path.removeprefix(settings.STATIC_URL))
            return
        document = self._document
        if document is not None and route.request.is_navigation_request() and parts.path == document[0]:
            response = document[1]
        else:
            query = f"?{parts.query}" if parts.query else ""
            response = self._client.get(parts.path + query, headers=dict(route.request.headers))
        headers = {name: value for name, value in response.items() if name.lower() not in OF_THE_WAY}
        route.fulfill(status=response.status_code, headers=headers, body=response.content)

    @staticmethod
    def _answer_with_file(route: Route, name: str) -> None:
        body, kind = static_file(name)
        if body is None:
            route.fulfill(status=404, body="")
        else:
            route.fulfill(status=200, content_type=kind, body=body)


@cache
def static_file(name: str) -> tuple[bytes | None, str]:
    path = finders.find(name)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return (Path(path).read_bytes(), kind) if isinstance(path, str) else (None, kind)
