"""What is kept. Each record stands below those that refer to it, and asks nobody up."""

from .address import Address
from .article import Article, ArticleQuerySet, today
from .attachment import Attachment
from .author import Author, validate_orcid
from .byline import Byline
from .cited_source import CitedSource
from .comment import Comment, new_key, new_reference
from .correction import Correction
from .counter import Counter
from .decision import Decision
from .destination import validate_destination
from .disclaimer import Disclaimer
from .edition import Edition
from .endnote import Endnote, validate_label
from .front_page import Block, FrontPage
from .identifiers import validate_doi, validate_isbn
from .incoming import Incoming, private_storage, random_name
from .institution import Institution
from .languages import languages
from .menu_item import MenuItem
from .merge import Merge
from .outbox import Outbox
from .page import Page, validate_not_reserved
from .picture import Picture
from .preview import Preview, a_week_from_now, new_token
from .revision import Revision
from .search_entry import SearchEntry
from .site_identity import Demonstration, SiteIdentity
from .spelling import Spelling
from .spent import Spent
from .topic import Topic
from .user import User

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
