"""Grants from a CSV file: read, check, and write in one transaction (docs/adr/0183)."""

from representatives.grants.importing.results import GrantsRefusedError, ImportResult
from representatives.grants.importing.service import import_grants

__all__ = ["GrantsRefusedError", "ImportResult", "import_grants"]
