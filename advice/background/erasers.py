"""What becomes of the background texts when an account is erased."""

from medvirkning.audit import erasers

DONE = "The text stands; the name behind the key is gone."

erasers.register("advice.ArticleVersion.written_by", erasers.keep, why=DONE)
erasers.register("advice.ArticleVersion.published_by", erasers.keep, why=DONE)
