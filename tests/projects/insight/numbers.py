"""Reads the numbers of a page as a reader meets them: which stand alone, and where the others lead."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, NavigableString, Tag

NUMBER = re.compile(r"\d[\d\u00a0]*(?:,\d+)?(?:[\u00a0 ]?%)?")
# What may stand without a link, and why.
ALONE = (
    (r"\b20\d\d\b", "a year"),
    (r"\b\d{1,2}\. (?:[a-zæøå]+\.?)(?: \d{4})?", "a date"),
    (r"[Vv]ersjon \d+", "a version of the rule"),
    (r"^[0-4] (?:informasjon|konsultasjon|samarbeid|likeverdig medlem|brukerstyrt)$", "the name of a degree"),
    (r"^[A-Z]{1,5}-\d+$", "the reference of the work above it"),
    (r"\bi \d+ dag(?:er)?\b|\bde siste \d+ dagene\b", "how long something waited"),
)
# Names, choices of a form, dates, marks of a drawing's scale, and headings repeated for screen readers.
NOT_FIGURES = "h1, nav, form, script, style, time, svg title, svg desc, .scale-text, .year-text, .ds-sr-only"


@dataclass(frozen=True)
class Figure:
    """A number that is a link: as it is read, whether it is rounded to a whole per cent, and its address."""

    text: str
    url: str
    rounded: bool

    @property
    def is_share(self) -> bool:
        return self.rounded or "%" in self.text or "," in self.text


def content(html: str) -> Tag:
    """The page between its menus."""
    main = BeautifulSoup(html, "html.parser").main
    assert main is not None
    for one in main.select(NOT_FIGURES):
        one.decompose()
    return main


def alone(main: Tag) -> list[str]:
    """Texts with a number outside every link and not on the list above."""
    found = []
    for text in main.find_all(string=re.compile(r"\d")):
        if text.find_parent("a") is None:
            rest = " ".join(text.split())
            for pattern, _why in ALONE:
                rest = re.sub(pattern, "", rest)
            if re.search(r"\d", rest):
                found.append(" ".join(text.split()))
    return found


def figures(main: Tag) -> Iterator[Figure]:
    """Every link whose words are a number, with words around it or not."""
    for link in main.find_all("a"):
        shown = link.get_text().strip()
        match = re.fullmatch(rf"(?:[a-zæøå ]+ )?({NUMBER.pattern})(?: [a-zæøå ]+)?", shown)
        # Titles of work may hold numbers; those links lead to the work.
        if match and "/oppdrag/" not in link["href"]:
            after = link.next_sibling if isinstance(link.next_sibling, NavigableString) else ""
            rounded = link.find_parent("figcaption") is not None and "%" not in shown and _of_per_cent(link, after)
            yield Figure(match[1].replace("\u00a0", " "), link["href"], rounded)


def _of_per_cent(link: Tag, after: str) -> bool:
    """«Fra 22 til 81 prosent»."""
    return "prosent" in after or (after.strip() == "til" and "prosent" in link.parent.get_text())


def behind(client: Any, figure: Figure, seen: dict[str, str]) -> str:
    """The words of the page that a figure leads to; each page is read once."""
    if figure.url not in seen:
        response = client.get(figure.url)
        assert response.status_code == 200, figure
        page = response.text.partition("<main")[2].partition("</main>")[0]
        words = unescape(re.sub(r"<[^>]+>", " ", page)).replace("\u00a0", " ")
        seen[figure.url] = " ".join(words.split())
    return seen[figure.url]


def agrees(client: Any, figure: Figure, seen: dict[str, str]) -> bool:
    """Whether the page that a number leads to holds as many records, or states that very share."""
    text = behind(client, figure, seen)
    if urlsplit(figure.url).path.endswith("/maltall/"):
        return figure.text in _with_decimal(text)
    if figure.is_share:
        shares = re.findall(r"(\d+,\d) %", text)
        if figure.rounded:
            return figure.text in {str(int(float(one.replace(",", ".")) + 0.5)) for one in shares}
        return figure.text.removesuffix("%").strip() in shares
    counted = re.search(r"(\d[\d ]*) (?:arbeid|arbeider|avvik)\b", text)
    return counted is not None and counted[1].replace(" ", "") == figure.text.replace(" ", "")


def _with_decimal(text: str) -> str:
    """A target is drawn without a decimal that is nought."""
    return f"{text} {text.replace(',0 %', ' %')}"
