"""The addresses of the public site."""

from django.urls import path, re_path, register_converter

from articles.views.article.files import (
    article_card,
    article_markdown,
    article_pdf,
    citation_file,
    linkset,
    site_card,
)
from articles.views.article.page import article_detail, preview
from articles.views.comments.page import comment_form, comment_received
from articles.views.feeds.feeds import (
    article_feed,
    author_feed,
    comment_feed,
    feed_list,
    kind_feed,
    topic_feed,
)
from articles.views.home import home, page_detail
from articles.views.lists.archive import archive, archive_month, archive_year
from articles.views.lists.authors import author_detail, author_list
from articles.views.lists.listing import article_list
from articles.views.lists.search import search
from articles.views.lists.topics import topic_detail, topic_list

app_name = "articles"


class SecretConverter:
    """The secret part of an address, exactly as ``secrets.token_urlsafe(16)`` makes it.

    Nothing else reaches the database: not a zero byte either, which PostgreSQL refuses.
    """

    regex = "[A-Za-z0-9_-]{22}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(SecretConverter, "secret")


urlpatterns = [
    path("", home, name="home"),
    path("card.png", site_card, name="site_card"),
    path("articles/", article_list, name="article_list"),
    path("articles/<slug:slug>/", article_detail, name="article_detail"),
    path("articles/<slug:slug>/article.pdf", article_pdf, name="article_pdf"),
    path("articles/<slug:slug>/article.md", article_markdown, name="article_markdown"),
    path("articles/<slug:slug>/comment/", comment_form, name="comment_form"),
    path(
        "articles/<slug:slug>/comment/<secret:key>/",
        comment_received,
        name="comment_received",
    ),
    path("articles/<slug:slug>/card.png", article_card, name="article_card"),
    path("articles/<slug:slug>/linkset.json", linkset, name="linkset"),
    path("articles/<slug:slug>/comments.atom", comment_feed, name="comment_feed"),
    path(
        "articles/<slug:slug>/cite.<slug:suffix>", citation_file, name="citation_file"
    ),
    path("preview/<secret:token>/", preview, name="preview"),
    path("authors/", author_list, name="author_list"),
    path("authors/<slug:slug>/", author_detail, name="author_detail"),
    path("topics/", topic_list, name="topic_list"),
    path("topics/<slug:axis>/<slug:slug>/", topic_detail, name="topic_detail"),
    path("feeds/", feed_list, name="feed_list"),
    path("feeds/articles.<slug:suffix>", article_feed, name="article_feed"),
    path("feeds/topics/<slug:axis>/<slug:slug>.atom", topic_feed, name="topic_feed"),
    path("feeds/authors/<slug:slug>.atom", author_feed, name="author_feed"),
    path("feeds/kinds/<slug:kind>.atom", kind_feed, name="kind_feed"),
    path("archive/", archive, name="archive"),
    path("search/", search, name="search"),
    re_path(
        r"^archive/(?P<year>[1-9][0-9]{3})/\Z",
        archive_year,
        name="archive_year",
    ),
    re_path(
        r"^archive/(?P<year>[1-9][0-9]{3})/(?P<month>0[1-9]|1[0-2])/\Z",
        archive_month,
        name="archive_month",
    ),
    # Last, since it takes any first part that is left.
    path("<slug:slug>/", page_detail, name="page_detail"),
]
