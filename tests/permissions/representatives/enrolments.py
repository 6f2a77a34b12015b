from typing import Any

from django.utils import timezone

from medvirkning import audit
from representatives.enrolments.enums import EnrolmentState
from representatives.enrolments.models import Representative
from representatives.profiles.enums import TrainingKind
from representatives.profiles.models import TrainingRecord
from tests import register_factories
from tests.permissions.roles import REPRESENTATIVE
from tests.permissions.rows import EVERYBODY, POSTS_ONLY, Row

# fmt: off
#                 visitor staff leader centre contact repr. service admin machine
OWN_PEOPLE     = "login   403   403    200    200     404   404     404   login"
OTHERS_PEOPLE  = "login   403   403    200    404     404   404     404   login"
OWN_POST       = "login   404   404    200    200     404   404     404   login"
OTHERS_POST    = "login   404   404    200    404     404   404     404   login"
PRESSES_ONLY   = "login   404   404    405    405     404   404     404   login"
PRESSED        = "login   404   404    away   away    404   404     404   login"
CENTRE_PRESSES = "login   404   404    405    404     404   404     404   login"
CENTRE_PRESSED = "login   404   404    away   404     404   404     404   login"
LEAVES         = "login   404   404    404    404     away  404     404   login"
NOBODY_LEAVES  = "login   404   404    404    404     404   404     404   login"
NOT_INVITED    = "200     403   403    403    403     403   403     403   200"
GONE           = "410     410   410    410    410     410   410     410   410"
# fmt: on

OWN, OTHER = "post in own organisation", "post in other organisation"

ROWS: list[Row] = [
    Row("enrolments:list", OWN_PEOPLE, on="people of own organisation"),
    Row("enrolments:list", OTHERS_PEOPLE, on="people of other organisation"),
    Row("enrolments:enter", OWN_PEOPLE, OWN_PEOPLE, on="people of own organisation"),
    Row("enrolments:enter", OTHERS_PEOPLE, OTHERS_PEOPLE, on="people of other organisation"),
    Row("enrolments:person", OWN_PEOPLE, on=OWN),
    Row("enrolments:person", OTHERS_PEOPLE, on=OTHER),
    # Withdrawn or expired is gone, from the Centre too.
    Row("enrolments:person", "login 403 403 404 404 404 404 404 login", on="post of somebody who left the register"),
    *(
        row
        for name in ("prolong", "end", "note-training")
        for row in (
            Row(f"enrolments:{name}", OWN_POST, OWN_POST, on=OWN),
            Row(f"enrolments:{name}", OTHERS_POST, OTHERS_POST, on=OTHER),
        )
    ),
    Row("enrolments:terms", OWN_POST, OWN_POST, on="somebody who has said yes to own organisation"),
    Row("enrolments:terms", OTHERS_POST, OTHERS_POST, on="somebody who has said yes to other organisation"),
    Row("enrolments:let-go", PRESSES_ONLY, PRESSED, on="somebody who has said yes to own organisation"),
    Row("enrolments:let-go", CENTRE_PRESSES, CENTRE_PRESSED, on="somebody who has said yes to other organisation"),
    *(
        row
        for name in ("renew", "cancel")
        for row in (
            Row(f"enrolments:{name}", PRESSES_ONLY, PRESSED, on="person invited by own organisation"),
            Row(f"enrolments:{name}", CENTRE_PRESSES, CENTRE_PRESSED, on="person invited by other organisation"),
        )
    ),
    Row("enrolments:remove-training", PRESSES_ONLY, PRESSED, on="training stated by own organisation"),
    Row("enrolments:remove-training", CENTRE_PRESSES, CENTRE_PRESSED, on="training stated by other organisation"),
    Row("enrolments:leave", POSTS_ONLY, LEAVES, on="own post to leave"),
    Row("enrolments:leave", POSTS_ONLY, NOBODY_LEAVES, on="post of another to leave"),
    # Only a visitor makes an account by it; who is signed in as somebody else is told so.
    Row("enrolments:invitation", EVERYBODY, NOT_INVITED, on="link to the register"),
    Row("enrolments:invitation", EVERYBODY, EVERYBODY, on="link to the register by hand"),
    Row("enrolments:invitation", GONE, GONE, on="unknown link to the register"),
    Row("enrolments:invitation", GONE, GONE, on="cancelled link to the register"),
]


class Things:
    organisation: Any
    account: Any

    def _people_of_own_organisation(self, role: str) -> tuple[Any, ...]:
        return (self.organisation.pk, "representant")

    def _people_of_other_organisation(self, role: str) -> tuple[Any, ...]:
        return (register_factories.registered().pk, "erfaringskonsulent")

    def _address(self, post: Any) -> tuple[Any, ...]:
        return (post.organisation_id, post.slug, post.pk)

    def _post_in_own_organisation(self, role: str) -> tuple[Any, ...]:
        """That of the representative's account, whose data the pages are searched for."""
        person = self.account(REPRESENTATIVE).person
        return self._address(Representative.objects.get(person=person, organisation=self.organisation))

    def _post_in_other_organisation(self, role: str) -> tuple[Any, ...]:
        return self._address(register_factories.consultant())

    def _post_of_somebody_who_left_the_register(self, role: str) -> tuple[Any, ...]:
        left = register_factories.person(purposes=[])
        return self._address(register_factories.representative(of=self.organisation, who=left))

    def _somebody_who_has_said_yes_to_own_organisation(self, role: str) -> tuple[Any, ...]:
        return self._address(register_factories.agreed(of=self.organisation))

    def _somebody_who_has_said_yes_to_other_organisation(self, role: str) -> tuple[Any, ...]:
        return self._address(register_factories.agreed_consultant())

    def _person_invited_by_own_organisation(self, role: str) -> tuple[Any, ...]:
        return self._address(register_factories.invited(by=self.organisation))

    def _person_invited_by_other_organisation(self, role: str) -> tuple[Any, ...]:
        return self._address(register_factories.invited(by=register_factories.registered()))

    def _training_stated_by_own_organisation(self, role: str) -> tuple[Any, ...]:
        return self._training(register_factories.representative(of=self.organisation))

    def _training_stated_by_other_organisation(self, role: str) -> tuple[Any, ...]:
        return self._training(register_factories.representative())

    @audit.context(command="factory")
    def _training(self, post: Any) -> tuple[Any, ...]:
        record = TrainingRecord.objects.create(
            person=post.person, kind=TrainingKind.OWN, title="Kurs", stated_by=post.organisation
        )
        return (*self._address(post), record.pk)

    def _own_post_to_leave(self, role: str) -> tuple[Any, ...]:
        """The representative's; others have none."""
        person = self.account(REPRESENTATIVE).person
        post = register_factories.representative(who=person)
        return (post.slug, post.pk)

    def _post_of_another_to_leave(self, role: str) -> tuple[Any, ...]:
        post = register_factories.representative(of=self.organisation)
        return (post.slug, post.pk)

    def _link_to_the_register(self, role: str) -> tuple[Any, ...]:
        register_factories.invited(by=self.organisation, token="til-registeret")
        return ("til-registeret",)

    def _link_to_the_register_by_hand(self, role: str) -> tuple[Any, ...]:
        register_factories.invited(by=self.organisation, token="for-hand", email="", phone="41234567")
        return ("for-hand",)

    def _cancelled_link_to_the_register(self, role: str) -> tuple[Any, ...]:
        register_factories.invited(
            by=self.organisation,
            token="trukket-til-registeret",
            state=EnrolmentState.CANCELLED,
            name="",
            email="",
            withdrawn_at=timezone.now(),
        )
        return ("trukket-til-registeret",)

    def _unknown_link_to_the_register(self, role: str) -> tuple[Any, ...]:
        return ("finnes-ikke",)
