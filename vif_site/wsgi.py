"""The door for ``runserver`` and other WSGI servers; ours is ``vif_site.server``."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vif_site.settings")

application = get_wsgi_application()
