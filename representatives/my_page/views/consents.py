"""The buttons of the consents: as easy to take back as to give, one press each, effective at once."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from representatives.consents import services
from representatives.consents.alone import needs_guardian
from representatives.consents.enums import ConsentPurpose
from representatives.consents.keeping import erased_after_days
from representatives.consents.standing import standing_of
from representatives.my_page.views.own import OwnAct


class ConsentAct(OwnAct):
    """A press on one purpose."""

    @property
    def purpose(self) -> ConsentPurpose:
        try:
            return ConsentPurpose(self.kwargs["purpose"])
        except ValueError:
            raise Http404 from None


class Agree(ConsentAct):
    """Also how a withdrawal is regretted."""

    done = gettext_lazy("Takk. Samtykket gjelder i 12 måneder.")

    def act(self) -> None:
        services.agree(
            actor=self.request.user,
            person=self.person,
            purpose=self.purpose,
            text=_key(self.request.POST.get("text", "")),
        )


class Withdraw(ConsentAct):
    """No question, no reason."""

    @property
    def done(self) -> str:
        if self.purpose == ConsentPurpose.REGISTER:
            return self._left % {"days": erased_after_days()}
        told = _("Samtykket er trukket, og gjelder ikke fra nå av.")
        if needs_guardian(self.person):
            return told
        return f"{told} {_('Angrer du, samtykker du på nytt.')}"

    @property
    def _left(self) -> str:
        """What became of it, and what can be done: who agrees to nothing alone is promised no button."""
        if needs_guardian(self.person):
            return _(
                "Du er ute av registeret, og borte fra alle lister. Opplysningene dine slettes om %(days)s dager. "
                "Vil du være med igjen, må en foresatt si ja på nytt."
            )
        if not standing_of(self.person):
            return _(
                "Du er ute av registeret, og borte fra alle lister. Opplysningene dine slettes om %(days)s dager."
            )
        return _(
            "Du er ute av registeret, og borte fra alle lister. "
            "Opplysningene dine slettes om %(days)s dager. Angrer du før det, samtykker du på nytt."
        )

    def act(self) -> None:
        services.withdraw(actor=self.request.user, person=self.person, purpose=self.purpose)


class Renew(OwnAct):
    """All that holds, for 12 months more."""

    done = gettext_lazy("Takk. Samtykkene gjelder i 12 måneder fra i dag.")

    def act(self) -> None:
        texts = {_key(key) for key in self.request.POST.getlist("text")}
        services.renew(actor=self.request.user, person=self.person, texts=texts)


def _key(value: Any) -> int:
    """The key of the text that was shown; what isn't a key is the key of none."""
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
