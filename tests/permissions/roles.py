"""The roles of the matrix, in the order of its columns."""

VISITOR, STAFF, LEADER, CENTRE = "visitor", "staff", "leader", "centre"
CONTACT, REPRESENTATIVE, SERVICE = "organisation contact", "representative", "service leader"
ADMINISTRATOR, MACHINE = "administrator", "machine"
ROLES = (VISITOR, STAFF, LEADER, CENTRE, CONTACT, REPRESENTATIVE, SERVICE, ADMINISTRATOR, MACHINE)
