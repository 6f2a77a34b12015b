"""What who decides had before them: set against the assessment as it stands, so that nothing unread is locked."""

from django.utils.translation import gettext as _

from advice.assessments.reading import Sheet

# What was seen, by a name, as plain text: it travels in the form.
Seen = dict[str, str]
TEMPLATE, ANSWER, EVIDENCE, VOICE, ACTION = "template", "answer", "evidence", "voice", "action"


def seen_in(sheet: Sheet) -> Seen:
    """All that the decision page shows of the assessment and that may change."""
    found = {TEMPLATE: str(sheet.assessment.template_id)}
    for line in sheet.lines:
        found[f"{ANSWER} {line.number}"] = str(line.answer.version if line.answer.pk else "")
        evidence = line.answer.evidence.all() if line.answer.pk else ()
        found[f"{EVIDENCE} {line.number}"] = ",".join(sorted(str(one.pk) for one in evidence))
        found |= {f"{ACTION} {one.pk}": str(one.version) for one in line.actions}
    return found | {f"{VOICE} {one.pk}": "answered" for one in sheet.asked}


def changed_since(seen: Seen, sheet: Sheet) -> list[str]:
    """What has come or changed since it was seen, a sentence for each."""
    now = seen_in(sheet)
    changed = {name for name in now if seen.get(name) != now[name]}
    found = [_("Egenvurderingen følger en annen mal.")] if TEMPLATE in changed else []
    found += [
        _("«%(label)s» har gitt sin vurdering.") % {"label": one.label}
        for one in sheet.asked
        if f"{VOICE} {one.pk}" in changed
    ]
    for line in sheet.lines:
        if f"{ANSWER} {line.number}" in changed:
            found.append(_("Svaret på råd %(number)s er endret.") % {"number": line.number})
        if f"{EVIDENCE} {line.number}" in changed:
            found.append(_("Dokumentasjonen på råd %(number)s er endret.") % {"number": line.number})
        for action in line.actions:
            if (name := f"{ACTION} {action.pk}") in changed:
                pattern = _("Tiltaket «%(text)s» på råd %(number)s er endret.")
                new = _("Tiltaket «%(text)s» på råd %(number)s er nytt.")
                found.append((pattern if name in seen else new) % {"text": action.text, "number": line.number})
    return found
