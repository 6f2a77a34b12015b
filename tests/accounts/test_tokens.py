"""API tokens: shown once, kept as a hash."""

import datetime

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from medvirkning.accounts import services
from medvirkning.accounts.models import ApiToken

pytestmark = pytest.mark.django_db


def test_create_token_prints_the_token_alone(capsys):
    call_command("create_token", "--name", "Tableau", "--scope", "shares:read", "--scope", "register:read")
    out, err = capsys.readouterr()
    secret = out.removesuffix("\n")
    assert secret.startswith("mv_")
    assert " " not in secret
    assert "\n" not in secret
    token = ApiToken.objects.get()
    assert token.token_hash == services.hash_token(secret)
    assert secret not in str(list(ApiToken.objects.values()))
    assert token.scopes == ["register:read", "shares:read"]
    assert "Tableau" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--name", "x"],
        ["--scope", "shares:read"],
        ["--name", "x", "--scope", "everything"],
        ["--name", "x", "--scope", "shares:read", "--expires", "tomorrow"],
    ],
)
def test_wrong_usage_is_refused(arguments):
    with pytest.raises(CommandError) as refused:
        call_command("create_token", *arguments)
    assert refused.value.returncode == 1
    assert not ApiToken.objects.exists()


def test_a_last_day_that_has_passed_is_refused():
    with pytest.raises(CommandError):
        call_command("create_token", "--name", "x", "--scope", "shares:read", "--expires", "2020-01-01")


def test_a_token_works_on_its_last_day_and_not_after():
    today = timezone.localdate()
    token, _secret = make(expires_on=today)
    assert list(ApiToken.objects.usable()) == [token]
    assert not ApiToken.objects.usable(on=today + datetime.timedelta(days=1)).exists()


def test_a_revoked_token_is_useless(history_context):
    token, _secret = make()
    services.revoke_token(actor=None, token=token)
    assert not ApiToken.objects.usable().exists()


def test_unknown_scopes_are_refused(history_context):
    for scopes in ([], ["everything"]):
        with pytest.raises(services.UnknownScopeError):
            services.create_token(actor=None, name="x", scopes=scopes)


def make(**values):
    from medvirkning import audit

    with audit.context(command="test"):
        return services.create_token(actor=None, name="x", scopes=["shares:read"], **values)
