from typing import Self

from django.utils import timezone

from medvirkning.web.value_lists import ValueListQuerySet


class SubjectAreaQuerySet(ValueListQuerySet):
    def themes(self) -> Self:
        """What people of the register may choose today, and be found by."""
        return self.in_use(timezone.localdate()).filter(is_theme=True)
