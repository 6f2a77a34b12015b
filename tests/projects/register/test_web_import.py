"""The import through the web: upload, preview row by row, the import, and who may."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from medvirkning.accounts.models import User
from medvirkning.jobs.enums import JobState
from medvirkning.jobs.models import Job
from medvirkning.jobs.services import run_job
from projects.register.uploads import IMPORT, PREVIEW
from projects.work.models import WorkItem
from tests import factories
from tests.projects.register.registers import Register, csv_text, load, small, with_row, write_workbook

pytestmark = pytest.mark.django_db
NEW = "/importer/ny/"


def _files(register: Register) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(f"{name}.csv", csv_text(rows).encode()) for name, rows in register.items()]


def _preview(client: Any, files: list[SimpleUploadedFile]) -> Job:
    """Uploads, lets the worker do its job, gives the preview."""
    response = client.post(NEW, {"upload": files})
    assert response.status_code == 302, response.content.decode()
    job = Job.objects.get(kind=PREVIEW)
    assert response["Location"] == reverse("register:detail", args=[job.key])
    assert run_job(job_id=job.pk)
    job.refresh_from_db()
    return job


@pytest.fixture
def importer() -> User:
    return factories.centre()


@pytest.fixture
def client(importer: User, signed_in: Any, settings: Any) -> Any:
    settings.MEDVIRKNING_DEMO = True  # without it the Centre is asked for its second factor first
    return signed_in(importer)


def test_files_are_checked_then_imported(client: Any, importer: User) -> None:
    preview = _preview(client, _files(small()))
    assert preview.state == JobState.SUCCEEDED
    assert not WorkItem.objects.exists()
    page = client.get(reverse("register:detail", args=[preview.key])).content.decode()
    assert "Gjennomfør importen" in page
    assert "work_items.csv" in page

    perform = reverse("register:perform", args=[preview.key])
    first, again = client.post(perform), client.post(perform)
    job = Job.objects.get(kind=IMPORT)
    assert first["Location"] == again["Location"] == reverse("register:detail", args=[job.key])
    assert run_job(job_id=job.pk)

    job.refresh_from_db()
    assert (job.state, job.message) == (JobState.SUCCEEDED, "Importen er gjennomført.")
    assert (preview.title, job.title) == ("Kontroll av CSV-filer", "Import av CSV-filer")
    item = WorkItem.objects.get(reference="W1")
    assert item.history.get().pgh_context.metadata["actor"] == importer.pk
    assert "Dette førte filene til" in client.get(first["Location"]).content.decode()
    assert "Se importen" in client.get(reverse("register:detail", args=[preview.key])).content.decode()
    report = b"".join(client.get(reverse("jobs:result", args=[job.key])).streaming_content).decode("utf-8-sig")
    assert "opprettet;work_items.csv;2;;W1;" in report


@pytest.mark.parametrize("kind", ["xlsx", "zip"])
def test_a_workbook_or_a_zip_can_be_uploaded(client: Any, tmp_path: Path, kind: str) -> None:
    if kind == "xlsx":
        content = write_workbook(tmp_path / "register.xlsx", small()).read_bytes()
    else:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for name, rows in small().items():
                archive.writestr(f"{name}.csv", csv_text(rows))
        content = target.getvalue()

    preview = _preview(client, [SimpleUploadedFile(f"register.{kind}", content)])

    assert preview.parameters["result"]["files"][0] == {
        "file": "departments.csv", "rows": 3, "created": 3, "updated": 0, "unchanged": 0, "kept": 0,
    }  # fmt: skip


def test_faults_are_shown_row_by_row_and_stop_the_import(client: Any) -> None:
    preview = _preview(client, _files(with_row("work_items", 0, started_on="i fjor")))

    page = client.get(reverse("register:detail", args=[preview.key])).content.decode()
    assert "Filene har 1 feil." in page
    assert "Filene har 1 feil." in client.get(reverse("jobs:list")).content.decode()
    assert "i fjor" in page
    assert "Gjennomfør importen" not in page
    client.post(reverse("register:perform", args=[preview.key]))
    assert not Job.objects.filter(kind=IMPORT).exists()


def test_many_faults_come_in_pages(client: Any) -> None:
    register = small()
    register["work_items"] += [{"reference": f"V{n}", "title": "x", "kind": "ting"} for n in range(60)]

    preview = _preview(client, _files(register))

    address = reverse("register:detail", args=[preview.key])
    assert "Side 1 av 3" in client.get(address).content.decode()
    assert "Side 3 av 3" in client.get(address, {"page": 3}).content.decode()


def test_what_was_edited_in_the_portal_is_overwritten_on_request_only(
    client: Any, tmp_path: Path, history_context: None
) -> None:
    load(tmp_path, small())
    WorkItem.objects.filter(reference="W1").update(title="Skrevet i portalen", version=2)
    preview = _preview(client, _files(small()))
    assert "er endret i portalen" in client.get(reverse("register:detail", args=[preview.key])).content.decode()

    client.post(reverse("register:perform", args=[preview.key]), {"overwrite": "true"})
    run_job(job_id=Job.objects.get(kind=IMPORT).pk)

    assert WorkItem.objects.get(reference="W1").title == "Retningslinje"


def test_an_import_that_no_longer_fits_is_refused_with_its_rows(client: Any) -> None:
    root = factories.directorate()
    row = {"code": "NY1", "name_nb": "Ny enhet", "parent_code": root.code, "valid_from": "2024-01-01"}
    preview = _preview(client, _files({"departments": [row]}))
    client.post(reverse("register:perform", args=[preview.key]))
    factories.department(code="NY1", parent=factories.division())

    job = Job.objects.get(kind=IMPORT)
    run_job(job_id=job.pk)

    job.refresh_from_db()
    assert (job.state, job.message) == (JobState.FAILED, "Ingenting er lagret: filene har feil.")
    assert "flyttes ikke" in dict(job.error_rows[0])["Hva er galt"]
    page = client.get(reverse("register:detail", args=[job.key])).content.decode()
    assert "flyttes ikke" in page


@pytest.mark.parametrize(
    ("names", "why"),
    [(["notat.docx"], "Velg én XLSX"), (["a.xlsx", "b.xlsx"], "Velg én XLSX"), (["users.csv"] * 2, "to ganger")],
)
def test_other_files_are_refused_at_the_field(client: Any, names: list[str], why: str) -> None:
    response = client.post(NEW, {"upload": [SimpleUploadedFile(name, b"a\n") for name in names]})

    assert response.status_code == 200
    assert why in response.content.decode()
    assert not Job.objects.exists()


def test_no_file_and_too_much_are_refused(client: Any, settings: Any) -> None:
    assert "Velg minst én fil." in client.post(NEW, {}).content.decode()
    settings.MEDVIRKNING_IMPORT_MAX_BYTES = 10
    assert "for store" in client.post(NEW, {"upload": _files(small())}).content.decode()


def test_the_worker_asks_whether_the_owner_may_still_import(
    client: Any, importer: User, history_context: None
) -> None:
    client.post(NEW, {"upload": _files(small())})
    importer.role_grants.all().update(valid_to=factories.LONG_AGO)

    job = Job.objects.get()
    run_job(job_id=job.pk)

    job.refresh_from_db()
    assert (job.state, job.message) == (JobState.FAILED, "Bare senteret og administratorer kan importere.")


@pytest.mark.parametrize("role", ["staff", "leader"])
def test_others_may_not_import(signed_in: Any, role: str) -> None:
    client = signed_in(getattr(factories, role)())

    assert client.get(NEW).status_code == 403
    assert client.post(NEW, {"upload": _files(small())}).status_code == 403


def test_the_page_refreshes_itself_until_the_job_is_done(client: Any) -> None:
    client.post(NEW, {"upload": _files(small())})
    job = Job.objects.get()
    address = reverse("register:detail", args=[job.key])
    assert "every 2s" in client.get(address).content.decode()
    run_job(job_id=job.pk)

    part = client.get(address, headers={"HX-Request": "true"}).content.decode()

    assert "every 2s" not in part
    assert "<html" not in part


def test_an_import_of_somebody_else_is_not_found(client: Any, signed_in: Any) -> None:
    preview = _preview(client, _files(small()))
    other = signed_in(factories.administrator())

    assert other.get(reverse("register:detail", args=[preview.key])).status_code == 404
    assert other.post(reverse("register:perform", args=[preview.key])).status_code == 404


def test_the_list_of_files_leads_to_the_result(client: Any) -> None:
    preview = _preview(client, _files(small()))

    page = client.get(reverse("jobs:detail", args=[preview.key])).content.decode()

    assert reverse("register:detail", args=[preview.key]) in page


def test_an_empty_file_is_named_among_several(client: Any) -> None:
    files = [SimpleUploadedFile("users.csv", b"a\n"), SimpleUploadedFile("work_items.csv", b"")]
    assert "Filen work_items.csv er tom." in client.post(NEW, {"upload": files}).content.decode()
    assert not Job.objects.exists()
