"""Keys in addresses: references and codes that people give may hold what an address can't, such as a slash."""

from urllib.parse import unquote

from django.urls import register_converter

# Addresses beside those of records that are pages of their own.
TAKEN = frozenset({"ny"})


class KeyConverter:
    """`<key:reference>`: every key there can be has an address of its own; most stand as they are."""

    regex = "[^/]+"

    def to_python(self, value: str) -> str:
        """A key that was not written by `to_url` and can't be read fits no address: ValueError."""
        key = unquote(value.replace("~", "%"), errors="strict") if "~" in value else value
        if "\x00" in key:
            # The database holds no such text and would answer with an error.
            raise ValueError(value)
        return key

    def to_url(self, value: str) -> str:
        escaped = value.replace("~", "~7E").replace("%", "~25").replace("/", "~2F")
        if escaped in TAKEN or not escaped.strip("."):
            return f"~{ord(escaped[0]):02X}{escaped[1:]}"
        return escaped


register_converter(KeyConverter, "key")
