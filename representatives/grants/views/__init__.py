from representatives.grants.views.importing import ImportGrants, ImportTemplate
from representatives.grants.views.read import GrantList, GrantPage, RequirementPage
from representatives.grants.views.schemes import (
    AddRules,
    AddScheme,
    ChangeRules,
    ChangeScheme,
    SchemeList,
    SchemePage,
)
from representatives.grants.views.write import AddGrant, ChangeGrant, JudgeGrant, NoteReport

__all__ = [
    "AddGrant",
    "AddRules",
    "AddScheme",
    "ChangeGrant",
    "ChangeRules",
    "ChangeScheme",
    "GrantList",
    "GrantPage",
    "ImportGrants",
    "ImportTemplate",
    "JudgeGrant",
    "NoteReport",
    "RequirementPage",
    "SchemeList",
    "SchemePage",
]
