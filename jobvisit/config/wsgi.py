"""What the web server calls."""

import os

from django.core.wsgi import get_wsgi_application

from jobvisit.office.matches import ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobvisit.config.settings")
application = get_wsgi_application()
ready.in_background()
