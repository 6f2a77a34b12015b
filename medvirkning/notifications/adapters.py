"""The mails of signing in go through the outbox too."""

import uuid
from typing import Any

from django.utils.translation import override

from medvirkning.accounts.adapters import AccountAdapter as ClosedAccountAdapter
from medvirkning.accounts.enums import Language
from medvirkning.accounts.querysets import account_of
from medvirkning.notifications.kinds import ACCOUNT
from medvirkning.notifications.mails import Rendered
from medvirkning.notifications.services import queue


class AccountAdapter(ClosedAccountAdapter):
    """allauth writes the mail, in its reader's language; the outbox sends it. Its links are secrets."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        user = account_of(email)
        language = user.language if user is not None else Language.of_the_page()
        with override(language):
            mail = self.render_mail(template_prefix, email, context)
        html = next((body for body, kind in getattr(mail, "alternatives", []) if kind == "text/html"), "")
        queue(
            kind=ACCOUNT.name,
            event=f"account:{template_prefix.rsplit('/', 1)[-1]}:{uuid.uuid4()}",
            user=user,
            address=email,
            language=language,
            rendered=Rendered(subject=mail.subject, text=str(mail.body), html=str(html)),
            is_secret=True,
        )
