"""What becomes of rules and targets when an account is erased."""

from medvirkning.audit import erasers

SET = "The rule and the target stand; the name behind the key is gone."

for relation in ("RuleVersion.decided_by", "Target.set_by"):
    erasers.register(f"projects.{relation}", erasers.keep, why=SET)
