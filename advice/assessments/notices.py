"""Who is told what about self-assessments. Subjects name neither theme nor perspective."""

from collections.abc import Callable, Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advice.assessments.leaders import approvers_of, leaders_of
from advice.assessments.models import Assessment, AssessmentAction, ScoreInvitation
from advice.units.rules import leads_a_unit
from medvirkning.accounts.models import User
from medvirkning.accounts.rules import is_centre
from medvirkning.notifications.kinds import NotificationKind, register
from medvirkning.notifications.mails import Mail
from medvirkning.notifications.services import notify
from medvirkning.web.dates import format_date
from projects.departments.rules import leads_something

ASSESSMENTS = register(
    NotificationKind(
        name="assessments",
        label=gettext_lazy("Egenvurderinger som er sendt, returnert eller godkjent"),
        reaches=leads_a_unit | leads_something | is_centre,
    )
)
ACTIONS = register(
    NotificationKind(
        name="assessment_actions",
        label=gettext_lazy("Tiltak som nærmer seg fristen"),
        reaches=leads_a_unit | leads_something,
    )
)
# To who has no account and asked for nothing.
SCORES = register(
    NotificationKind(name="score_invitations", label=gettext_lazy("Invitasjoner til representanter"), optional=False)
)


def tell_approvers(assessment: Assessment) -> None:
    """Who may approve hears that one waits."""

    def compose() -> Mail:
        return Mail(
            subject=_("En egenvurdering venter på deg"),
            paragraphs=(
                _("%(who)s har sendt egenvurderingen for %(subject)s %(year)s til godkjenning.") % _known(assessment),
            ),
            why=_("Du får denne fordi du kan godkjenne den."),
            link_text=_("Les og avgjør"),
            link_path=reverse("assessments:decide", args=[assessment.pk]),
            sender=str(assessment.submitted_by or ""),
        )

    _tell(approvers_of(assessment), _event(assessment, "submitted"), compose)


def tell_sent_back(assessment: Assessment, actor: User) -> None:
    """The leaders hear what must be mended."""

    def compose() -> Mail:
        return Mail(
            subject=_("Egenvurderingen er sendt tilbake"),
            paragraphs=(
                _("Egenvurderingen for %(subject)s %(year)s må rettes før den kan godkjennes.") % _known(assessment),
                assessment.return_reason,
            ),
            why=_("Du får denne fordi du leder enheten."),
            link_text=_("Se hva som må rettes"),
            link_path=assessment.get_absolute_url(),
            sender=str(actor),
        )

    _tell(leaders_of(assessment.subject), _event(assessment, "returned"), compose)


def tell_approved(assessment: Assessment, actor: User) -> None:
    """The leaders hear that it is approved and frozen."""

    def compose() -> Mail:
        return Mail(
            subject=_("Egenvurderingen er godkjent"),
            paragraphs=(
                _("Egenvurderingen for %(subject)s %(year)s er godkjent og låst.") % _known(assessment),
                _("Tiltakene lever videre. Der fører dere hva som er gjort."),
            ),
            why=_("Du får denne fordi du leder enheten."),
            link_text=_("Se egenvurderingen"),
            link_path=assessment.get_absolute_url(),
            sender=str(actor),
        )

    _tell(leaders_of(assessment.subject), _event(assessment, "approved"), compose)


def send_link(invitation: ScoreInvitation, token: str) -> None:
    """The representative's own link. It stands nowhere but in this mail."""
    assessment = invitation.assessment

    def compose() -> Mail:
        return Mail(
            subject=_("Vil du si hva du mener om en tjeneste?"),
            paragraphs=(
                _(
                    "%(subject)s vurderer seg selv mot de nasjonale faglige rådene om bruker- og "
                    "pårørendemedvirkning, og ber om din vurdering ved siden av."
                )
                % _known(assessment),
                _("Lenken er bare til deg. Den virker én gang, til og med %(day)s.")
                % {"day": format_date(invitation.expires_at)},
                _("Svaret blir vist som «%(label)s», uten navn.") % {"label": invitation.label},
            ),
            why=_("Du får denne fordi lederen har oppgitt adressen din. Du kan la være å svare."),
            link_text=_("Gi din vurdering"),
            link_path=reverse("assessments:score", args=[token]),
            sender=str(invitation.invited_by or ""),
        )

    notify(
        kind=SCORES.name,
        event=f"score-invitation:{invitation.pk}:{invitation.renewals}",
        address=invitation.email,
        compose=compose,
        is_secret=True,
    )


def tell_answered(invitation: ScoreInvitation) -> None:
    """The leaders hear that a representative has answered."""
    assessment = invitation.assessment

    def compose() -> Mail:
        return Mail(
            subject=_("En representant har svart"),
            paragraphs=(
                _("«%(label)s» har gitt sin vurdering av %(subject)s %(year)s. Den står ved siden av deres egen.")
                % {**_known(assessment), "label": invitation.label},
            ),
            why=_("Du får denne fordi du leder enheten."),
            link_text=_("Se vurderingene"),
            link_path=assessment.get_absolute_url(),
        )

    _tell(leaders_of(assessment.subject), f"score-invitation:{invitation.pk}:answered", compose)


def remind_of_action(action: AssessmentAction, *, is_late: bool) -> int:
    """The unit's leaders hear of a deadline a week before it, and once more when it has passed. Gives how many."""
    subject = action.unit or action.department
    assert subject is not None  # noqa: S101 - the constraint `action_has_one_subject`

    def compose() -> Mail:
        passed = _("Fristen var %(day)s, og tiltaket står fortsatt som «%(state)s».")
        ahead = _("Fristen er %(day)s. Tiltaket står som «%(state)s».")
        known = {"day": format_date(action.due_on), "state": action.get_state_display()}
        return Mail(
            subject=_("Et tiltak har passert fristen") if is_late else _("Et tiltak nærmer seg fristen"),
            paragraphs=(
                _("%(subject)s, råd %(number)s: %(text)s")
                % {"subject": subject, "number": action.advice.number, "text": action.text},
                (passed if is_late else ahead) % known,
            ),
            why=_("Du får denne fordi du leder enheten."),
            link_text=_("Se tiltaket"),
            link_path=reverse("assessments:action", args=[action.pk]),
        )

    moment = "late" if is_late else "soon"
    return _tell(
        leaders_of(subject), f"action:{action.pk}:{action.due_on.isoformat()}:{moment}", compose, kind=ACTIONS.name
    )


def _tell(accounts: Iterable[User], event: str, compose: Callable[[], Mail], *, kind: str = ASSESSMENTS.name) -> int:
    """One mail to each; gives how many were written now."""
    sent = [notify(kind=kind, event=event, user=account, compose=compose) for account in accounts]
    return len([one for one in sent if one is not None])


def _event(assessment: Assessment, what: str) -> str:
    return f"assessment:{assessment.pk}:{assessment.version}:{what}"


def _known(assessment: Assessment) -> dict[str, object]:
    return {
        "who": assessment.submitted_by or _("Noen"),
        "subject": assessment.subject,
        "year": assessment.year,
    }
