from tests.permissions.rows import CENTRE, CENTRE_DECIDES, NOT_FOUND, Row

# fmt: off
#                visitor staff leader centre contact repr. service admin machine
OWN_BY_CENTRE  = "login  404   404    200    404     403   404     404   login"
LOG_BY_CENTRE  = "login  403   403    200    404     404   404     404   login"
# fmt: on

# The things are those of consents. An empty form erases nobody.
ROWS: list[Row] = [
    Row("people:find", CENTRE, CENTRE),
    # The representative erases the own data on «Min side».
    Row("people:erase", OWN_BY_CENTRE, OWN_BY_CENTRE, on="person of own organisation"),
    Row("people:erase", CENTRE_DECIDES, CENTRE_DECIDES, on="person of the register"),
    Row("people:erase", LOG_BY_CENTRE, LOG_BY_CENTRE, on="person of the log alone"),
    # Of those on a panel alone the Centre has no list: they are for those who run it.
    Row("people:erase", NOT_FOUND, NOT_FOUND, on="person of a panel alone"),
]
