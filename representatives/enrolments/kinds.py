"""The two kinds of posts that somebody can be entered for. Each has the same pages, under a word of its own."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from representatives.enrolments.models import ExperienceConsultant, Representative

Post = Representative | ExperienceConsultant


@dataclass(frozen=True)
class Kind:
    """A kind of post, and what one and several of them are called."""

    model: type[Representative] | type[ExperienceConsultant]
    one: str | Promise
    many: str | Promise

    @property
    def slug(self) -> str:
        """What stands in addresses."""
        return self.model.slug


REPRESENTATIVE = Kind(Representative, _("Representant"), _("Representanter"))
CONSULTANT = Kind(ExperienceConsultant, _("Erfaringskonsulent"), _("Erfaringskonsulenter"))
KINDS: dict[str, Kind] = {kind.slug: kind for kind in (REPRESENTATIVE, CONSULTANT)}


def kind_of(post: Post) -> Kind:
    """The kind of a row."""
    return REPRESENTATIVE if isinstance(post, Representative) else CONSULTANT
