"""What is kept. Each record stands below those that refer to it, and asks nobody up."""

from .address import Address
from .article import Article, ArticleQuerySet
from .attachment import Attachment
from .author import Author
from .byline import Byline
from .cited_source import CitedSource
from .comment import Comment
from .correction import Correction
from .counter import Counter
from .decision import Decision
from .disclaimer import Disclaimer
from .edition import Edition
from .endnote import Endnote
from .front_page import Block, FrontPage
from .incoming import Incoming
from .institution import Institution
from .menu_item import MenuItem
from .merge import Merge
from .outbox import Outbox
from .page import Page
from .picture import Picture
from .preview import Preview
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
]
