"""What is kept. Each record stands below those that refer to it, and asks nobody up."""

from articles.models.article.article import Article, today
from articles.models.article.attachment import Attachment
from articles.models.article.byline import Byline
from articles.models.article.cited_work import CitedSource
from articles.models.article.correction import Correction
from articles.models.article.disclaimer import Disclaimer
from articles.models.article.endnote import Endnote, validate_label
from articles.models.article.preview_link import Preview, a_week_from_now, new_token
from articles.models.article.queryset import ArticleQuerySet
from articles.models.article.revision import Revision
from articles.models.site.front_page import Block, FrontPage, MenuItem
from articles.models.site.identity import Demonstration, SiteIdentity
from articles.models.site.institution import Institution
from articles.models.site.page import Page, validate_not_reserved
from articles.models.site.redirect import Address

from .audit import Decision, Edition, Merge
from .author import Author, validate_orcid
from .comment import Comment, new_key, new_reference
from .counters import Counter, Spent
from .outbox import Outbox
from .pending_import import Incoming, private_storage, random_name
from .picture import Picture
from .search import SearchEntry, Spelling
from .topic import Topic
from .translation import languages
from .user import User
from .validators import validate_destination, validate_doi, validate_isbn

__all__ = [
    "Address",
    "Article",
    "ArticleQuerySet",
    "Attachment",
    "Author",
    "Block",
    "Byline",
    "CitedSource",
    "Comment",
    "Correction",
    "Counter",
    "Decision",
    "Demonstration",
    "Disclaimer",
    "Edition",
    "Endnote",
    "FrontPage",
    "Incoming",
    "Institution",
    "MenuItem",
    "Merge",
    "Outbox",
    "Page",
    "Picture",
    "Preview",
    "Revision",
    "SearchEntry",
    "SiteIdentity",
    "Spelling",
    "Spent",
    "Topic",
    "User",
    "a_week_from_now",
    "languages",
    "new_key",
    "new_reference",
    "new_token",
    "private_storage",
    "random_name",
    "today",
    "validate_destination",
    "validate_doi",
    "validate_isbn",
    "validate_label",
    "validate_not_reserved",
    "validate_orcid",
]
