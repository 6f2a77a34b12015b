"""What becomes of units and their leaders when an account is erased."""

from medvirkning.audit import erasers

DONE = "The unit and what was decided stand; the name behind the key is gone."
NAMED = "The invitation stays as a count; the name and the address it was sent to go."

erasers.register("advice.ServiceUnit.decided_by", erasers.keep, why=DONE)
erasers.register("advice.UnitLeader.user", erasers.keep, why=DONE)
erasers.register("advice.UnitInvitation.invited_by", erasers.keep, why=DONE)
erasers.register("advice.UnitInvitation.accepted_by", erasers.blank(name="", email=""), why=NAMED)
