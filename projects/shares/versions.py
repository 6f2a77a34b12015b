"""Deciding a new version of the counting rule, from a 1 January; earlier years keep theirs."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from medvirkning.accounts.models import User
from medvirkning.jobs import enqueue
from medvirkning.web.refusals import NotAllowedError, RefusedError
from projects.shares import pipeline
from projects.shares.models import RuleVersion
from projects.work.services.touch import DRAIN


class RuleVersionRefusedError(RefusedError):
    """The version breaks the order of versions, changes nothing, or is in force already."""


@transaction.atomic
def decide_rule_version(
    *, actor: User, from_year: int, headline: str, least_degree: int, counts_unknown_degree: bool, reason: str
) -> RuleVersion:
    """Switch the headline, the least degree or whether unknown degree counts, from 1 January of the running year or
    the next (the counting rule, version 1: «switchable by the Centre, as a new version»).

    The running year is counted anew at once, by the new version and the one before it; past years are left alone.
    Raises `NotAllowedError` and `RuleVersionRefusedError`.
    """
    if not actor.has_perm("shares.decide_rule"):
        raise NotAllowedError(_("Bare Senter for brukermedvirkning endrer telleregelen."))
    this_year = timezone.localdate().year
    if from_year not in (this_year, this_year + 1):
        raise RuleVersionRefusedError(_("En ny versjon gjelder fra i år eller neste år."), field="from_year")
    if least_degree < 1:
        raise RuleVersionRefusedError(_("Grad 0 er informasjon og teller aldri."), field="least_degree")
    if not reason.strip():
        raise RuleVersionRefusedError(_("Skriv hvorfor regelen endres."), field="reason")
    newest = RuleVersion.objects.select_for_update().order_by("-number")[0]
    if newest.from_year >= from_year:
        raise RuleVersionRefusedError(
            _("Versjon %(number)s gjelder alt fra %(year)s.") % {"number": newest.number, "year": newest.from_year},
            field="from_year",
        )
    switches = {"headline": headline, "least_degree": least_degree, "counts_unknown_degree": counts_unknown_degree}
    if all(getattr(newest, name) == value for name, value in switches.items()):
        raise RuleVersionRefusedError(
            _("Dette er likt versjon %(number)s. Endre minst ett av valgene.") % {"number": newest.number}
        )
    version = RuleVersion.objects.create(
        number=newest.number + 1, from_year=from_year, decided_by=actor, reason=reason.strip(), **switches
    )
    if from_year <= this_year:
        pipeline.touch_all()
        enqueue(DRAIN)
    return version


@transaction.atomic
def withdraw_rule_version(*, actor: User, version: RuleVersion) -> None:
    """Take back a version before its first year begins: nothing is counted by it yet. It stays in the history.

    Raises `NotAllowedError` and `RuleVersionRefusedError`.
    """
    if not actor.has_perm("shares.decide_rule"):
        raise NotAllowedError(_("Bare Senter for brukermedvirkning endrer telleregelen."))
    if version.from_year <= timezone.localdate().year:
        raise RuleVersionRefusedError(_("Versjonen er tatt i bruk og kan ikke trekkes. Lag en ny versjon i stedet."))
    version.delete()
