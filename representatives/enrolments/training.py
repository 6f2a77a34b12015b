"""Which training an organisation's people are expected to have, and what each has not taken."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from representatives.enrolments.kinds import Post
from representatives.organisations.enums import OrganisationKind
from representatives.organisations.models import Organisation
from representatives.people.models import Person
from representatives.profiles.enums import TrainingKind
from representatives.profiles.models import TrainingRecord

# The module for carer representatives (S11) is expected where carers are represented.
OF_CARERS = (OrganisationKind.CARER, OrganisationKind.BOTH)
# As they stand in the sentence «har ikke tatt …».
IN_WORDS: dict[str, Promise] = {
    TrainingKind.CARER_MODULE: _("opplæringsmodulen for pårørenderepresentanter"),
    TrainingKind.WEB_COURSE: _("nasjonalt nettkurs i brukermedvirkning"),
    TrainingKind.OWN: _("organisasjonens egen opplæring"),
}


@dataclass(frozen=True)
class Learnt:
    """One training as an organisation sees it. `own` where the organisation has stated it, and may take it back."""

    record: TrainingRecord
    own: bool


def expected_in(organisation: Organisation) -> list[str]:
    """The kinds that an organisation's people are expected to take: its own only where it gives any."""
    kinds = [str(TrainingKind.CARER_MODULE)] if organisation.kind in OF_CARERS else []
    kinds.append(str(TrainingKind.WEB_COURSE))
    gives_training = getattr(organisation, "gives_training", None)
    if gives_training is None:
        gives_training = TrainingRecord.objects.filter(stated_by=organisation, kind=TrainingKind.OWN).exists()
    if gives_training:
        kinds.append(str(TrainingKind.OWN))
    return kinds


def with_training(rows: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """Organisations that know whether they give training of their own, for `expected_in`."""
    own = TrainingRecord.objects.filter(stated_by=OuterRef("pk"), kind=TrainingKind.OWN)
    return rows.annotate(gives_training=Exists(own))


def gaps_of(post: Post, expected: list[str]) -> list[str]:
    """What somebody with the post today has not taken, in words: till then it is not the organisation's to know. The
    row needs `with_list_data()`.
    """
    if not post.holds_today:
        return []
    return [str(IN_WORDS[kind]) for kind in expected if not getattr(post, f"has_{kind}")]


def learnt_by(person: Person, organisation: Organisation) -> list[Learnt]:
    """What an organisation may know that its person has learnt.

    Another organisation's own training would tell that the person is there too, so it is left out, and so is what the
    person calls an organisation's own without saying whose.
    """
    rows = TrainingRecord.objects.filter(person=person).order_by("-completed_on", "pk")
    return [
        Learnt(record, own=record.stated_by_id == organisation.pk)
        for record in rows
        if record.stated_by_id == organisation.pk
        or (record.stated_by_id is None and record.kind != TrainingKind.OWN)
        or record.kind in (TrainingKind.CARER_MODULE, TrainingKind.WEB_COURSE)
    ]


def stated_by(organisation: Organisation, user: Any) -> Any:
    """The training records that an organisation has stated, for those who look after it."""
    if not user.has_perm("enrolments.view", organisation):
        return TrainingRecord.objects.none()
    return TrainingRecord.objects.filter(stated_by=organisation, kind=TrainingKind.OWN)
