"""Who is told what about exemptions and «ikke gjennomført»."""

from collections.abc import Callable, Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User
from medvirkning.accounts.rules import is_centre, is_staff
from medvirkning.notifications.kinds import NotificationKind, register
from medvirkning.notifications.mails import Mail
from medvirkning.notifications.services import notify
from projects.departments.querysets import leaders_and_deputies
from projects.work.enums import DecisionStatus
from projects.work.models import Decision, Exemption
from projects.work.responsibility import lineage_today

DECISIONS = register(
    NotificationKind(
        name="decisions",
        label=gettext_lazy("Ønsker om unntak, og hva som ble avgjort"),
        reaches=is_staff | is_centre,
    )
)


def tell_leaders_to_decide(decision: Decision) -> None:
    """The leaders who may decide hear that a request waits."""
    asker = decision.requested_by

    def compose() -> Mail:
        return Mail(
            subject=_("Et ønske venter på din avgjørelse"),
            paragraphs=(
                _("%(who)s ber om at du avgjør: %(what)s for «%(title)s».")
                % {"who": asker or _("Noen"), "what": _what(decision), "title": decision.work_item.title},
                decision.reason_text,
            ),
            why=_("Du får denne fordi du leder enheten som svarer for arbeidet, eller en enhet over den."),
            link_text=_("Se ønsket og avgjør"),
            link_path=reverse("work:decide", args=[_slug(decision), decision.pk]),
            sender=str(asker or ""),
        )

    _tell(_deciders(decision), decision, "requested", compose)


def tell_about_decision(decision: Decision) -> None:
    """Who asked hears what was decided."""
    approved = decision.status == DecisionStatus.APPROVED
    answer = decision.decision_text

    def compose() -> Mail:
        said = _("Godkjent: %(what)s for «%(title)s».") if approved else _("Avslått: %(what)s for «%(title)s».")
        return Mail(
            subject=_("Ønsket ditt er avgjort"),
            paragraphs=tuple(
                part for part in (said % {"what": _what(decision), "title": decision.work_item.title}, answer) if part
            ),
            why=_("Du får denne fordi du ba om det."),
            link_text=_("Se avgjørelsen"),
            link_path=reverse("work:decide", args=[_slug(decision), decision.pk]),
            sender=str(decision.decided_by or ""),
        )

    _tell(_accounts(decision.requested_by), decision, "decided", compose)


def tell_to_decide_anew(decision: Decision) -> None:
    """Completion moved to another year: who asked and who decided hear that the exemption must be decided anew."""

    def compose() -> Mail:
        return Mail(
            subject=_("Et unntak må vurderes på nytt"),
            paragraphs=(
                _(
                    "«%(title)s» fullføres i et annet år enn da det ble bedt om unntak for %(year)s. "
                    "Unntaket følger ikke med."
                )
                % {"title": decision.work_item.title, "year": decision.year},
            ),
            why=_("Du får denne fordi du ba om unntaket eller avgjorde det."),
            link_text=_("Se arbeidet"),
            link_path=reverse("work:detail", args=[decision.work_item.reference]),
        )

    moved_to = decision.work_item.completed_on or "open"
    _tell(_accounts(decision.requested_by, decision.decided_by), decision, f"moved:{moved_to}", compose)


def _tell(accounts: Iterable[User], decision: Decision, what: str, compose: Callable[[], Mail]) -> None:
    for account in accounts:
        event = f"{_slug(decision)}:{decision.pk}:{decision.version}:{what}"
        notify(kind=DECISIONS.name, event=event, user=account, compose=compose)


def _what(decision: Decision) -> str:
    text = _("unntak for %(year)s") if isinstance(decision, Exemption) else _("ikke gjennomført i %(year)s")
    return text % {"year": decision.year}


def _slug(decision: Decision) -> str:
    return "unntak" if isinstance(decision, Exemption) else "ikke-gjennomfort"


def _accounts(*accounts: User | None) -> list[User]:
    return list(dict.fromkeys(account for account in accounts if account is not None))


def _deciders(decision: Decision) -> list[User]:
    """The nearest leaders who may decide, with their deputies; at the top the Centre (the rule `work.decide`)."""
    lineage = lineage_today(decision.work_item)
    shut_out = {decision.requested_by_id, decision.work_item.responsible_id}
    for code in reversed(lineage):
        found = [one for one in leaders_and_deputies(code, timezone.localdate()) if one.pk not in shut_out]
        if found:
            return found
    return [one for one in User.objects.with_role(Role.CENTRE).order_by("pk") if one.pk not in shut_out]
