"""What grants say on the page of an organisation, and the parts of a scheme's history."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from medvirkning import audit
from medvirkning.web import slots
from medvirkning.web.slots import Fragment
from representatives.grants.amounts import in_kroner
from representatives.grants.models import GrantScheme, SchemeRules
from representatives.grants.querysets import grants_for
from representatives.grants.tables import list_url
from representatives.organisations.models import Organisation

audit.register_part(GrantScheme, audit.Part(SchemeRules, by="scheme", label=_("Regelverk")))

audit.write_values("representatives.Grant.amount", in_kroner)

# More than these stand in the list.
MOST_SHOWN = 10


def grants_of_organisation(request: HttpRequest, organisation: Organisation) -> Fragment | None:
    """The newest grants, with what was asked and how it was judged."""
    rows = grants_for(request.user).filter(organisation=organisation).with_list_data().order_by("-year", "pk")
    grants = list(rows[: MOST_SHOWN + 1])
    if not grants:
        return None
    words = organisation.organisation_number or organisation.name
    return Fragment(
        "representatives/grants/_of_organisation.html",
        {"grants": grants[:MOST_SHOWN], "all_url": list_url(q=words) if len(grants) > MOST_SHOWN else ""},
    )


slots.register("organisations.detail", grants_of_organisation, order=70)
