"""Closing a department, in one previewed act."""

import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from medvirkning.web.dates import PartialDate
from medvirkning.web.views import UpdateView
from projects.departments.models import Department
from projects.departments.tree import is_open
from projects.work.closing_forms import ClosingForm
from projects.work.models import WorkItem
from projects.work.querysets import masked_for
from projects.work.services.closing import close_department, open_work_of
from projects.work.views.write import EXPECTED


class CloseDepartment(UpdateView):
    """«Se hva som skjer» shows each open item and its new place; «Legg ned» does it all or nothing."""

    model = Department
    slug_field, slug_url_kwarg = "code", "code"
    permission = "departments.change"
    form_class = ClosingForm
    template_name = "projects/work/close_department.html"
    expected_errors = EXPECTED

    def get_object(self, queryset: Any = None) -> Department:
        found: Department = super().get_object(queryset)
        if found.outside_tree or not is_open(found, timezone.localdate()):
            raise Http404
        return found

    def get_title(self) -> str:
        return _("Legg ned %(name)s") % {"name": self.object.name}

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        page = reverse("departments:detail", args=[self.object.code])
        return [(_("Enheter"), reverse("departments:list")), (self.object.name, page), (_("Legg ned"), "")]

    @property
    def is_preview(self) -> bool:
        return self.request.method == "POST"

    @cached_property
    def last_day(self) -> datetime.date:
        try:
            return PartialDate.parse(self.request.POST.get("last_day", "")).last
        except ValueError:
            return timezone.localdate()

    @cached_property
    def items(self) -> list[WorkItem]:
        """Each with `is_open_to_reader`: who closes the department moves restricted work without seeing what it is."""
        moving = open_work_of(self.object, self.last_day).values("pk")
        return list(masked_for(self.request.user).filter(pk__in=moving).order_by("sort_key", "pk"))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **{name: value for name, value in super().get_form_kwargs().items() if name != "instance"},
            "department": self.object,
            "items": self.items if self.is_preview else [],
            "preview": self.is_preview,
            "cancel_url": reverse("departments:detail", args=[self.object.code]),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            is_preview=self.is_preview, item_count=len(self.items), last_day=self.last_day, **kwargs
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Only the button that closes saves; the other shows what would happen."""
        if "close" in request.POST:
            return super().post(request, *args, **kwargs)
        form = self.get_form()
        form.is_valid()
        return self.render_to_response(self.get_context_data(form=form))

    def save(self, form: ClosingForm) -> int:
        return close_department(
            actor=self.request.user,
            department=self.object,
            last_day=form.cleaned_data["last_day"].first,
            successors=form.cleaned_data["successors"],
            destinations=form.destinations(),
        )

    def get_success_message(self, saved: int) -> str:
        return _("Enheten er lagt ned, og %(number)s arbeider er flyttet.") % {"number": saved}

    def get_success_url_for(self, saved: int) -> str:
        return reverse("departments:detail", args=[self.object.code])
