"""All settings, read from the environment or from `.env` in the folder of manage.py."""

import sys
from datetime import timedelta
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
TESTING = "pytest" in sys.modules

env = environ.Env()
env.read_env(BASE_DIR / ".env")


def secret(name: str, shape: str, for_tests: str) -> str:
    """Returns a secret from the environment; only tests have a default.

    Raises ImproperlyConfigured, which says how to set it, so the product does not start without it.
    """
    value = env.str(name, default=for_tests if TESTING else "")
    if not value:
        raise ImproperlyConfigured(
            f"{name} is missing. Set it in the environment or in .env ({shape}); `make run` writes a .env "
            "for a demonstration, README.md tells how to make one for a real deployment."
        )
    return str(value)


# --- secrets -------------------------------------------------------------------------------------
SECRET_KEY = secret("SECRET_KEY", "50 random characters or more", "test-" + "x" * 60)
# Newest first; the first key encrypts, all keys decrypt (foundation/crypto.py).
FIELD_KEYS = dict(
    pair.split(":", 1)
    for pair in secret(
        "FIELD_KEYS", "id:base64url of 32 bytes, comma separated", "k1:" + "A" * 43 + "="
    ).split(",")
)
# One key that is never rotated (foundation/crypto.py): with two keys, every look-up would silently
# miss what the other key indexed.
INDEX_KEY = secret("INDEX_KEY", "base64url of 32 bytes", "B" * 43 + "=")
if "," in INDEX_KEY:
    raise ImproperlyConfigured("INDEX_KEY is one key: it cannot be rotated as FIELD_KEYS can.")

# --- where we run --------------------------------------------------------------------------------
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
HTTPS = env.bool("HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
# Number of our proxies that each add an entry to X-Forwarded-For; the outermost adds the visitor's.
# 0 ignores the header: visitors who reach the server directly could write any address into it.
PROXY_COUNT = env.int("PROXY_COUNT", default=0)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None

# --- apps ----------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "demo",
    "config",
    "reports",
    "programme",
    "criteria",
    "tips",
    "incidents",
    "cases",
    "pledges",
    "exchange",
    "corrections",
    "law",
    "wards",
    "accounts",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "axes",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_filters",
    "django_htmx",
    "import_export",
    "csp",
    "tablericons",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.CompressedTextMiddleware",
    "accounts.middleware.RequestIdMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.ReadableRequestMiddleware",
    "config.middleware.PrivateAnswersMiddleware",
    "accounts.middleware.IdleSessionMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.KeepTypedFormMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["config.templatetags.ui"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context_processors.shell",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- database ------------------------------------------------------------------------------------
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # With IMMEDIATE, read-then-write transactions of several processes queue instead of failing
    # as "locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 0 if TESTING else env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        # Throttles and lock-outs must be counted over all workers; local memory would weaken them.
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache"
        if TESTING
        else "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
    }
}

# --- sign-in -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = (
    [
        "django.contrib.auth.hashers.MD5PasswordHasher"
    ]  # tests sign in often; Argon2 is slow by design
    if TESTING
    else [
        "django.contrib.auth.hashers.Argon2PasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]
)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
CSRF_FAILURE_VIEW = "accounts.views.csrf.stale_form"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapter.OfficerAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login_failed": None,  # axes counts failures, and says so in Vietnamese
    "login": env.str("LOGIN_RATE", default="30/m/ip"),
}
ALLAUTH_TRUSTED_PROXY_COUNT = PROXY_COUNT
AXES_CLIENT_IP_CALLABLE = "accounts.views.lockout.client_address"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
# Name and address together: by the name alone, a stranger could lock out any user from anywhere.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "accounts.views.lockout.locked_out"
AXES_USERNAME_CALLABLE = "accounts.views.lockout.counted_name"
# axes masks these in the failures that it stores: the name that was typed, and the page to go on
# to, whose address may hold a search.
AXES_SENSITIVE_PARAMETERS = ["login", "next", "username", "ip_address"]
AXES_DISABLE_ACCESS_LOG = True  # our own access log records sign-ins
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
SESSION_COOKIE_AGE = (
    30 * 60
)  # ends after 30 idle minutes: accounts.middleware moves the end forward
SESSION_EXPIRE_AT_BROWSER_CLOSE = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# --- language ------------------------------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = USE_TZ = USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["config.formats"]  # Django's own "vi" reads 03/04/2026 as 4 March
FILTERS_EMPTY_CHOICE_LABEL = _("Tất cả")  # django-filter's own label is a row of hyphens

# --- files ---------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
# `manage.py prepare` writes the files to STATIC_ROOT, compressed and under names with a hash; a
# developer and tests are served the sources.
FROM_SOURCES = DEBUG or TESTING
WHITENOISE_USE_FINDERS = FROM_SOURCES
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(BASE_DIR / "media"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if FROM_SOURCES
        else "config.static_files.HashedFiles"
    },
}
# The longest body of a request without a file. A view that takes a file allows that much on top of it
# (config/reading.py), and only to users who are signed in.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
IMPORT_MAX_BYTES = 20 * 1024 * 1024
IMPORT_MAX_ROWS = 20_000
IMPORT_KEEP_MINUTES = 60  # an upload not confirmed by then is no longer offered, and is erased
IMPORT_SAMPLES = BASE_DIR / "demo/workbooks"  # offered on the import page of a demonstration

# --- browser rules -------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "object-src": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

# --- API -----------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "wards.api.reading.Keys",  # first, as a 401 answer names the first scheme
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["wards.api.reading.Json"],
    "DEFAULT_METADATA_CLASS": None,  # OPTIONS gives no metadata; the description does
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "wards.api.pages.Pages",
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.UserRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {
        "user": "10000/min" if TESTING else env.str("API_RATE", default="120/min")
    },
    "NUM_PROXIES": PROXY_COUNT,
    "EXCEPTION_HANDLER": "wards.api.base.one_error_shape",
    "DATE_INPUT_FORMATS": ["%Y-%m-%d"],
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Địa bàn không ma túy",
    "DESCRIPTION": "Đọc và ghi hồ sơ qua cùng quy tắc, cùng phạm vi như các màn hình.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "COMPONENT_SPLIT_PATCH": False,  # a PATCH must send its version, so it stays required
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "wards.api.description.without_english",
    ],
    # Otherwise two fields named "kind" or "status" would get the same name in the schema.
    "ENUM_NAME_OVERRIDES": {
        "WardKind": "wards.enums.WardKind.choices",
        "GroupKind": "wards.enums.GroupKind.choices",
        "DossierKind": "cases.enums.DossierKind.choices",
        "ResidenceKind": "cases.enums.ResidenceKind.choices",
        "CourseEnd": "cases.statuses.COURSE_END_CHOICES",
        "PersonStatus": "cases.statuses.PersonStatus.choices",
        "Verdict": "criteria.enums.Verdict.choices",
    },
}
REST_KNOX = {"TOKEN_TTL": timedelta(days=365), "AUTO_REFRESH": False}

# --- the programme -------------------------------------------------------------------------------
DEMO = env.bool("DEMO", default=True)  # prints "dữ liệu minh họa" on every page and document
SMALL_CELL_LIMIT = env.int(
    "SMALL_CELL_LIMIT", default=3
)  # smaller counts of people show as "< 3" (criteria.queries.small_cells)

# --- logs ----------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"senders": {"()": "config.logs.SendersFaultsInOneLine"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["senders"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
