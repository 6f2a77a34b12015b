from tests.permissions.rows import Row

ROWS: list[Row] = []


class Things:
    pass
