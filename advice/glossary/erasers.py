"""What becomes of the glossary when an account is erased."""

from medvirkning.audit import erasers

DONE = "The text stands; the name behind the key is gone."

erasers.register("advice.TermVersion.written_by", erasers.keep, why=DONE)
erasers.register("advice.TermVersion.published_by", erasers.keep, why=DONE)
