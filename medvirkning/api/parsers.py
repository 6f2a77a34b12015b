"""What is sent in."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class StrictJSONParser(JSONParser):
    """JSON; what is not says where it stops being so, in the caller's language."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        try:
            return super().parse(stream, media_type, parser_context)
        except ParseError as error:
            cause = error.__cause__ or error.__context__
            line, column = getattr(cause, "lineno", None), getattr(cause, "colno", None)
            if line is None:
                raise ParseError(_("Innholdet er ikke gyldig JSON i UTF-8.")) from error
            raise ParseError(
                _("Innholdet er ikke gyldig JSON: feil på linje %(line)s, tegn %(column)s.")
                % {"line": line, "column": column}
            ) from error
