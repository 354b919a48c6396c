"""Settings of the site, all from the environment, safe when nothing is set.

docs/settings.md lists what may be set, with its default and what it does.
"""

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http.request import split_domain_port, validate_host
from django.utils.translation import gettext_lazy as _

from . import databases, environment
from .environment import BadSetting

BASE_DIR = Path(__file__).resolve().parent.parent
LOOPBACK = {"127.0.0.1", "localhost", "[::1]", "::1"}

# What a person meets first
VIF_DATA_DIR = environment.folder("VIF_DATA_DIR", BASE_DIR / "var")
VIF_HTTPS = environment.switch("VIF_HTTPS", default=True)
PORT = environment.number("PORT", 8000, least=1, most=65535)
SITE = environment.site(
    "VIF_SITE_URL",
    None if VIF_HTTPS else f"http://127.0.0.1:{PORT}",
    advice="Set it to the address readers type, such as https://www.example.org.",
)
VIF_SITE_URL = SITE.geturl()
if VIF_HTTPS and SITE.scheme != "https":
    raise BadSetting(
        "VIF_SITE_URL",
        "it must begin with https:// while VIF_HTTPS is on. "
        "On this machine alone, set VIF_HTTPS=off.",
    )
if not VIF_HTTPS and SITE.hostname not in LOOPBACK:
    raise BadSetting(
        "VIF_HTTPS",
        "it is off, but VIF_SITE_URL names a host that is not this machine. "
        "Set VIF_HTTPS=on.",
    )
VIF_THREADS = environment.number("VIF_THREADS", 4, least=1, most=64)

# Django
# With the brackets of an IPv6 address, which SITE.hostname has not.
SITE_HOST, _port = split_domain_port(SITE.netloc)
ALLOWED_HOSTS = environment.hosts(
    "ALLOWED_HOSTS", [SITE_HOST] if VIF_HTTPS else sorted(LOOPBACK - {"::1"})
)
if not VIF_HTTPS and not set(ALLOWED_HOSTS) <= LOOPBACK:
    raise BadSetting(
        "VIF_HTTPS",
        "it is off, but ALLOWED_HOSTS names a host that is not this machine. "
        "Set VIF_HTTPS=on.",
    )
if not validate_host(SITE_HOST, ALLOWED_HOSTS):
    raise BadSetting(
        "ALLOWED_HOSTS", f"{SITE_HOST} is missing, the host of VIF_SITE_URL. Add it."
    )
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTH_USER_MODEL = "articles.User"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "__Host-csrftoken" if VIF_HTTPS else "csrftoken"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = VIF_HTTPS
DATABASES = {"default": databases.from_environment(data=VIF_DATA_DIR, base=BASE_DIR)}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # an article with 300 notes has 3,000
DEBUG = environment.switch("DEBUG", default=False)
if DEBUG and VIF_HTTPS:
    raise BadSetting("DEBUG", "it may only be on while VIF_HTTPS is off.")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FILE_UPLOAD_PERMISSIONS = 0o644
INSTALLED_APPS = [
    "articles.apps.ArticlesConfig",
    "articles.apps.ArticlesAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "markdownx",
]
LANGUAGES = [("en", _("English")), ("hi", _("Hindi"))]
LANGUAGE_CODE = "en"
LOCALE_PATHS = [BASE_DIR / "articles" / "locale"]
LOGIN_REDIRECT_URL = "admin:index"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"articles": {"level": "INFO"}},
}
MEDIA_ROOT = VIF_DATA_DIR / "media"
MEDIA_URL = "/media/"
MIDDLEWARE = [
    "vif_site.middleware.HeadersMiddleware",
    "vif_site.middleware.ProxyWatchMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "vif_site.middleware.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "vif_site.middleware.NoCookiesMiddleware",
    "vif_site.middleware.LanguageMiddleware",
    "vif_site.availability.BodyLimitMiddleware",
    "vif_site.availability.WriteGateMiddleware",
    "vif_site.availability.DatabaseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "vif_site.urls"
SECRET_KEY = environment.text(
    "SECRET_KEY",
    advice="Set it to at least 50 random characters and keep it secret.",
)
if len(SECRET_KEY) < environment.SHORTEST_KEY:
    raise BadSetting("SECRET_KEY", "it is too short. Use at least 50 characters.")
SECRET_KEY_FALLBACKS = environment.former_keys("SECRET_KEY_FALLBACKS")
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_INCLUDE_SUBDOMAINS = VIF_HTTPS
SECURE_HSTS_PRELOAD = environment.switch("VIF_HSTS_PRELOAD", default=False)
SECURE_HSTS_SECONDS = 63072000 if VIF_HTTPS else 0
SCHEME_HEADER = environment.header("VIF_SCHEME_HEADER")
SECURE_PROXY_SSL_HEADER = (SCHEME_HEADER, "https") if SCHEME_HEADER else None
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_SSL_REDIRECT = VIF_HTTPS
# Counted from the log-in. SESSION_SAVE_EVERY_REQUEST would count from the last request,
# for three more queries and a write with each page and each preview of the desk.
SESSION_ENGINE = "vif_site.sessions"
SESSION_COOKIE_AGE = 7 * 86400
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "__Host-sessionid" if VIF_HTTPS else "sessionid"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = VIF_HTTPS
# W021 asks for HSTS preload. A domain leaves the browsers' lists only after months,
# so its owner chooses (VIF_HSTS_PRELOAD).
SILENCED_SYSTEM_CHECKS = ["security.W021"]
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "vif_site.bundles.JoinedFinder",
    "vif_site.bundles.SourceFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STATIC_ROOT = VIF_DATA_DIR / "static"
STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "articles.views.chrome.frame",
            ],
        },
    }
]
TIME_ZONE = environment.text("VIF_TIME_ZONE", "Asia/Kolkata")
try:
    ZoneInfo(TIME_ZONE)
except (ZoneInfoNotFoundError, OSError, ValueError):
    raise BadSetting(
        "VIF_TIME_ZONE",
        f"{environment.quoted(TIME_ZONE)} is no time zone. Write one such as Asia/Kolkata.",
    ) from None
USE_I18N = True
USE_TZ = True
WSGI_APPLICATION = "vif_site.wsgi.application"
X_FRAME_OPTIONS = "DENY"

# Contributed apps
AXES_CLIENT_IP_CALLABLE = "articles.client.request_address"
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_DISABLE_ACCESS_LOG = True  # addresses of those who logged in are not needed
AXES_ENABLE_ADMIN = False  # manage.py axes_reset lets somebody in again
AXES_FAILURE_LIMIT = "vif_site.login_limits.failure_limit"
AXES_HANDLER = "vif_site.login_limits.Handler"
AXES_LOCKOUT_CALLABLE = "vif_site.login_limits.refuse"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # waiting comes to an end
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "vif_site.login_limits.name_of"
AXES_VERBOSE = False
WHITENOISE_MAX_AGE = 60
WHITENOISE_MIMETYPES = {".speculationrules": "application/speculationrules+json"}
WHITENOISE_USE_FINDERS = DEBUG

# Ours
VIF_CLIENT_HEADER = environment.header("VIF_CLIENT_HEADER")
VIF_COMMENT_SUM = environment.choice(
    "VIF_COMMENT_SUM", "always", ("always", "suspicion", "off")
)
VIF_COMMENTS_REPLY_HOURS = environment.number("VIF_COMMENTS_REPLY_HOURS", 24, least=1)
VIF_INDEXNOW_KEY = environment.indexnow_key("VIF_INDEXNOW_KEY")
VIF_INDEXNOW_URL = environment.text(
    "VIF_INDEXNOW_URL", "https://api.indexnow.org/indexnow"
)
if not VIF_INDEXNOW_URL.startswith(("https://", "http://")):
    raise BadSetting("VIF_INDEXNOW_URL", "it must begin with https:// or http://.")
VIF_LEAST_FREE_MB = environment.number("VIF_LEAST_FREE_MB", 200, most=1_000_000)
VIF_LIMITS = {
    name: environment.limits(f"VIF_LIMIT_{name.upper()}", default)
    for name, default in {
        "accepted": "5/600, 20/86400",  # comments taken, from one address
        "posts": "30/600",  # posts of any outcome, from one address
        "wrong": "10/600",  # wrong answers, from one address
        "article": "30/600",  # comments taken, on one article
        "site": "120/600",  # comments taken, on the whole site
        "previews": "120/60",  # texts rendered for one editor
        "uploads": "30/600",  # pictures from one editor
        "imports": "30/600",  # texts brought in by one editor
        "log_in_address": "30/900",  # failed log-ins from one address, as anyone
        "log_in_user": "50/3600",  # failed log-ins as one user, from anywhere
        "log_in_device": "5/900",  # failed log-ins on a device the user is known to use
        "old_password": "5/900",  # wrong old passwords of one user who wants a new one
    }.items()
}
# What is made of articles and kept; it may be emptied at any time.
VIF_MADE_DIR = VIF_DATA_DIR / "made"
VIF_RETENTION = environment.choice("VIF_RETENTION", "gdpr", ("gdpr", "dpdp"))
# A worker process at rest has about 100 MB.
VIF_WORKER_MEMORY_MB = environment.number("VIF_WORKER_MEMORY_MB", 400, least=200)
# After how many days `tidy` takes away what nobody needs any more; 0 is never.
VIF_TIDY = {
    name: environment.number(f"VIF_TIDY_{name.upper()}_DAYS", days, most=36_600)
    for name, days in {
        "bin": 30,  # articles, since they were put there
        "incoming": 30,  # texts brought in, since anybody worked on them
        "outbox": 30,  # what was sent, since then
        "preview": 30,  # secret links, since they ended
    }.items()
}
