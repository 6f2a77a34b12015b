"""What becomes of membership, leaders and deputies when an account is erased."""

from medvirkning.audit import erasers

COUNT = "Who belonged where on a day is a count; the name behind the key is gone."

for relation in ("Membership.user", "Deputy.leader", "Deputy.deputy"):
    erasers.register(f"projects.{relation}", erasers.keep, why=COUNT)
