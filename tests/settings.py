"""The site's settings for the suite, with what tests must have otherwise."""

import os
import tempfile

os.environ.setdefault(
    "SECRET_KEY", "the-suite-signs-with-this-and-nothing-else-does-" * 2
)
os.environ.setdefault("VIF_HTTPS", "off")
# Never the data of the site that may run beside the suite.
os.environ["VIF_DATA_DIR"] = os.environ.get("VIF_TEST_DATA_DIR") or tempfile.mkdtemp(
    prefix="vif-tests-"
)

from vif_site.settings import *  # noqa: F403

# Quick, since passwords here guard nothing.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The manifest exists only after collectstatic.
STORAGES = STORAGES | {  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
