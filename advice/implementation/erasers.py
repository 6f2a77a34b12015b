"""What becomes of the implementation when an account is erased."""

from medvirkning.audit import erasers

KEY = "The row says that somebody added it; the name behind the key is gone."
for relation in ("ImplementationActivity.added_by", "NetworkMember.added_by"):
    erasers.register(f"advice.{relation}", erasers.keep, why=KEY)
