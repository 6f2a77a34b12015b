"""Style sheets and scripts go out compressed on one's own machine; pages and fonts are left alone."""

import gzip

import pytest
from django.http import FileResponse, HttpResponse

from medvirkning.local.compression import CompressFilesMiddleware


@pytest.mark.parametrize(
    ("path", "kind", "status", "packed"),
    [
        ("/static/css/site.css", "text/css", 200, True),
        ("/static/js/site.js", "text/javascript", 200, True),
        ("/static/inter.woff2", "font/woff2", 200, False),
        ("/static/css/site.css", "text/css", 304, False),
        ("/oppdrag/", "text/html", 200, False),
    ],
)
def test_only_files_that_gain_by_it(rf, path, kind, status, packed):
    content = b"a { color: red }\n" * 100
    answer = HttpResponse(content, content_type=kind, status=status)
    found = CompressFilesMiddleware(lambda request: answer)(rf.get(path, headers={"Accept-Encoding": "gzip"}))
    assert (found.get("Content-Encoding") == "gzip") is packed
    assert (gzip.decompress(found.content) if packed else found.content) == content


def test_a_file_that_is_streamed(rf, tmp_path):
    file = tmp_path / "site.css"
    file.write_bytes(b"a { color: red }\n" * 100)
    with file.open("rb") as opened:
        answer = FileResponse(opened, content_type="text/css")
        request = rf.get("/static/site.css", headers={"Accept-Encoding": "gzip"})
        found = CompressFilesMiddleware(lambda request: answer)(request)
        assert gzip.decompress(b"".join(found.streaming_content)) == file.read_bytes()
