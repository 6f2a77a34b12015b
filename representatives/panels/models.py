from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from medvirkning.accounts.enums import Language
from medvirkning.accounts.invitations.models import Invitation
from medvirkning.audit import track
from medvirkning.web.concurrency import VersionedModel
from medvirkning.web.periods import ends_after_start
from medvirkning.web.sorting import sort_key_field
from representatives.consents.models import GuardianRequest
from representatives.geography.enums import County
from representatives.organisations.models import Organisation
from representatives.panels.age import Ages, needs_guardian, usual_ages
from representatives.panels.enums import BEFORE_THE_SEAT, WITHOUT_PERSON, MeetingState, MemberState, PanelKind, Pay
from representatives.panels.querysets import (
    PanelManagerQuerySet,
    PanelMeetingQuerySet,
    PanelMemberQuerySet,
    PanelQuerySet,
)
from representatives.people.models import Person
from representatives.subjects.models import SubjectArea

__all__ = ["Panel", "PanelManager", "PanelMeeting", "PanelMember", "PanelSubject"]


@track(exclude=["sort_key"])
class Panel(VersionedModel):
    """A panel or council whose members speak from their own experience and represent nobody (glossary).

    A panel of another body is entered without members: who they are is for that body alone.
    """

    name = models.CharField(_("navn"), max_length=200)
    kind = models.CharField(_("slag"), max_length=12, choices=PanelKind.choices)
    # Whose it is; empty is the directorate's own.
    owner = models.ForeignKey(
        Organisation,
        verbose_name=_("eier"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="panels",
        help_text=_("Tomt felt betyr direktoratet selv."),
    )
    # Run here: members, meetings and consents are kept in the portal.
    has_members = models.BooleanField(_("medlemmene føres i portalen"), default=True)
    mandate = models.TextField(_("mandat"), blank=True)
    subject_areas = models.ManyToManyField(SubjectArea, verbose_name=_("fagområder"), blank=True)
    county = models.CharField(_("fylke"), max_length=2, choices=County.choices, blank=True)
    seats = models.PositiveSmallIntegerField(_("plasser"), null=True, blank=True)
    term_months = models.PositiveSmallIntegerField(_("periode i måneder"), null=True, blank=True)
    pay = models.CharField(_("godtgjøring"), max_length=10, choices=Pay.choices, default=Pay.NOT_STATED)
    pay_text = models.CharField(_("om godtgjøringen"), max_length=300, blank=True)
    # Open recruitment: anyone may apply in the period.
    recruits_from = models.DateField(_("søknad fra"), null=True, blank=True)
    recruits_to = models.DateField(_("søknadsfrist"), null=True, blank=True)
    recruitment_text = models.TextField(_("tekst til dem som vil søke"), blank=True)
    # Youth panels: how old members are in the year they come in; empty is the portal's own (`age.usual_ages`).
    youngest = models.PositiveSmallIntegerField(_("fra alder"), null=True, blank=True)
    oldest = models.PositiveSmallIntegerField(_("til alder"), null=True, blank=True)
    started_on = models.DateField(_("opprettet"), null=True, blank=True)
    closed_on = models.DateField(_("lagt ned, siste dag"), null=True, blank=True)
    sort_key = sort_key_field("name")

    objects = PanelQuerySet.as_manager()

    class Meta:
        verbose_name = _("panel")
        verbose_name_plural = _("paneler")
        ordering = ["sort_key", "id"]
        constraints = [
            models.CheckConstraint(
                name="panel_recruits_in_a_period",
                condition=Q(recruits_from=None, recruits_to=None)
                | Q(
                    recruits_from__isnull=False, recruits_to__isnull=False, recruits_to__gte=models.F("recruits_from")
                ),
                violation_error_message=_("Oppgi både fra og frist for søknader, i den rekkefølgen."),
            ),
            models.CheckConstraint(
                name="panel_recruits_where_members_are_kept",
                condition=Q(has_members=True) | Q(recruits_from=None),
                violation_error_message=_("Et panel uten medlemmer i portalen kan ikke ta imot søknader her."),
            ),
            models.CheckConstraint(
                name="panel_of_the_young_has_ages",
                condition=Q(youngest=None, oldest=None)
                | Q(
                    kind=PanelKind.YOUTH.value,
                    youngest__isnull=False,
                    oldest__isnull=False,
                    oldest__gte=models.F("youngest"),
                ),
                violation_error_message=_("Oppgi både yngste og eldste alder, i den rekkefølgen."),
            ),
            ends_after_start(
                "panel_closed_after_start", _("Sluttdatoen er før startdatoen."), "started_on", "closed_on"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("panels:detail", args=[self.pk])

    @property
    def is_recruiting(self) -> bool:
        """Whether anybody may apply today; `recruiting()` of the queryset says the same."""
        if self.recruits_from is None or self.recruits_to is None or self.closed_on is not None:
            return False
        return self.has_members and self.recruits_from <= timezone.localdate() <= self.recruits_to

    @property
    def is_young(self) -> bool:
        """Whether its texts are written for young readers."""
        return self.kind == PanelKind.YOUTH

    @property
    def ages(self) -> Ages | None:
        """How old who comes in may be; None where any age will do."""
        if not self.is_young:
            return None
        usual = usual_ages()
        return Ages(self.youngest or usual.youngest, self.oldest or usual.oldest)


@track(of="panel")
class PanelSubject(Panel.subject_areas.through):  # type: ignore[name-defined]
    """That a panel is about a subject; a proxy, so that the set has a history (docs/adr/0092)."""

    class Meta:
        proxy = True


@track()
class PanelManager(models.Model):
    """An account runs a panel in a period: it sees the members and plans the meetings."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("konto"), on_delete=models.CASCADE, related_name="run_panels"
    )
    panel = models.ForeignKey(Panel, verbose_name=_("panel"), on_delete=models.CASCADE, related_name="managers")
    valid_from = models.DateField(_("fra"))
    valid_to = models.DateField(_("til og med"), null=True, blank=True)

    objects = PanelManagerQuerySet.as_manager()

    class Meta:
        verbose_name = _("panelansvarlig")
        verbose_name_plural = _("panelansvarlige")
        ordering = ["panel", "valid_from", "pk"]
        constraints = [
            ends_after_start("panel_manager_ends_after_start", _("Sluttdatoen er før startdatoen.")),
            models.UniqueConstraint(
                name="panel_manager_once_at_a_time", fields=["user", "panel"], condition=Q(valid_to=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.panel}"


@track(personal=["name", "email", "birth_year", "message"], exclude=["token_hash", "language"])
class PanelMember(Invitation, VersionedModel):
    """Somebody's seat on a panel, from applying or being invited on. No birth date is asked for: the year is enough.

    As with every enrolment there is no person before the one who owns the address has answered.
    """

    panel = models.ForeignKey(Panel, verbose_name=_("panel"), on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(
        Person,
        verbose_name=_("person"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="panel_seats",
    )
    name = models.CharField(_("navn"), max_length=200, blank=True)
    email = models.EmailField(_("e-postadresse"), blank=True)
    language = models.CharField(_("språk"), max_length=2, choices=Language.choices, default=Language.NB)
    birth_year = models.PositiveSmallIntegerField(_("fødselsår"), null=True, blank=True)
    # Why somebody applies.
    message = models.TextField(_("hvorfor du vil være med"), blank=True)
    state = models.CharField(
        _("tilstand"), max_length=17, choices=MemberState.choices, default=MemberState.INVITED, editable=False
    )
    valid_from = models.DateField(_("medlem fra"), null=True, blank=True)
    valid_to = models.DateField(_("til og med"), null=True, blank=True)
    # Below the age limit: the guardian whose answer the seat waits for, or rests on.
    guardian_request = models.ForeignKey(
        GuardianRequest,
        verbose_name=_("foresatt"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="panel_seats",
    )
    # Now of age: the last day to say yes oneself.
    answer_by = models.DateField(_("svarer selv innen"), null=True, blank=True, editable=False)

    objects = PanelMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("panelmedlem")
        verbose_name_plural = _("panelmedlemmer")
        ordering = ["panel", "-invited_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="member_is_a_person_once_answered",
                condition=(Q(state__in=sorted(WITHOUT_PERSON)) & Q(person=None))
                | (~Q(state__in=sorted(WITHOUT_PERSON)) & Q(person__isnull=False, name="", email="", message="")),
            ),
            models.CheckConstraint(
                name="member_has_a_first_day",
                condition=~Q(state=MemberState.MEMBER.value) | Q(valid_from__isnull=False),
            ),
            ends_after_start("member_ends_after_start", _("Sluttdatoen er før startdatoen.")),
            models.UniqueConstraint(
                name="member_once_on_a_panel",
                fields=["panel", "person"],
                condition=Q(state__in=[MemberState.AWAITING_GUARDIAN.value, MemberState.MEMBER.value]),
                violation_error_message=_("Personen sitter alt i panelet."),
            ),
            models.UniqueConstraint(
                name="member_asked_once_by_email",
                fields=["panel", "email"],
                condition=Q(state__in=[MemberState.APPLIED.value, MemberState.INVITED.value]) & ~Q(email=""),
                violation_error_message=_("Denne personen har alt søkt eller er invitert."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person or self.name)

    @property
    def awaits_guardian(self) -> bool:
        """Whether a guardian has to say yes before the seat is taken: until then the year is shown to nobody."""
        return self.state in BEFORE_THE_SEAT and self.birth_year is not None and needs_guardian(self.birth_year)


@track()
class PanelMeeting(VersionedModel):
    """A meeting of a panel. Once held, the log makes of it one event, with an involvement for each item treated."""

    panel = models.ForeignKey(Panel, verbose_name=_("panel"), on_delete=models.CASCADE, related_name="meetings")
    title = models.CharField(_("tema for møtet"), max_length=200)
    held_on = models.DateField(_("dato"))
    starts_at = models.TimeField(_("klokka"), null=True, blank=True)
    place = models.CharField(_("sted eller lenke"), max_length=300, blank=True)
    agenda = models.TextField(_("saksliste"), blank=True)
    state = models.CharField(
        _("tilstand"), max_length=9, choices=MeetingState.choices, default=MeetingState.PLANNED, editable=False
    )
    # How many came, never who: members are named nowhere outside the panel.
    users_count = models.PositiveSmallIntegerField(_("brukere"), null=True, blank=True)
    carers_count = models.PositiveSmallIntegerField(_("pårørende"), null=True, blank=True)
    summary = models.TextField(_("hva møtet kom fram til"), blank=True)

    objects = PanelMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("panelmøte")
        verbose_name_plural = _("panelmøter")
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("panels:meeting", args=[self.pk])

    @property
    def has_begun(self) -> bool:
        """Whether it is too late to be called to it; one without a time is to come all day."""
        now = timezone.localtime()
        if self.held_on != now.date():
            return self.held_on < now.date()
        return self.starts_at is not None and self.starts_at <= now.time()
