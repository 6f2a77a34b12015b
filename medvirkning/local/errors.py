class LocalError(Exception):
    """Something a person at the keyboard can mend; its text says what, and is all that is printed."""
