"""Django's settings: one file, no per-environment inheritance; `env` reads what the surroundings decide."""

from pathlib import Path
from urllib.parse import parse_qs, unquote, urlparse

from django.utils.translation import gettext_lazy as _

from jobvisit.config import env

PACKAGE = Path(__file__).resolve().parents[1]

DEBUG = env.flag("JOBVISIT_DEBUG", False)
SECRET_KEY = env.secret("JOBVISIT_SECRET_KEY")
# Keys for sensitive columns, oldest first, separated by blanks; apart from the session key on purpose.
FIELD_KEYS = env.secret("JOBVISIT_FIELD_KEYS").split()
ALLOWED_HOSTS = env.text("JOBVISIT_HOSTS", "localhost 127.0.0.1 [::1]").split()
# Plain http is for this machine only; anywhere else the cookie flags follow.
SECURE = env.flag("JOBVISIT_HTTPS", False)
# Servers of ours between a browser and this one; each adds the address it heard to X-Forwarded-For.
PROXIES = env.number("JOBVISIT_PROXIES", 0)
DEMO = env.flag("JOBVISIT_DEMO", False)
# Where people without an account reach us: stands in texts, letters and QR codes.
PUBLIC_URL = env.text("JOBVISIT_PUBLIC_URL", "http://127.0.0.1:8000")

# Map tiles from outside, `https://tiles.example/{z}/{x}/{y}.png`, and whom to name for them. Without an address no page
# asks anybody; with one its host learns which part of the map somebody looks at.
TILES = env.text("JOBVISIT_TILES", "")
TILES_BY = env.text("JOBVISIT_TILES_BY", "")

# The text gateway, and the secret that we and it know; without an address nothing is sent and texts wait.
SMS_GATEWAY = env.text("JOBVISIT_SMS_GATEWAY", "")
SMS_GATEWAY_KEY = env.secret("JOBVISIT_SMS_GATEWAY_KEY")
# Hosts that may be told news, and the secret that signs it. Private addresses are for tests and the demo.
WEBHOOK_HOSTS = env.text("JOBVISIT_WEBHOOK_HOSTS", "").split()
WEBHOOK_SECRET = env.secret("JOBVISIT_WEBHOOK_SECRET")
WEBHOOK_PRIVATE = env.flag("JOBVISIT_WEBHOOK_PRIVATE", False)
EMAIL_HOST, _colon, _port = env.text("JOBVISIT_SMTP", "localhost:25").partition(":")
EMAIL_PORT = int(_port or 25)
EMAIL_HOST_USER = env.text("JOBVISIT_SMTP_USER", "")
EMAIL_HOST_PASSWORD = env.text("JOBVISIT_SMTP_PASSWORD", "")
EMAIL_USE_TLS = env.flag("JOBVISIT_SMTP_TLS", False)
EMAIL_TIMEOUT = 10
# A folder in the place of a mail server, for the demo.
if EMAIL_FILE_PATH := env.text("JOBVISIT_MAIL_FOLDER", ""):
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
MAIL_DOMAIN = env.text("JOBVISIT_MAIL_DOMAIN", "localhost")
DEFAULT_FROM_EMAIL = env.text("JOBVISIT_MAIL_FROM", f"noreply@{MAIL_DOMAIN}")
LETTERS_ROOT = env.home() / "letters"
PROCRASTINATE_IMPORT_PATHS = ["jobvisit.office.messaging.tasks", "jobvisit.flows.tasks"]
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = None

INSTALLED_APPS = [
    "jobvisit.cli",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "procrastinate.contrib.django",
    "jobvisit.office.staff",
    "jobvisit.office.reference",
    "jobvisit.office.audit",
    "jobvisit.office.links",
    "jobvisit.office.messaging",
    "jobvisit.office.companies",
    "jobvisit.office.seekers",
    "jobvisit.office.outreach",
    "jobvisit.office.agreements",
    "jobvisit.office.training",
    "jobvisit.office.desks",
    "jobvisit.office.orders",
    "jobvisit.office.matches",
    "jobvisit.office.referrals",
    "jobvisit.office.reports",
    "jobvisit.web.shared",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "jobvisit.web.shared.middleware.DatabaseAway",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "jobvisit.web.shared.partials.LoginForParts",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "jobvisit.web.shared.middleware.NoStore",
]

ROOT_URLCONF = "jobvisit.config.urls"
WSGI_APPLICATION = "jobvisit.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jobvisit.web.shared.context.house",
            ],
        },
    }
]


def database(url: str) -> dict[str, object]:
    """A `postgresql://user:password@host:port/name?host=/socket/folder` address in Django's form."""
    parts = urlparse(url)
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    host = query.pop("host", "") or unquote(parts.hostname or "")
    port = query.pop("port", "") or str(parts.port or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": port,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**query, "application_name": "jobvisit"},
    }


DATABASES = {"default": database(env.text("DATABASE_URL", "postgresql://jobvisit_app@/jobvisit"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "staff.User"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "login"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", _("한국어")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
TIME_ZONE = "Asia/Seoul"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = env.home() / "static"
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = env.home() / "uploads"
MATCHING_ROOT = env.home() / "matching"

# Kept for a working day at most; a shared desk locks earlier by itself.
SESSION_COOKIE_AGE = 60 * 60 * 9
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
if SECURE:  # a name that no other host and no plain http can set
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"


def tile_hosts(address: str) -> list[str]:
    """Where pictures of a map may come from, for the content policy: the host of the tiles, `*.` for `{s}.`."""
    parts = urlparse(address.replace("{s}", "*"))
    return [f"{parts.scheme}://{parts.netloc}"] if parts.scheme == "https" and parts.netloc else []


CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "img-src": ["'self'", "data:", *tile_hosts(TILES)],
        "object-src": ["'none'"],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "jobvisit.config.logs.Discreet",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
