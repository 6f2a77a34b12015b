"""What every invitation is: a link to one address, good once and for a while."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from medvirkning.web.dates import format_date


class Invitation(models.Model):
    """A link that is sent to one address, works once and goes out. Of the link only a hash is kept (docs/adr/0120).

    Rooms inherit it, say what it is an invitation to, and track it with `name` and `email` as personal values and
    without `token_hash`.
    """

    name = models.CharField(_("navn"), max_length=200)
    email = models.EmailField(_("e-post"))
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("invitert av"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    invited_at = models.DateTimeField(_("invitert"), auto_now_add=True)
    expires_at = models.DateTimeField(_("gjelder til"))
    accepted_at = models.DateTimeField(_("tatt imot"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("trukket tilbake"), null=True, blank=True)

    class Meta:
        abstract = True
        verbose_name = _("invitasjon")
        verbose_name_plural = _("invitasjoner")
        ordering = ["-invited_at", "-pk"]

    @property
    def in_words(self) -> str:
        """What has become of it, as people say it."""
        if self.accepted_at:
            return gettext("tatt imot %(date)s") % {"date": format_date(self.accepted_at)}
        if self.withdrawn_at:
            return gettext("trukket tilbake %(date)s") % {"date": format_date(self.withdrawn_at)}
        if self.expires_at <= timezone.now():
            return gettext("gikk ut %(date)s") % {"date": format_date(self.expires_at)}
        return gettext("sendt, gjelder til %(date)s") % {"date": format_date(self.expires_at)}
