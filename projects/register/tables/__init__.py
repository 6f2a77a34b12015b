"""Each file of the register: set against the database, checked, written."""
