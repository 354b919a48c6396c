"""What stands in a WordPress export, as it stands there."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Term:
    """A category, a tag or what a plugin made of one, on an item or in the head."""

    domain: str
    nicename: str
    name: str
    parent: str = ""
    description: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class User:
    """Someone who writes: ``id`` and ``login`` are WordPress's own."""

    id: str
    login: str
    display_name: str
    first_name: str
    last_name: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment, a pingback or a trackback."""

    id: str
    author: str
    email: str
    date: str
    text: str
    approved: str
    type: str
    parent: str
    user_id: str


@dataclass(frozen=True, slots=True)
class Item:
    """A post, a page, an attachment, a menu entry: WordPress keeps all in one table."""

    number: int
    id: str
    type: str
    status: str
    title: str
    link: str
    guid: str
    creator: str
    content: str
    excerpt: str
    name: str
    parent: str
    date: str
    date_gmt: str
    pub_date: str
    modified_gmt: str
    password: str
    comment_status: str
    attachment_url: str
    terms: tuple[Term, ...]
    meta: dict[str, str]
    old_slugs: tuple[str, ...]
    comments: tuple[Remark, ...]


@dataclass(slots=True)
class Channel:
    """The head of the file: the site, its people and its terms."""

    version: str = ""
    link: str = ""
    language: str = ""
    users: dict[str, User] = field(default_factory=dict)
    terms: dict[tuple[str, str], Term] = field(default_factory=dict)
