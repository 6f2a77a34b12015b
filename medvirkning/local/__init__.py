"""PostgreSQL and Valkey embedded in the checkout: what `make run` and `make test` stand on.

Nothing here is imported by an installation that has servers of its own. The package imports no Django settings, so
it can run before they are read. docs/operations.md tells what it does to a machine.
"""
