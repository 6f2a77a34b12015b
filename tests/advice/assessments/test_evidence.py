"""What shows that an answer holds: what is taken, and who reads it."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from advice.assessments import masking
from advice.assessments.models import Evidence
from advice.assessments.services import deciding, filling
from advice.assessments.services.checks import AssessmentRefusedError
from advice.assessments.services.evidence import add_evidence
from medvirkning import audit
from projects.work.models import WorkItem
from tests import factories
from tests.advice.assessments.cases import answer_all, main_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("history_context")]

LABEL = "Hemmelig referat"


@pytest.fixture
def department():
    return factories.division()


@pytest.fixture
def boss(department):
    return factories.leader(of=department)


@pytest.fixture
def work(department):
    return factories.assignment(department=department, title="Vårt arbeid")


@pytest.fixture
def draft(boss, department):
    return filling.start(actor=boss, subject=department, year=timezone.localdate().year)


def add(client, draft, **values):
    address = reverse("assessments:add-evidence", args=[draft.pk, 1])
    return client.post(address, {"label": LABEL, "url": "", **values})


def restrict(work):
    with audit.context(command="test"):
        WorkItem.objects.filter(pk=work.pk).update(restricted=True)


def test_restricted_work_is_no_evidence(draft, boss, work, signed_in):
    involvement = factories.involvement(work)
    restrict(work)
    client = signed_in(boss)
    assert "Vårt arbeid" not in client.get(reverse("assessments:add-evidence", args=[draft.pk, 1])).text
    refused = add(client, draft, involvement=involvement.pk)
    assert "Skjermet arbeid kan ikke brukes" in refused.text
    item = draft.template.items.order_by("position")[0]
    with pytest.raises(AssessmentRefusedError, match="Skjermet arbeid"):
        add_evidence(actor=boss, assessment=draft, item=item, label=LABEL, involvement=involvement)
    assert not Evidence.objects.exists()


def test_evidence_that_became_restricted_is_masked_for_those_outside(draft, boss, work, signed_in, settings):
    # Else the Centre is asked for a second factor.
    settings.MEDVIRKNING_DEMO = True
    involvement = factories.involvement(work)
    leading = signed_in(boss)
    assert add(leading, draft, involvement=involvement.pk).status_code == 302
    outside = factories.staff(of=factories.division())
    piece = reverse("assessments:answer", args=[draft.pk, 1])
    download = reverse("assessments:download", args=[draft.pk])

    def told(account):
        client = signed_in(account)
        file = b"".join(client.get(download).streaming_content).decode("utf-8-sig")
        page = piece if draft.state == "draft" else draft.get_absolute_url()
        return main_of(client.get(page)).decode(), file

    def hides(texts):
        return all(
            "Skjermet" in text
            and LABEL not in text
            and work.reference not in text
            and f"/medvirkning/{involvement.pk}/" not in text
            for text in texts
        )

    assert all(LABEL in text for text in told(outside))
    restrict(work)
    assert hides(told(outside))
    assert all(LABEL in text for text in told(boss))

    answer_all(boss, draft)
    deciding.submit(actor=boss, assessment=draft)
    approver = factories.centre()
    deciding_page = main_of(signed_in(approver).get(reverse("assessments:decide", args=[draft.pk]))).decode()
    assert "Skjermet" in deciding_page
    assert LABEL not in deciding_page
    deciding.approve(actor=approver, assessment=draft)
    draft.refresh_from_db()
    assert hides(told(outside))
    assert all(LABEL in text and work.reference in text for text in told(boss))
    with audit.context(command="test"):
        WorkItem.objects.filter(pk=work.pk).update(restricted=False)
    assert all(LABEL in text for text in told(outside))


@pytest.mark.parametrize("address", ["https://kari:hemmelig@kommune.example/", "https://kari@kommune.example/"])
def test_an_address_with_a_name_and_a_password_is_refused(draft, boss, signed_in, address):
    refused = add(signed_in(boss), draft, url=address)
    assert "brukernavn eller passord" in refused.text
    assert not Evidence.objects.exists()


def document(size):
    """A document that unpacks to so many bytes, in parts none of which is suspicious by itself."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<w:document/>")
        for part in range(size // (9 * 1024 * 1024)):
            archive.writestr(f"word/media/{part}.bin", bytes(9 * 1024 * 1024))
    return SimpleUploadedFile("referat.docx", stream.getvalue())


def test_a_document_that_swells_is_refused(draft, boss, signed_in):
    client = signed_in(boss)
    refused = add(client, draft, file=document(120 * 1024 * 1024))
    assert "mer enn 100 MB" in refused.text
    assert not Evidence.objects.exists()
    assert add(client, draft, file=document(60 * 1024 * 1024)).status_code == 302


def test_an_address_that_names_no_involvement_is_masked(boss):
    """A record outlives the addresses of the portal: what can't be told to be open is not shown."""
    evidence = {"kind": {"key": "involvement"}, "label": LABEL, "address": "/medvirkning/om-noe/"}
    (piece,) = masking.as_read_by(boss, {"pieces": [{"evidence": [evidence]}]})["pieces"]
    assert piece["evidence"] == [{**evidence, "label": "Skjermet", "address": ""}]
