"""What a row of the matrix is, and who gets what where many rows say the same."""

from dataclasses import dataclass

from tests.permissions.roles import ROLES

LOGIN, AWAY = "login", "away"


def _outcomes(text: str) -> dict[str, str]:
    return dict(zip(ROLES, text.split(), strict=True))


@dataclass(frozen=True)
class Row:
    """An address, what it is about, and what each role gets."""

    name: str
    get: str
    post: str = ""
    on: str = ""
    area: str = ""

    @property
    def id(self) -> str:
        return f"{self.name}[{self.on}]" if self.on else self.name

    def reading(self) -> dict[str, str]:
        return _outcomes(self.get)

    def sending(self) -> dict[str, str]:
        return _outcomes(self.post)

    def takes(self, posted: dict[str, str]) -> bool:
        """Whether an empty form was met as the row says; without `post` nobody's is taken in."""
        if self.post:
            return posted == self.sending()
        return all(outcome in {"405", "404", "403", "401", LOGIN} for outcome in posted.values())


# fmt: off
# Who gets what, where many rows say the same. The order of the roles is that of `ROLES`:
#                 visitor staff leader centre contact repr. service admin machine
EVERYBODY      = "200     200   200    200    200     200   200     200   200"
NOBODY         = "404     404   404    404    404     404   404     404   404"
SIGNED_IN      = "login   200   200    200    200     200   200     200   login"
STAFF          = "login   200   200    200    403     403   403     403   login"
STAFF_HIDDEN   = "login   200   200    200    404     404   404     404   login"
NOT_FOUND      = "login   404   404    404    404     404   404     404   login"
CENTRE         = "login   403   403    200    403     403   403     403   login"
LOOKS_AFTER    = "login   403   403    200    403     403   403     200   login"
TREE           = "login   200   200    200    403     403   403     200   login"
TREE_HIDDEN    = "login   200   200    200    404     404   404     200   login"
CHANGES_TREE   = "login   403   403    200    404     404   404     200   login"
LEADERS        = "login   403   200    403    403     403   403     403   login"
LEADER_ABOVE   = "login   403   200    200    404     404   404     404   login"
CENTRE_HIDDEN  = "login   403   403    200    404     404   404     404   login"
LEADERS_HIDDEN = "login   403   200    403    404     404   404     404   login"
ONLY_LEADER_SEES = "login 404   200    404    404     404   404     404   login"
CENTRE_DECIDES = "login   404   404    200    404     404   404     404   login"
NO_READING     = "405     405   405    405    405     405   405     405   405"
POSTS_ONLY     = "login   405   405    405    405     405   405     405   login"
GUESTS         = "200     away  away   away   away    away  away    away  200"
SENT_AWAY      = "away    away  away   away   away    away  away    away  away"
MAY_SIGN_IN    = "login   away  away   away   away    away  away    away  login"
WITH_FACTOR    = "login   404   404    away   404     404   404     away  login"
ONLY_WITH_FACTOR_OPENS = "login away away 200 away away away 200 login"
ALL_TO_LOGIN   = "login   login login  login  login   login login   login login"
TOKEN          = "401     401   401    401    401     401   401     401   200"
STAFF_NOT_CENTRE = "login 200   200    403    404     404   404     404   login"
WHO_LOGGED     = "login   200   403    403    404     404   404     404   login"
POST_STAFF     = "login   405   405    403    404     404   404     404   login"
DISCARDS       = "login   405   404    404    404     404   404     404   login"
DISCARDED      = "login   away  404    404    404     404   404     404   login"
TAKES_BACK     = "login   404   405    404    404     404   404     404   login"
TAKEN_BACK     = "login   404   away   404    404     404   404     404   login"
OWN_IMPORT     = "login   403   403    200    403     403   403     200   login"
NO_IMPORT      = "login   403   403    404    403     403   403     404   login"
IMPORT_POST    = "login   403   403    405    403     403   403     405   login"
NO_IMPORT_POST = "login   403   403    405    403     403   403     405   login"
PERFORMS       = "login   403   403    away   403     403   403     away  login"
ADMINISTRATORS = "login   403   403    403    403     403   403     200   login"
ADMIN_PAGES    = "away    403   403    403    403     403   403     200   away"
TO_THE_LISTS   = "away    403   403    403    403     403   403     away  away"
DONE_BY_NOBODY = "login   403   403    403    403     403   403     403   login"
SEEN_NOT_DONE  = "login   403   403    403    404     404   404     404   login"
SETS_TARGET    = "login   403   200    403    404     404   404     403   login"
SETS_NO_TARGET = "login   403   403    403    404     404   404     403   login"
WITHDRAWS      = "login   403   403    away   403     403   403     403   login"
NO_SUCH_VERSION = "login  403   403    404    403     403   403     403   login"
INSIGHT_HIDDEN = "login   200   200    200    404     404   404     403   login"
OWN_FILTER     = "login   200   200    200    200     200   200     200   login"
DELETES_ONLY   = "login   405   405    405    405     405   405     405   login"
DELETED        = "login   away  away   away   away    away  away    away  login"
# fmt: on
