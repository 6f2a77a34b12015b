"""The parts of a work item's page that the log fills: plan, involvement, people, inputs."""

from typing import Any

from projects.involvement.enums import InvolvementState, Phase
from projects.involvement.presenters import follow_up, phase_name, when
from projects.involvement.reading import log_of
from projects.involvement.tables import address_of, involvement_table
from projects.work.enums import WorkStatus
from projects.work.presenters import capitalised
from projects.work.views.record import WorkPage


class LogPart(WorkPage):
    """A part of the page with the item's log at hand."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(log=log_of(self.request, self.object), **kwargs)


class Plan(LogPart):
    """Each phase with what took place in it and what is planned, read from the log alone."""

    tab = "plan"
    template_name = "projects/involvement/plan.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        log = log_of(self.request, self.object)
        lines = []
        for phase in Phase:
            if phase == Phase.NOT_STATED:
                continue
            lines.append(
                {
                    "phase": phase.value,
                    "name": phase_name(phase),
                    "done": [_event_link(row) for row in (*log.counting, *log.drafts) if phase in row.phases],
                    "planned": [_event_link(row) for row in log.planned if phase in row.phases],
                }
            )
        return super().get_context_data(lines=lines, **kwargs)


def _event_link(row: Any) -> dict[str, str]:
    text = f"{capitalised(row.event.form)}, {when(row.event)}"
    if row.state == InvolvementState.DRAFT:
        text += f" ({row.get_state_display()})"
    return {"text": text, "url": address_of(row)}


class Involvements(LogPart):
    """Every event, latest first."""

    tab = "involvement"
    template_name = "projects/involvement/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = list(log_of(self.request, self.object).involvements)
        return super().get_context_data(table=involvement_table(rows, self.request), **kwargs)


class People(LogPart):
    """Everybody who was involved, and who is missing."""

    tab = "people"
    template_name = "projects/involvement/people.html"


class Inputs(LogPart):
    """What was said and what became of it, those that wait first."""

    tab = "inputs"
    template_name = "projects/involvement/inputs.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        log = log_of(self.request, self.object)
        return super().get_context_data(
            follow_up=follow_up(log, is_completed=self.object.status == WorkStatus.COMPLETED), **kwargs
        )
