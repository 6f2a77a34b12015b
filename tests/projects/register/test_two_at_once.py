"""Two imports of the same files at once: one creates, the other finds it done."""

import threading
from pathlib import Path

import pytest
from django.db import connection

from projects.register.results import ImportResult
from projects.register.services import import_path
from projects.work.models import WorkItem
from tests.projects.register.registers import counts, small, write_folder


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_the_same_files(tmp_path: Path) -> None:
    write_folder(tmp_path, small())
    results: list[ImportResult] = []
    together = threading.Barrier(2)

    def run() -> None:
        try:
            together.wait()
            results.append(import_path(path=tmp_path, actor=None))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(counts(result)["work_items"] for result in results) == [(0, 0, 3, 0), (3, 0, 0, 0)]
    assert WorkItem.objects.count() == 3
