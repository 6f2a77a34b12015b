"""Publishing a new version of a text. One that was shown never changes."""

import datetime
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from medvirkning.accounts.models import User
from medvirkning.web.refusals import NotAllowedError
from representatives.consents.enums import Audience, ConsentPurpose, may_be_written
from representatives.consents.models import ConsentText
from representatives.consents.services.giving import ConsentRefusedError

LANGUAGES = ("text_nb", "text_nn", "text_en")


@transaction.atomic
def publish(
    *,
    actor: User,
    purpose: ConsentPurpose | str,
    audience: Audience | str,
    texts: Mapping[str, str],
    valid_from: datetime.date,
    seen: int,
) -> ConsentText:
    """A new version in all three languages, shown from a day. `seen` is the number of the version it follows (0).

    What people have agreed to already, they have agreed to: it holds until it runs out. Raises `NotAllowedError`
    and `ConsentRefusedError`, which is what the second of two at once gets.
    """
    if not actor.has_perm("consents.texts"):
        raise NotAllowedError(_("Bare Senter for brukermedvirkning endrer tekstene."))
    if not may_be_written(purpose, audience):
        raise ConsentRefusedError(_("Det er ingen som leser en slik tekst."))
    written = {name: str(texts.get(name, "")).strip() for name in LANGUAGES}
    for name, text in written.items():
        if not text:
            raise ConsentRefusedError(_("Skriv teksten på alle tre språk."), field=name)
    if valid_from < timezone.localdate():
        raise ConsentRefusedError(_("Teksten kan tidligst gjelde fra i dag."), field="valid_from")
    # Whoever publishes the first version of a text takes turns with those of the purpose.
    list(ConsentText.objects.select_for_update(of=("self",)).filter(purpose=purpose).order_by("pk"))
    last = ConsentText.objects.filter(purpose=purpose, audience=audience).order_by("-number").first()
    if (last.number if last else 0) != seen:
        raise ConsentRefusedError(_("Noen andre har publisert en ny versjon. Les den først."))
    if last is not None and valid_from < last.valid_from:
        raise ConsentRefusedError(_("Den forrige versjonen begynner å gjelde senere enn dette."), field="valid_from")
    number = seen + 1
    return ConsentText.objects.create(
        key=f"{purpose}:{audience}:{number}",
        purpose=purpose,
        audience=audience,
        number=number,
        valid_from=valid_from,
        published_by=actor,
        **written,
    )
