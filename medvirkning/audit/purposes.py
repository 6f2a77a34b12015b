"""What personal data is held for, purpose by purpose: whose, on which basis, who sees it and for how long.

Each room registers the purposes of what it holds; the privacy statement is made of them. The days stand in the
retention rules alone. A basis that no source gives is not guessed: the privacy officer of the body that runs the
portal sets it in `MEDVIRKNING_LEGAL_BASES` (docs/adr/0185).
"""

from dataclasses import dataclass
from enum import Enum

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from medvirkning.audit.retention import RetentionRule, rules

Text = str | Promise


class Basis(Enum):
    """What the portal itself knows of the basis."""

    CONSENT = "consent"
    NOT_SET = "not_set"


@dataclass(frozen=True)
class Purpose:
    """A row of the table. `covers` names the models that hold it, as `app.Model`; `rules` the retention rules.

    `kept` says for how long where no rule does, or what a rule doesn't say.
    """

    key: str
    what_for: Text
    data: Text
    whose: Text
    seen_by: Text
    basis: Basis = Basis.NOT_SET
    rules: tuple[str, ...] = ()
    kept: Text = ""
    covers: frozenset[str] = frozenset()
    order: int = 100

    @property
    def basis_in_words(self) -> str:
        """What the privacy officer has set; else consent, or that it must be set."""
        said = settings.MEDVIRKNING_LEGAL_BASES.get(self.key)
        if said:
            return str(said)
        if self.basis is Basis.CONSENT:
            return _("Samtykke. Du kan trekke det når du vil, og det virker med en gang.")
        return _("Ikke satt ennå. Personvernombudet hos den behandlingsansvarlige må sette det.")

    @property
    def retention(self) -> list[RetentionRule]:
        """The rules by which it goes."""
        return [rule for rule in rules() if rule.name in self.rules]


_purposes: dict[str, Purpose] = {}


def register(purpose: Purpose) -> None:
    """Add a purpose; the same key again replaces it."""
    _purposes[purpose.key] = purpose


def purposes() -> list[Purpose]:
    """All purposes, in order."""
    return sorted(_purposes.values(), key=lambda one: (one.order, one.key))


def covered_models() -> set[str]:
    """The models that some purpose tells of, as `app.model` in lower case."""
    return {label.lower() for one in purposes() for label in one.covers}


def rules_without_purpose() -> list[str]:
    """Retention rules that belong to no purpose."""
    told = {name for one in purposes() for name in one.rules}
    return [rule.name for rule in rules() if rule.name not in told]


def unknown_rules() -> list[str]:
    """Names in the table that no retention rule has."""
    known = {rule.name for rule in rules()}
    return sorted(name for one in purposes() for name in one.rules if name not in known)
