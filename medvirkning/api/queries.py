"""What an address may be asked for: every parameter is known, said once, and of its kind."""

from collections.abc import Iterable
from typing import Any, NoReturn

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.request import Request


class Query(serializers.Serializer):
    """The parameters of an address; a view names its own as `query_class`."""


def whole_number(**kwargs: Any) -> serializers.IntegerField:
    """A parameter that is a number."""
    return serializers.IntegerField(error_messages={"invalid": gettext_lazy("Skriv et helt tall.")}, **kwargs)


def code(**kwargs: Any) -> serializers.CharField:
    """A parameter that is a code; an empty one asks for nothing."""
    return serializers.CharField(error_messages={"blank": gettext_lazy("Parameteren er tom.")}, **kwargs)


class _Choice(serializers.ChoiceField):
    """Refuses by saying what there is to choose from."""

    def fail(self, key: str, **kwargs: Any) -> NoReturn:
        known = ", ".join(str(value) for value in self.choices)
        why = _("Ukjent verdi. Skriv en av disse: %(values)s.") % {"values": known}
        raise serializers.ValidationError(why, code=key)


def one_of(values: Iterable[str], **kwargs: Any) -> serializers.ChoiceField:
    """A parameter that is one of some values."""
    return _Choice(choices=list(values), **kwargs)


def read_query(request: Request, query_class: type[Query], *, also: Iterable[str] = ()) -> dict[str, Any]:
    """The parameters as they were meant; `also` are names that something else reads, such as the pages.

    One that is unknown, doubled or empty is refused: ignored, it would give other rows than the caller asked for.
    """
    query = query_class(data={name: request.query_params[name] for name in request.query_params if name not in also})
    faults: dict[str, list[str]] = {}
    for name, values in request.query_params.lists():
        if name not in query.fields and name not in also:
            faults[name] = [_("Adressen har ingen slik parameter.")]
        elif len(values) > 1:
            faults[name] = [_("Parameteren er oppgitt mer enn én gang.")]
    if not query.is_valid():
        faults = {**query.errors, **faults}
    if faults:
        raise serializers.ValidationError(faults)
    return dict(query.validated_data)
