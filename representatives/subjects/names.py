"""What subject areas that sources name are called in nynorsk, where that differs, and in English."""

_NAMES: dict[str, tuple[str, str]] = {
    "psykisk helse": ("", "mental health"),
    "rus": ("", "substance use"),
    "kreft": ("", "cancer"),
    "palliasjon": ("", "palliative care"),
    "barn og unge": ("", "children and young people"),
    "eldre": ("", "older people"),
    "demens": ("", "dementia"),
    "habilitering": ("", "habilitation"),
    "rehabilitering": ("", "rehabilitation"),
    "kroniske sykdommer": ("kroniske sjukdommar", "chronic diseases"),
    "diabetes": ("", "diabetes"),
    "hjerte og kar": ("hjarte og kar", "heart and circulation"),
    "luftveier": ("luftvegar", "airways"),
    "akuttmedisin": ("", "emergency medicine"),
    "allmennlege": ("", "general practice"),
    "svangerskap og barsel": ("svangerskap og barsel", "pregnancy and postnatal care"),
    "seksuell helse": ("", "sexual health"),
    "vold og overgrep": ("vald og overgrep", "violence and abuse"),
    "levevaner": ("levevanar", "ways of living"),
    "miljø og helse": ("", "environment and health"),
    "digitale tjenester": ("digitale tenester", "digital services"),
    "pårørende": ("pårørande", "carers"),
    "prioritering": ("", "prioritisation"),
    "helsekompetanse": ("", "health literacy"),
    "barsel": ("", "postnatal care"),
    "fengselshelse": ("", "prison health"),
    "kjønnsinkongruens": ("", "gender incongruence"),
    "livsforlengende behandling": ("livsforlengjande behandling", "life-prolonging treatment"),
    "læring og mestring": ("læring og meistring", "learning and coping"),
    "medvirkning": ("medverknad", "involvement"),
    "overvekt": ("", "overweight"),
    "vold": ("vald", "violence"),
}


def names_of(subject: str) -> dict[str, str]:
    """The fields of a new subject area with this name; empty where nobody has said what it is called."""
    nynorsk, english = _NAMES.get(subject.casefold(), ("", ""))
    return {"name_nb": subject, "name_nn": nynorsk, "name_en": english}
