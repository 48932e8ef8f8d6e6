"""The centre's settings. What differs between offices comes from the environment; docs/centre.md lists it.

One setting chooses the database: ``KENSE_DATABASE=postgresql://…``; without it an SQLite file in the data folder.
"""

import os
import secrets
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _
from psycopg.conninfo import conninfo_to_dict

from forms.batches import BatchLimits
from forms.resources import catalogues_folder, find_resource

ROOT = Path(__file__).resolve().parent
DATA = Path(os.environ.get("KENSE_CENTRE_DATA", "build/centre")).absolute()
DEBUG = os.environ.get("KENSE_DEBUG") == "1"


def _kept_secret() -> str:
    """The key of sessions and forms: made once, kept in the data folder, readable by nobody else."""
    path = DATA / "secret-key"
    if not path.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            pass  # another process was quicker: its key holds
        else:
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(48))
    return path.read_text()


def _database(address: str) -> dict[str, Any]:
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA / "centre.db",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
            },
        }
    told = conninfo_to_dict(address)
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{setting: str(told.pop(name)) for name, setting in names.items() if name in told},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": told,
    }


SECRET_KEY = os.environ.get("KENSE_SECRET_KEY") or _kept_secret()
ALLOWED_HOSTS = os.environ.get("KENSE_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("KENSE_ORIGINS", "").split(",") if origin]
DATABASES = {"default": _database(os.environ.get("KENSE_DATABASE", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
    "csp",
    "server.pages",
    "server.accounts",
    "server.organisations",
    "server.intake",
    "server.register",
    "server.norms",
    "server.complaints",
    "server.publishing",
    "server.packages",
    "server.public",
    "server.observing",
    "server.demonstration",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "server.pages.bodies.BoundBodies",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "server.accounts.sessions.EndIdleSessions",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "server.pages.unreadable.RefuseNul",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,  # <app>/jinja2/<app>/….html
        "OPTIONS": {
            "environment": "server.pages.jinja.environment",
            "context_processors": ["server.pages.context.page_context"],
        },
    },
]

ROOT_URLCONF = "server.urls"
WSGI_APPLICATION = "server.wsgi.application"
STATIC_URL = "static/"
STATICFILES_DIRS = [("fonts", find_resource("fonts"))]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True  # no step between a checkout and a page

# people
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "pages:today"
OTP_TOTP_ISSUER = "Kense"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True  # who signed in stands in the record of who saw whose data
AXES_LOCKOUT_CALLABLE = "server.accounts.signing_in.tell_locked_out"
AXES_CLIENT_IP_CALLABLE = "server.accounts.addresses.client_address"

# the wire
SECURE = os.environ.get("KENSE_INSECURE") != "1"  # plain HTTP: this machine's demonstration and tests only
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600  # a working day, however busy
SESSION_IDLE_SECONDS = 30 * 60
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "server.pages.errors.tell_form_not_ours"
LANGUAGE_COOKIE_AGE = 365 * 86400
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = SECURE
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
BEHIND_PROXY = os.environ.get("KENSE_BEHIND_PROXY") == "1"  # one that sets these headers itself, whatever came in
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 << 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 8 << 20
DATA_UPLOAD_MAX_NUMBER_FILES = 500

# who watches the server; without a token only this machine may
METRICS_TOKEN = os.environ.get("KENSE_METRICS_TOKEN", "")

# the exchange: what is taken of a counter at once (bytes), and how often
EXCHANGE_LIMITS = BatchLimits(
    events=int(os.environ.get("KENSE_BATCH_EVENTS", "2000")), sealed=int(os.environ.get("KENSE_BATCH_BYTES", "4194304"))
)
EXCHANGE_WAIT_SECONDS = int(os.environ.get("KENSE_EXCHANGE_WAIT", "300"))
EXCHANGE_PER_MINUTE = 240  # of one counter
EXCHANGE_REFUSED_PER_MINUTE = 60  # from one address

# words
LANGUAGE_CODE = "kk"
LANGUAGES = [("kk", _("Kazakh")), ("ru", _("Russian")), ("en", _("English"))]
LOCALE_PATHS = [catalogues_folder()]
USE_I18N = True
TIME_ZONE = os.environ.get("KENSE_ZONE", "Asia/Almaty")
USE_TZ = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # A page not found is the visitor's matter, not the log's.
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
