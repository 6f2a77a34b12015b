"""What every act on grants asks first: who does it, and on which scheme.

Whatever writes a grant or rules holds the scheme to the end of its transaction: a grant never misses a version that
is being written, and no two grants to one recipient are made at once.
"""

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from medvirkning.accounts.models import User
from medvirkning.web.concurrency import StaleVersion
from medvirkning.web.refusals import NotAllowedError, RefusedError
from representatives.grants.models import GrantScheme, SchemeRules

# Before this the portal knows of no grants; a slip of the hand.
FIRST_YEAR = 1990


class GrantRefusedError(RefusedError):
    """The grant or the scheme can't be written like this."""


def demand(actor: User) -> None:
    """Raises `NotAllowedError`."""
    if not actor.has_perm("grants.change"):
        raise NotAllowedError(_("Bare Senter for brukermedvirkning fører tilskudd."))


def last_year() -> int:
    """Next year's grants may be decided this year."""
    return timezone.localdate().year + 1


def demand_year(year: int, *, field: str = "year") -> None:
    """Raises `GrantRefusedError`."""
    if not FIRST_YEAR <= year <= last_year():
        raise GrantRefusedError(
            _("Skriv et år fra %(first)s til %(last)s.") % {"first": FIRST_YEAR, "last": last_year()}, field=field
        )


def lock_schemes() -> None:
    """One at a time makes schemes, by hand or from a file, to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('representatives.grants.schemes'))")


def held(scheme: GrantScheme) -> GrantScheme:
    """The scheme as it is stored, held until the transaction ends. Raises `StaleVersion` where it is gone."""
    found = GrantScheme.objects.select_for_update(of=("self",)).filter(pk=scheme.pk).first()
    if found is None:
        raise StaleVersion(None)
    return found


def rules_for(scheme: GrantScheme, year: int) -> SchemeRules | None:
    """The rules in force in a year; none where none were entered."""
    return scheme.rules.for_year(year).first()
