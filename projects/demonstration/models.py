from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["DemonstrationSet"]


class DemonstrationSet(models.Model):
    """The fictitious set that was loaded. While its row stands, the header of every page says that data is fictitious.

    At most one set is loaded in a database, and it stays what it is: no history is kept of it.
    """

    only = models.BooleanField(primary_key=True, default=True, editable=False)
    seed = models.BigIntegerField(_("frø"))
    scale = models.PositiveIntegerField(_("størrelse"))
    loaded_at = models.DateTimeField(_("lastet"), auto_now_add=True)

    class Meta:
        verbose_name = _("demonstrasjonssett")
        verbose_name_plural = _("demonstrasjonssett")
        constraints = [
            models.CheckConstraint(name="one_demonstration_set", condition=models.Q(only=True)),
        ]

    def __str__(self) -> str:
        return f"{self.scale}, {self.seed}"
