"""Where everything hangs: the editors' admin, and the readers' site in each language."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path

from articles.views.media import media_file
from articles.views.sitemaps import (
    article_sitemap,
    indexnow_key,
    news_sitemap,
    robots,
    sitemap,
    sitemap_section,
)

handler400 = "articles.views.errors.bad_request"
handler403 = "articles.views.errors.forbidden"
handler404 = "articles.views.errors.not_found"
handler500 = "vif_site.availability.server_error"

urlpatterns = [
    path("media/<path:path>", media_file, name="media_file"),
    path("robots.txt", robots, name="robots"),
    re_path(r"^(?P<key>[A-Za-z0-9-]{8,128})\.txt\Z", indexnow_key, name="indexnow_key"),
    path("sitemap.xml", sitemap, name="sitemap"),
    re_path(
        r"^sitemap-articles-(?P<year>(?!0000)[0-9]{4})-(?P<part>[1-9][0-9]{0,2})\.xml\Z",
        article_sitemap,
        name="article_sitemap",
    ),
    path("sitemap-<slug:section>.xml", sitemap_section, name="sitemap_section"),
    path("news-sitemap.xml", news_sitemap, name="news_sitemap"),
    path("admin/", admin.site.urls),
    *i18n_patterns(path("", include("articles.urls")), prefix_default_language=False),
]
