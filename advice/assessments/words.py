"""What screens and files say of scores: in words, never by a number or a colour alone."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from advice.assessments.enums import IN_USE, SCALE, Score
from medvirkning.accounts.enums import Language

Words = dict[str, str]

# One line that explains each step of the scale.
EXPLANATIONS: dict[str, str | Promise] = {
    Score.NOT_STARTED: gettext_lazy("Vi har ikke gjort noe med dette ennå."),
    Score.PLANNED: gettext_lazy("Vi har bestemt hva vi skal gjøre, og når."),
    Score.PARTLY: gettext_lazy("Noen gjør det, eller vi gjør det av og til."),
    Score.MOSTLY: gettext_lazy("De fleste gjør det, og det meste er på plass."),
    Score.FULLY: gettext_lazy("Alle gjør det, hver gang. Det er en del av måten vi arbeider på."),
    Score.NOT_RELEVANT: gettext_lazy("Rådet gjelder ikke oss. Skriv hvorfor."),
}
NOT_ANSWERED = gettext_lazy("Ikke besvart")
DOES_NOT_KNOW = gettext_lazy("Vet ikke")
# The pieces that fit the directorate's own departments by analogy; the others are checks on what it publishes.
LAST_BY_ANALOGY = 5


def in_all_languages(text: Any) -> Words:
    """A translated text, or what a function says, in every language of the portal, as it reads today."""
    found = {}
    for language in Language.values:
        with override(language):
            found[language] = str(text() if callable(text) else text)
    return found


def score_in_words(score: str) -> str:
    """«Delvis i bruk»; «Ikke besvart» where there is none."""
    return str(Score(score).label) if score else str(NOT_ANSWERED)


def is_gap(score: str) -> bool:
    """Answered, and not taken into use; what is not relevant is no gap."""
    return bool(score) and score not in IN_USE and score != Score.NOT_RELEVANT


def for_departments(number: int) -> str:
    """How a piece is meant in the directorate, whose departments are no services (issue: item 3)."""
    if number <= LAST_BY_ANALOGY:
        return _(
            "Rådet er skrevet for tjenestene. Les det her som et råd til enheten: "
            "hva betyr det for måten dere leder og arbeider på?"
        )
    return _(
        "Rådet handler om møtet med den enkelte. Bruk det her som en kontroll av det dere gir ut: "
        "sier de normerende produktene deres dette til tjenestene?"
    )


def difference_in_words(leader: str, other: str) -> str:
    """How far a representative's score lies from the leader's; empty where one of them says nothing on the scale."""
    if other == Score.NOT_RELEVANT and leader == Score.NOT_RELEVANT:
        return _("Enig med lederen")
    if leader not in SCALE or other not in SCALE:
        return _("Kan ikke sammenlignes") if leader and other else ""
    steps = SCALE.index(other) - SCALE.index(leader)
    if steps == 0:
        return _("Enig med lederen")
    if steps < 0:
        return ngettext("%(n)s trinn lavere enn lederen", "%(n)s trinn lavere enn lederen", -steps) % {"n": -steps}
    return ngettext("%(n)s trinn høyere enn lederen", "%(n)s trinn høyere enn lederen", steps) % {"n": steps}


UP, DOWN, SAME, UNCLEAR = "up", "down", "same", "unclear"


def movement(before: str, now: str) -> str:
    """Whether a score went up, down or stayed; unclear where one of the two is not on the scale."""
    if before == now and now:
        return SAME
    if before not in SCALE or now not in SCALE:
        return UNCLEAR
    return UP if SCALE.index(now) > SCALE.index(before) else DOWN


def movement_in_words(before: str, now: str) -> str:
    """«Opp 2 trinn», «Ned 1 trinn», «Som før», or what it was where the two can't be set against each other."""
    kind = movement(before, now)
    if kind == SAME:
        return _("Som før")
    if kind == UNCLEAR:
        return _("Før: %(score)s") % {"score": score_in_words(before)}
    steps = abs(SCALE.index(now) - SCALE.index(before))
    if kind == UP:
        return ngettext("Opp %(n)s trinn", "Opp %(n)s trinn", steps) % {"n": steps}
    return ngettext("Ned %(n)s trinn", "Ned %(n)s trinn", steps) % {"n": steps}
