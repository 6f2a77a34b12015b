"""Secrets made once and kept in the data folder, readable by its owner alone."""

import os
import secrets
from pathlib import Path


def secret(path: Path, *, length: int = 50) -> str:
    """The secret kept in the file; made the first time. Two processes asking at once get the same one."""
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    side = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(side, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(length)[:length])
    try:
        # A link is refused where the name is taken, and it never shows a half-written file.
        os.link(side, path)
    except FileExistsError:
        pass
    finally:
        side.unlink()
    return path.read_text().strip()
