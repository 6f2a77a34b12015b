"""The background's texts, edited and published at /rad/redigering/."""

from django.utils.translation import gettext_lazy as _

from advice.background.forms import ArticleVersionForm
from advice.background.models import Article
from advice.content import kinds
from advice.content.kinds import ContentKind


def _name(article: Article) -> str:
    return article.current.title if article.current else article.slug


def _language(article: Article) -> str:
    return article.current.language if article.current else ""


def _group(article: Article) -> str:
    return str(article.get_section_display())


kinds.register(
    ContentKind(
        model=Article,
        label=_("Bakgrunn"),
        form_class=ArticleVersionForm,
        template="advice/background/_version.html",
        name_of=_name,
        language_of=_language,
        group_of=_group,
        key_fields=("edition__slug", "slug"),
    )
)
