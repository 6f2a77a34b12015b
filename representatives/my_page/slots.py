"""What the pages that open somebody's data are called, where the person reads who has looked."""

from django.utils.translation import gettext_lazy as _

from representatives.people.looks import name_page

name_page("enrolments:person", _("siden om deg hos organisasjonen"))
name_page("panels:member", _("siden om deg i panelet"))
name_page("finding:person", _("siden om deg i registeret"))
name_page("finding", _("søket etter personer i registeret"), is_search=True)
