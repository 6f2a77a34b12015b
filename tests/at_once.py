"""Several acts at the same time, each in a thread and a connection of its own."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

from medvirkning import audit


def together(*acts: Callable[[], Any], refused: tuple[type[Exception], ...]) -> list[str]:
    """Do all at the same time; gives what came of each, «done» or «refused», sorted."""
    outcomes: list[str] = []
    at_once = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> None:
        try:
            at_once.wait()
            with audit.context(command="test"):
                act()
            outcomes.append("done")
        except refused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)
