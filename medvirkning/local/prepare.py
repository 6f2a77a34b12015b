"""What `make run` does to its database before serving: migrate, and the first time load what there is to look at.

A process of its own, so that the supervisor stays small. Prints the demonstration accounts that are there, one a
line; messages go to standard error.
"""

import os
import sys
from typing import TYPE_CHECKING

import django
from django.core.management import call_command

from medvirkning.audit import context

if TYPE_CHECKING:
    from medvirkning.accounts.models import User

DEMONSTRATION = ("ansatt", "leder", "senter", "organisasjon", "representant", "tjeneste", "admin")


def main() -> None:
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    # Loads only what is missing, so it is right at every start.
    call_command("load_activities_2023", stdout=sys.stderr)

    # Django is set up above; before that no model can be imported.
    from medvirkning.accounts.models import User  # noqa: PLC0415
    from projects.departments.models import Department  # noqa: PLC0415

    if not User.objects.exists() and not Department.objects.in_tree().exists():
        say("Loading the fictitious demonstration set")
        call_command("load_demo", stdout=sys.stderr)
    accounts = list(User.objects.filter(email__in=[f"{name}@demo.example" for name in DEMONSTRATION]))
    _set_password(accounts)
    order = {f"{name}@demo.example": number for number, name in enumerate(DEMONSTRATION)}
    for account in sorted(accounts, key=lambda account: order[account.email]):
        print(account.email)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _set_password(accounts: "list[User]") -> None:
    """The password that is printed is the one that works, also when another is given for a set loaded before."""
    password = os.environ["MEDVIRKNING_DEMO_PASSWORD"]
    if not accounts or all(account.check_password(password) for account in accounts[:1]):
        return
    with context(command="make run"):
        for account in accounts:
            account.set_password(password)
            account.save(update_fields=["password"])


if __name__ == "__main__":
    main()
