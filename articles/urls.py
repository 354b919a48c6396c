"""The table of contents of the readers' site."""

from django.urls import path

from .views.articles import article_detail, article_list
from .views.authors import author_detail, author_list
from .views.comments import comment_form, comment_received
from .views.pages import home, page_detail
from .views.preview import preview

app_name = "articles"

urlpatterns = [
    path("", home, name="home"),
    path("articles/", article_list, name="article_list"),
    path("articles/<slug:slug>/", article_detail, name="article_detail"),
    path("articles/<slug:slug>/comment/", comment_form, name="comment_form"),
    path(
        "articles/<slug:slug>/comment/<str:key>/",
        comment_received,
        name="comment_received",
    ),
    path("preview/<str:token>/", preview, name="preview"),
    path("authors/", author_list, name="author_list"),
    path("authors/<slug:slug>/", author_detail, name="author_detail"),
    # Last, since it takes any first part that is left.
    path("<slug:slug>/", page_detail, name="page_detail"),
]
