"""Values that forms, addresses and files meet from those who wish them ill, and from those who mistype."""

METHODS = (
    "GET", "GET", "GET", "POST", "POST", "POST", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE",
    "PROPFIND", "X" * 300,
)  # fmt: skip
FORM, MULTIPART, JSON = "application/x-www-form-urlencoded", "multipart/form-data; boundary=grense", "application/json"
TYPES = (
    FORM, FORM, FORM, FORM, MULTIPART, MULTIPART, JSON, JSON, "text/plain", "", "multipart/form-data",
    "multipart/form-data; boundary=", "multipart/form-data; boundary=" + "b" * 300,
    "application/json; charset=utf-7", "application/json; charset=finnes-ikke",
    "application/x-www-form-urlencoded; charset=utf-16", "text/xml", ";;;=,",
)  # fmt: skip
NUMBERS = (
    "0", "-1", "1e309", "NaN", "Infinity", "-0", "00", "+1", "1_000", "9223372036854775807",
    "9223372036854775808", "2147483648", "-2147483649", "1" * 400, "0x1f", "1.5", "1,5", "٣", "²", "½",
    "1 000", "½½", "1e5", "999999999999",
)  # fmt: skip
DATES = (
    "0000-00-00", "9999-12-31", "10000-01-01", "2024-02-30", "2023-02-29", "31.04.2024", "2024-13", "2024",
    "1", "-2024-01-01", "2024-01-01T00:00:00Z", "01.01.0001", "99.99.9999", "2024-W01-1", "٢٠٢٤-٠١-٠١",
    "31.12.9999", "i dag", "2024-1-1", "2024-01-01\x00",
)  # fmt: skip
TEXTS = (
    "", " ", "\x00", "a\x00b", "\ud800", "\udfff\ud800", "\ufffe", "\u202eevil", "\u0000\u0001\u001f\x7f",
    "💥" * 50, "é" * 3000, "x" * 20_000, "a\r\nSet-Cookie: x=1", "%00", "%", "%zz", "%25", "..", ".",
    "../../etc/passwd", "..%2f..%2f", "~", "~2F", "~zz", "'; DROP TABLE projects_workitem; --", "' OR '1'='1",
    "1) UNION SELECT password FROM accounts_user--", "\\", "\\\\", "$1", "%s%n%d",
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)",
    "<svg/onload=alert(1)>", "' style='x:y", "&lt;b&gt;", "None", "null", "true", "undefined", "[]", "{}",
    "[object Object]", "pk", "__class__", "user__password", "-", "--", "-pk", "?", "#", "/", "//", "ny",
    "NaN", "ß" * 300, "İ", "ﬁ", "a" * 70_000, "A-1", "FAG", "DIR", "ANNEN", ",", ";", "|", "\t", "\u00a0",
    "\u2028",
)  # fmt: skip
PLACES = (
    "//evil.example", "https://evil.example/", "http:evil.example", "https:///evil.example",
    "/\\evil.example", "\\\\evil.example", "///evil.example", "////evil.example", "javascript:alert(1)",
    "data:text/html,x", "/%0d%0aLocation:https://evil.example", "http://testserver@evil.example/",
    "http://evil.example#testserver", "\thttps://evil.example", " //evil.example", "/\t/evil.example",
    "https://testserver.evil.example", "http://[::1", "http://[evil", "/oppdrag/\x00", "\x00//evil.example",
    "/x\r\nSet-Cookie:a=b", "http://testserver:99999/",
)  # fmt: skip
QUERY_NAMES = (
    "page", "cursor", "sort", "q", "aar", "maal", "slag", "enhet", "omfang", "next", "format", "year",
    "department", "kind", "scope", "measure", "year_from", "year_to", "status", "show_changelist", "e", "o",
    "p", "all", "_popup", "_to_field", "id__in", "id__isnull", "token", "lang", "kopi", "tilbake", "person",
    "per_page", "limit", "offset", "ansvar", "emne", "produkt", "kilde",
)  # fmt: skip
FIELD_NAMES = (
    "next", "version", "title", "language", "login", "password", "email", "action", "_method",
    "csrfmiddlewaretoken", "file", "reason", "reason_text", "decision", "kind", "department", "started_on",
    "ended_on", "people", "users_count", "people-0", "people-TOTAL_FORMS", "_selected_action",
    "select_across", "code", "user", "summary",
)  # fmt: skip
NAMES_OF_FILES = (
    "a.csv", "../../a.csv", "a.xlsx", "\x00.csv", "x" * 400 + ".csv", "CON", "work_items.csv", "a.svg", ".",
    "", "æ💥.zip",
)  # fmt: skip
BOMB = b"PK\x03\x04" + b"\x00" * 200
