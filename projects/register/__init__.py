"""The register from files: read, check, and write in one transaction (docs/adr/0040 to 0042)."""
