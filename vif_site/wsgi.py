"""The door for the server: ``granian --interface wsgi vif_site.wsgi:application``."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vif_site.settings")

application = get_wsgi_application()
