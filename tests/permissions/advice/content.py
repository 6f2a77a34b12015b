from typing import Any

from tests.permissions.rows import Row

ROWS: list[Row] = []


class Things:
    account: Any
