"""What is kept. Each record stands below those that refer to it, and asks nobody up."""

from .address import Address
from .article import Article, ArticleQuerySet, Byline
from .author import Author
from .comment import Comment
from .correction import Correction
from .counter import Counter
from .decision import Decision
from .disclaimer import Disclaimer
from .edition import Edition
from .endnote import Endnote
from .institution import Institution
from .outbox import Outbox
from .page import Page
from .picture import Picture
from .preview import Preview
from .spent import Spent
from .topic import Topic
from .user import User

__all__ = [
    "Address",
    "Article",
    "ArticleQuerySet",
    "Author",
    "Byline",
    "Comment",
    "Correction",
    "Counter",
    "Decision",
    "Disclaimer",
    "Edition",
    "Endnote",
    "Institution",
    "Outbox",
    "Page",
    "Picture",
    "Preview",
    "Spent",
    "Topic",
    "User",
]
