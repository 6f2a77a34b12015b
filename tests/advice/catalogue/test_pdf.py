"""Advice on paper: one or all, tagged, in the reader's language."""

import re
import zlib

import pytest
from django.utils import translation

from advice.catalogue import pdf
from advice.catalogue.models import Advice
from tests import advice_factories

pytestmark = pytest.mark.django_db

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


@pytest.fixture(autouse=True)
def _language_of_the_test_stays():
    with translation.override("nb"):
        yield


def parts(content):
    """The file with its streams unpacked, to look for what readers and screen readers find."""
    found = [content]
    for stream in STREAM.findall(content):
        try:
            found.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"\n".join(found)


@pytest.mark.parametrize(("address", "name"), [("/rad/3/rad.pdf", "rad-3"), ("/rad/alle/rad.pdf", "rad-rus")])
def test_it_is_a_tagged_pdf_with_a_title_and_a_language(client, address, name):
    page = client.get(address)
    assert page["Content-Type"] == "application/pdf"
    assert name in page["Content-Disposition"]
    assert page.content.startswith(b"%PDF-")
    inside = parts(page.content)
    assert b"StructTreeRoot" in inside
    assert b"<pdfuaid:part>1</pdfuaid:part>" in inside or b'pdfuaid:part="1"' in inside
    assert b"/Lang (nb)" in inside or b"/Lang(nb)" in inside
    assert "public" in page["Cache-Control"]
    assert client.get(address, headers={"If-None-Match": page["ETag"]}).status_code == 304


def test_the_same_text_gives_the_same_file_and_a_new_one_another():
    piece = advice_factories.advice(3)
    first = pdf.of_piece(piece)
    assert pdf.of_piece(piece) == first
    advice_factories.publish(piece, wording="Tjenesteledere skal lytte")
    assert pdf.of_piece(advice_factories.advice(3)) != first


def test_it_follows_the_language_of_the_reader(client):
    in_english = client.get("/rad/3/rad.pdf", headers={"Accept-Language": "en"}).content
    assert re.search(rb"/Lang ?\(en\)", parts(in_english))
    assert re.search(rb"/Lang ?\(nb\)", parts(in_english)), "the wording is quoted in its own language"


@pytest.mark.parametrize(
    "text",
    [
        'Slutt #set text(red) $x$ "anførsel" \\ # @etikett <merke> `kode`',
        "# Overskrift\n\n### Under\n\n1. En\n2. To\n   - under\n\n> Sitat",
        "**Fet _og skrå_** [lenke](https://example.org)  \nny linje",
        "```\nkode\n```\n\n![bilde](https://example.org/a.png)\n\n[anker](#her)\n\n---",
        "Æ ø å – «sitat» č đ ŋ",
    ],
)
def test_whatever_the_centre_writes_is_set(text):
    piece = advice_factories.advice(3)
    advice_factories.publish(
        piece, elaboration=text, practical_steps=text, rationale=text, legal_basis=text, references=text, wording=text
    )
    assert pdf.of_piece(advice_factories.advice(3)).startswith(b"%PDF-")


def test_all_pieces_are_in_it():
    pieces = list(Advice.objects.published().with_text())
    one, all_of_them = pdf.of_piece(pieces[0]), pdf.of_edition(pieces[0].edition, pieces)
    assert len(all_of_them) > len(one)
    assert parts(all_of_them).count(b"/S /H2") + parts(all_of_them).count(b"/S/H2") >= 11


def test_it_says_what_is_quoted_what_is_written_and_how_it_was_chosen():
    advice_factories.publish(advice_factories.advice(10), elaboration="Slik gjør du det")
    piece = advice_factories.advice(10)
    told = pdf._piece(piece)
    assert told["quoted"] == "Ordlyden er sitert fra:"
    assert told["source"].startswith("Helsedirektoratet, lysbilder")
    assert told["written"] == "Skrevet av Senter for brukermedvirkning: utdyping."
    assert told["facts"][-1] == {"label": "Kapittel", "value": "Ikke satt", "stated": False}
    assert pdf.of_edition(piece.edition, [piece], chosen="Styrke: Skal") != pdf.of_edition(piece.edition, [piece])
    advice_factories.publish(piece, source="", source_place="")
    told = pdf._piece(advice_factories.advice(10))
    assert (told["quoted"], told["source"]) == ("Kilden til ordlyden er ikke oppgitt.", "")
