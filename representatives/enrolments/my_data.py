"""What a person is told of the own posts, and an account of whom it has entered."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from representatives.enrolments.kinds import KINDS, kind_of
from representatives.enrolments.models import Representative
from representatives.people import my_data
from representatives.people.models import Person


def _posts(person: Person) -> list[my_data.Record]:
    records = []
    for kind in KINDS.values():
        rows = kind.model._default_manager.filter(person=person).select_related("organisation")
        for post in rows.order_by("valid_from", "pk"):
            told = (
                {"mandate": my_data.Told(_("Mandat"), post.mandate)}
                if isinstance(post, Representative)
                else {
                    "position": my_data.Told(_("Stilling"), post.position),
                    "percentage": my_data.Told(_("Stillingsprosent"), post.percentage),
                }
            )
            records.append(
                {
                    "kind": my_data.Told(_("Verv"), kind_of(post).slug, kind_of(post).one),
                    "organisation": my_data.Told(_("Organisasjon"), post.organisation.name),
                    **told,
                    "valid_from": my_data.Told(_("Fra"), post.valid_from),
                    "valid_to": my_data.Told(_("Til og med"), post.valid_to),
                    "state": my_data.Told(_("Tilstand"), post.state, post.get_state_display()),
                    "invited": my_data.Told(_("Invitert"), post.invited_at),
                    "accepted": my_data.Told(_("Takket ja"), post.accepted_at),
                }
            )
    return records


def _invited(person: Person) -> list[my_data.Record]:
    """Whom the person's account has entered: when and where, not whom: that is another person's to know."""
    if person.user_id is None:
        return []
    return [
        {
            "kind": my_data.Told(_("Du registrerte"), kind.slug, kind.one),
            "organisation": my_data.Told(_("For"), post.organisation.name),
            "when": my_data.Told(_("Når"), post.invited_at),
        }
        for kind in KINDS.values()
        for post in kind.model._default_manager.filter(invited_by=person.user_id)
        .select_related("organisation")
        .order_by("pk")
    ]


def _relations(*fields: str) -> frozenset[str]:
    return frozenset(f"representatives.{kind.model.__name__}.{field}" for kind in KINDS.values() for field in fields)


my_data.register(
    my_data.Section(
        key="posts",
        label=gettext_lazy("Verv for organisasjoner og arbeidsgivere"),
        records=_posts,
        covers=_relations("person", "accepted_by"),
        order=40,
    )
)
my_data.register(
    my_data.Section(
        key="entered",
        label=gettext_lazy("Personer du har registrert for organisasjoner"),
        records=_invited,
        covers=_relations("invited_by"),
        order=90,
    )
)
