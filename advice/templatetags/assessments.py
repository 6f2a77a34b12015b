"""Words of self-assessments in templates: `{% load assessments %}`."""

import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from advice.assessments import exports
from advice.assessments.words import DOES_NOT_KNOW, difference_in_words, movement_in_words, score_in_words
from advice.catalogue import rich_text

register = template.Library()

register.filter("score_in_words", score_in_words)
register.filter("in_language", exports.in_language)
register.filter("inline_rich_text", rich_text.to_inline_html)
register.filter("title_of_record", exports.title_of)


@register.filter
def score_of(record: dict[str, Any], key: str) -> str:
    """A score in the words the scale had when the record was written."""
    return exports.score_of(record, key)


@register.filter
def voice_of(record: dict[str, Any], key: str) -> str:
    """A representative's score; none is «vet ikke»."""
    return exports.score_of(record, key, none=DOES_NOT_KNOW)


@register.filter
def beside(other: str, leader: str) -> str:
    """How a representative's score lies to the leader's."""
    return difference_in_words(leader, other)


@register.filter
def since(now: str, before: str) -> str:
    """How a score has moved from the year before."""
    return movement_in_words(before, now)


@register.filter
def as_day(text: str) -> datetime.date | None:
    """A day or a moment that a record holds, as a day here."""
    if not text:
        return None
    moment = parse_datetime(text)
    if moment is not None and len(text) > len("2026-01-01"):
        return timezone.localdate(moment) if timezone.is_aware(moment) else moment.date()
    return datetime.date.fromisoformat(text)
