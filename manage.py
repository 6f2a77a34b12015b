#!/usr/bin/env python
"""The portal's commands. Without DATABASE_URL they use the embedded PostgreSQL of the data folder."""

import os
import sys

from medvirkning.local.database import use_for_command
from medvirkning.local.errors import LocalError


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "medvirkning.settings.local")
    try:
        use_for_command(sys.argv[1:])
    except LocalError as error:
        sys.exit(str(error))

    from django.core.management import execute_from_command_line  # noqa: PLC0415  (settings need the address above)

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
