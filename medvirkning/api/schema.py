"""How the OpenAPI schema is drawn from the views."""

from typing import Any

from drf_spectacular.openapi import AutoSchema as SpectacularSchema

from medvirkning.api.problems import CONTENT_TYPE

PROBLEM = "Problem"
# What any address may answer beside its own; 403 only where a scope is asked for.
ANSWERS = {
    "400": "The input was refused; `errors` points at each fault.",
    "401": "No token, or one that is unknown, expired or revoked.",
    "403": "The token lacks the scope.",
    "404": "There is no such record, or no such page of the list.",
    "406": "The address gives no such format.",
    "429": "Too many requests in this minute; `Retry-After` says how many seconds to wait.",
}
PROBLEM_SCHEMA = {
    "type": "object",
    "description": "Problem details (RFC 9457). Texts follow `Accept-Language`: nb, nn or en.",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string", "format": "uri-reference"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "detail"],
                "properties": {"pointer": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
}


class AutoSchema(SpectacularSchema):
    """Takes the parameters from the view's `query_class`, and tells where no token is needed."""

    def get_override_parameters(self) -> list[Any]:
        query_class = getattr(self.view, "query_class", None)
        return [query_class] if query_class is not None and query_class().fields else []

    def get_auth(self) -> list[dict[str, list[str]]]:
        required: list[dict[str, list[str]]] = super().get_auth()
        return [*required, {}] if getattr(self.view, "public_read", False) and self.method == "GET" else required


def add_problems(result: dict[str, Any], **_more: Any) -> dict[str, Any]:
    """Every operation tells what a refusal looks like."""
    content = {CONTENT_TYPE: {"schema": {"$ref": f"#/components/schemas/{PROBLEM}"}}}
    for operations in result["paths"].values():
        for operation in operations.values():
            for code, description in ANSWERS.items():
                operation["responses"].setdefault(code, {"description": description, "content": content})
    result.setdefault("components", {}).setdefault("schemas", {})[PROBLEM] = PROBLEM_SCHEMA
    return result
