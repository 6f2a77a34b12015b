"""«Ikke oppgitt»: work whose department nobody knows. It lies outside the tree and has no share and no reminders."""

import datetime

from medvirkning.web.reference_data import load_after_migrating

NOT_STATED_CODE = "IKKE-OPPGITT"

load_after_migrating(
    "projects",
    "Department",
    "code",
    [
        {
            "code": NOT_STATED_CODE,
            "name_nb": "Ikke oppgitt",
            "name_nn": "Ikkje oppgitt",
            "lineage": [NOT_STATED_CODE],
            "outside_tree": True,
            "valid_from": datetime.date(2000, 1, 1),
        }
    ],
)
