"""When an account that nobody has a use for goes."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from medvirkning.accounts.models import User
from medvirkning.audit import retention
from representatives.people.accounts import unused_since
from representatives.people.erasing import erase_idle_account

UNUSED = "unused_accounts"


def erase_unused(accounts: QuerySet[User]) -> int:
    """One by one: whoever was given a role in the meantime stays."""
    done = 0
    for pk in list(accounts.values_list("pk", flat=True)):
        with transaction.atomic():
            account = User.objects.select_for_update(of=("self",)).get(pk=pk)
            if not accounts.filter(pk=pk).exists():
                continue
            erase_idle_account(account=account, rule=UNUSED)
        done += 1
    return done


retention.register(
    retention.RetentionRule(
        name=UNUSED,
        what=_(
            "Kontoen til den som ikke lenger er kontaktperson eller har noe annet å gjøre i portalen, med navn og "
            "e-postadresse, også i invitasjoner og historikk"
        ),
        days=30,
        find=unused_since,
        erase=erase_unused,
    )
)
