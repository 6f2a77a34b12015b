"""Registers one involvement from a process of its own: `python -m tests.projects.shares.log_one ITEM ACTOR [DAY]`."""

import datetime
import sys
from typing import Any


def log(work_item: Any, actor: Any, day: datetime.date) -> None:
    """As a screen or the API does: by the service, in a history context."""
    from medvirkning import audit
    from projects.involvement.enums import Capacity, Phase
    from projects.involvement.models import InvolvementForm
    from projects.involvement.services.log import EventData, InvolvementData, register

    form, _made = InvolvementForm.objects.get_or_create(code="interview", defaults={"name_nb": "intervju"})
    with audit.context(actor=actor):
        register(
            actor=actor,
            work_items=[work_item],
            event=EventData(form=form, started_on=day, users_count=1, group_capacity=Capacity.EXPERIENCE),
            involvement=InvolvementData(phases=[Phase.PLANNING], degree=2, perspective="user"),
        )


def main(item: str, actor: str, day: str) -> None:
    import django

    django.setup()
    from medvirkning.accounts.models import User
    from projects.work.models import WorkItem

    log(WorkItem.objects.get(pk=item), User.objects.get(pk=actor), datetime.date.fromisoformat(day))


if __name__ == "__main__":
    main(*sys.argv[1:])
