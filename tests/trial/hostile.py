"""Hostile requests by a grammar: made from a seed alone, so that one that finds something can be made again."""

import json
import random
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from tests.trial.nasty import (
    BOMB,
    DATES,
    FIELD_NAMES,
    FORM,
    METHODS,
    NAMES_OF_FILES,
    NUMBERS,
    PLACES,
    QUERY_NAMES,
    TEXTS,
    TYPES,
)


@dataclass(frozen=True)
class Request:
    """What is sent: to which path (as bytes), with which query, headers and body."""

    method: str
    path: bytes
    query: str = ""
    content_type: str = FORM
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)

    def told(self) -> str:
        headers = {name: value[:60] for name, value in self.headers.items()}
        return (
            f"{self.method[:20]} {self.path[:150]!r} ?{self.query[:150]} {headers} {self.content_type[:60]!r} "
            f"{self.body[:300]!r}"
        )


class Grammar:
    """Makes a request about one address out of chance."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice

    def request(self, path: str, fields: dict[str, str], *, posts: bool) -> Request:
        """`path` is a proper address; `fields` are those of its form with what stands in them."""
        dice = self.dice
        method = dice.choice(METHODS if not posts else (*METHODS, "POST", "POST", "POST", "POST"))
        target = path.encode()
        if dice.random() < 0.45:
            target = self.spoiled_path(target)
        query = self.query() if dice.random() < 0.6 else ""
        headers = self.headers() if dice.random() < 0.4 else {}
        if method in {"GET", "HEAD", "OPTIONS", "TRACE"} and dice.random() < 0.9:
            return Request(method, target, query, headers=headers, content_type="")
        content_type = dice.choice(TYPES)
        return Request(method, target, query, content_type, self.body(content_type, fields), headers)

    def value(self) -> str:
        kind = self.dice.random()
        if kind < 0.2:
            return self.dice.choice(NUMBERS)
        if kind < 0.35:
            return self.dice.choice(DATES)
        if kind < 0.5:
            return self.dice.choice(PLACES)
        if kind < 0.9:
            return self.dice.choice(TEXTS)
        return "".join(chr(self.dice.randrange(1, 0x3000)) for _ in range(self.dice.randrange(1, 30)))

    def bytes_of(self, text: str) -> bytes:
        return text.encode("utf-8", "surrogatepass") if self.dice.random() < 0.8 else text.encode("latin-1", "replace")

    def spoiled_path(self, path: bytes) -> bytes:
        """One part of the path is another one; or the path is, as a whole, spoiled."""
        parts = path.split(b"/")
        places = [number for number, part in enumerate(parts) if part]
        nasty = self.bytes_of(self.value())
        act = self.dice.random()
        if not places or act < 0.1:
            return path + nasty
        place = self.dice.choice(places)
        if act < 0.75:
            # The part that names a record is mostly one of the last.
            place = max(place, self.dice.choice(places))
            parts[place] = nasty
        elif act < 0.85:
            parts[place] += bytes(self.dice.randrange(256) for _ in range(3))
        elif act < 0.95:
            parts.insert(place, nasty)
        else:
            return path.rstrip(b"/")
        return b"/".join(parts)

    def query(self) -> str:
        pairs = []
        for _pair in range(self.dice.choice((1, 1, 2, 3, 8))):
            name = self.dice.choice(QUERY_NAMES) if self.dice.random() < 0.9 else self.value()
            value = self.dice.choice(PLACES) if name == "next" else self.value()
            pairs += [(name, value)] * self.dice.choice((1, 1, 1, 2))
        text = urlencode([(self.bytes_of(name), self.bytes_of(value)) for name, value in pairs])
        return (
            text
            if self.dice.random() < 0.9
            else text + self.dice.choice(("&&&=", "%zz", "&a[]=1&a[b]=2", ";" * 500, "%ff%fe"))
        )

    def headers(self) -> dict[str, str]:
        dice = self.dice
        choices: dict[str, Any] = {
            "HTTP_ACCEPT_LANGUAGE": lambda: dice.choice(
                ("x" * 5000, "nb;q=9", "../en", "\x00", "en-" + "a" * 600, "*")
            ),
            "HTTP_HOST": lambda: dice.choice(
                ("evil.example", "testserver:99999", "a b", "[::1", "", "testserver.", "x" * 999)
            ),
            "HTTP_X_FORWARDED_HOST": lambda: "evil.example",
            "HTTP_X_FORWARDED_FOR": lambda: dice.choice(("1.2.3.4", "x" * 500, "::", "1, 2, 3", "\x00")),
            "HTTP_X_FORWARDED_PROTO": lambda: dice.choice(("https", "javascript")),
            "HTTP_X_HTTP_METHOD_OVERRIDE": lambda: dice.choice(("DELETE", "PUT", "GET")),
            "HTTP_AUTHORIZATION": lambda: f"{dice.choice(('Bearer', 'bearer', 'Basic', ''))} {self.value()[:500]}",
            "HTTP_IF_MATCH": self.value,
            "HTTP_IF_NONE_MATCH": lambda: dice.choice(("*", '"x"', "W/", '"' * 99)),
            "HTTP_IF_MODIFIED_SINCE": lambda: dice.choice(DATES),
            "HTTP_IDEMPOTENCY_KEY": self.value,
            "HTTP_ACCEPT": lambda: dice.choice(
                ("application/xml", "*/*;q=x", "text/html,\x00", "image/*", "a" * 3000, "")
            ),
            "HTTP_REFERER": lambda: dice.choice(PLACES),
            "HTTP_ORIGIN": lambda: dice.choice(("null", "https://evil.example", "x")),
            "HTTP_USER_AGENT": lambda: dice.choice(("", "x" * 9000, "\x00\x1b[31m", "💥".encode().decode("latin-1"))),
            "HTTP_HX_REQUEST": lambda: dice.choice(("true", "false", "x")),
            "HTTP_HX_CURRENT_URL": lambda: dice.choice(PLACES),
            "HTTP_HX_TARGET": self.value,
            "HTTP_RANGE": lambda: dice.choice(("bytes=0-", "bytes=5-1", "bytes=-", "x=1-2", "bytes=0-" + ",0-" * 500)),
            "HTTP_CONTENT_ENCODING": lambda: "gzip",
            "HTTP_X_REQUEST_ID": self.value,
            "HTTP_X_CORRELATION_ID": self.value,
            "HTTP_TRACEPARENT": self.value,
        }
        names = dice.sample(sorted(choices), dice.choice((1, 1, 2, 4)))
        # What a server hands on is latin-1.
        return {name: choices[name]().encode("utf-8", "surrogatepass").decode("latin-1") for name in names}

    # Bodies

    def body(self, content_type: str, fields: dict[str, str]) -> bytes:
        act = self.dice.random()
        if act < 0.03:
            return b"x=" + b"a" * 3_000_000
        if act < 0.06:
            return b"&".join(b"f%d=1" % number for number in range(1500))
        if act < 0.1:
            return bytes(self.dice.randrange(256) for _ in range(self.dice.randrange(1, 400)))
        if content_type.startswith("multipart"):
            return self.multipart(fields)
        if "json" in content_type:
            return self.json(fields)
        pairs = self.pairs(fields)
        return "&".join(
            f"{quote(self.bytes_of(name))}={quote(self.bytes_of(value))}" for name, value in pairs
        ).encode()

    def pairs(self, fields: dict[str, str]) -> list[tuple[str, str]]:
        """The form as it stands with some fields spoiled, doubled, left out or from elsewhere."""
        names = list(fields) or list(FIELD_NAMES)
        spoilt = {*self.dice.sample(names, min(len(names), self.dice.choice((1, 1, 2, 5))))}
        pairs = []
        for name in names:
            if self.dice.random() < 0.05:
                continue
            value = self.value() if name in spoilt else fields.get(name, "")
            pairs += [(name, value)] * self.dice.choice((1, 1, 1, 1, 1, 2))
        if self.dice.random() < 0.4:
            pairs.append((self.dice.choice(FIELD_NAMES), self.value()))
        if self.dice.random() < 0.1:
            pairs.append((self.value(), self.value()))
        return pairs

    def multipart(self, fields: dict[str, str]) -> bytes:
        parts = [self._part(name, self.bytes_of(value)) for name, value in self.pairs(fields)]
        if self.dice.random() < 0.6:
            name = self.dice.choice((*fields, "file", "files"))
            parts.append(self._part(name, self.file(), filename=self.dice.choice(NAMES_OF_FILES)))
        end = b"--grense--\r\n" if self.dice.random() < 0.85 else b""
        return b"".join(parts) + end

    def _part(self, name: str, value: bytes, *, filename: str | None = None) -> bytes:
        label = f'form-data; name="{name}"' + (f'; filename="{filename}"' if filename is not None else "")
        encoding = b"Content-Transfer-Encoding: base64\r\n" if self.dice.random() < 0.03 else b""
        head = b"Content-Disposition: " + label.encode("utf-8", "surrogatepass") + b"\r\n" + encoding
        return b"--grense\r\n" + head + b"\r\n" + value + b"\r\n"

    def file(self) -> bytes:
        return self.dice.choice(
            (b"", b"\x00" * 100, BOMB, b"reference;title\nA;B\n", "kode;navn\næ;ø\n".encode("latin-1"), b"a" * 50_000,
             b"code,name_nb,valid_from\nX,Y,2020-01-01\n", b"\xff\xfe" + "code".encode("utf-16-le"), b'"' * 1000)
        )  # fmt: skip

    def json(self, fields: dict[str, str]) -> bytes:
        act = self.dice.random()
        if act < 0.2:
            return b"[" * 50_000
        if act < 0.3:
            return b'{"a":' * 20_000
        if act < 0.4:
            return b"9" * 10_000
        if act < 0.5:
            return self.dice.choice(
                (b"NaN", b"{", b'"\\ud800"', b'{"a":1,"a":2}', b"\xff\xfe{\x00}\x00", b"null", b"[]")
            )
        return json.dumps({name: self.value() for name in (*fields, *self.dice.sample(FIELD_NAMES, 3))}).encode()
