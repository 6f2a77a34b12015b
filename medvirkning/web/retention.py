"""How long what was typed and not saved is kept."""

from django.utils.translation import gettext_lazy as _

from medvirkning.audit import erasers, retention
from medvirkning.web.models import CacheEntry, Draft, ParkedForm, SavedFilter, SpentToken

retention.register(
    retention.RetentionRule(
        name="drafts", what=_("Kladder som ikke er rørt"), days=30, find=Draft.objects.untouched_since
    )
)
retention.register(
    retention.RetentionRule(
        name="parked_forms",
        what=_("Utfylte felt fra utløpte økter"),
        days=1,
        find=ParkedForm.objects.parked_before,
    )
)
retention.register(
    retention.RetentionRule(
        name="cache_entries", what=_("Utløpte tellere for innlogging"), days=1, find=CacheEntry.objects.expired_before
    )
)
retention.register(
    retention.RetentionRule(
        name="spent_tokens",
        what=_("Engangskoder fra skjemaer og kall som er sendt"),
        days=30,
        find=SpentToken.objects.spent_before,
    )
)
retention.register(
    retention.RetentionRule(
        name="saved_filters",
        what=_("Lagrede filtre til kontoer som ingen logger inn på"),
        days=730,
        find=SavedFilter.objects.of_accounts_unused_since,
    )
)
erasers.register("web.SavedFilter.user", erasers.delete, why="How a person sorts the lists is the person's own.")
erasers.register("web.Draft.user", erasers.delete, why="What a person typed and never saved is the person's own.")
erasers.register("web.ParkedForm.user", erasers.delete, why="What a person typed and never saved is the person's own.")
erasers.register("web.SpentToken.user", erasers.delete, why="It says where an account went after a form, no more.")
