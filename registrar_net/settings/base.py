"""What every way of running shares. Values come from the environment (environment.py)."""

from pathlib import Path

from registrar_net.settings.environment import (
    BASE_DIR,
    VAR_DIR,
    database,
    key_bytes,
    keys,
    optional,
    required,
)

SECRET_KEY = required("SECRET_KEY")
FIELD_KEYS = keys("FIELD_KEYS")
INDEX_KEYS = keys("INDEX_KEYS")
FILE_KEYS = keys("FILE_KEYS")
AUDIT_KEY = key_bytes("AUDIT_KEY", required("AUDIT_KEY"))

DEBUG = False
BASE_URL = optional("BASE_URL", "http://127.0.0.1:8000")

INSTALLED_APPS = [
    "apps.core",
    "apps.audit",
    "apps.accounts",
    "apps.institutions",
    "apps.events",
    "apps.jobs",
    "apps.documents",
    "apps.partner_api",
    "apps.notices",
    "apps.intake",
    "apps.graduates",
    "apps.courses",
    "apps.qualifications",
    "apps.certificates",
    "apps.kpi",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "oauth2_provider",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "import_export",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "apps.core.middleware.NoNullCharacters",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "apps.accounts.middleware.LanguageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "apps.institutions.middleware.ScopeMiddleware",
    "registrar_net.errors.ErrorPageMiddleware",
    "apps.notices.middleware.UnreadMiddleware",
]

ROOT_URLCONF = "registrar_net.urls"
WSGI_APPLICATION = "registrar_net.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

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
                "registrar_net.navigation.shell",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.append("django.forms")

# `default` is the application's role, which owns nothing; `owner` migrates (apps/core/README.md).
# `progress` writes heartbeats of jobs outside the work's own transaction.
DATABASES = {
    "default": database("DATABASE_URL", CONN_MAX_AGE=60),
    "progress": database("DATABASE_URL", CONN_MAX_AGE=60, TEST={"MIRROR": "default"}),
}
if optional("DATABASE_OWNER_URL"):
    DATABASES["owner"] = database("DATABASE_OWNER_URL")
DATABASE_ROUTERS = ["apps.core.routing.OwnerMigrates"]

REDIS_URL = required("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "registrar",
    }
}

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_DEFAULT_QUEUE = "registrar"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# one attempt to send: a request does not wait for a broker that is down, the sweep wakes later
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_timeout": 10,
    "socket_connect_timeout": 5,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "sweep-jobs": {"task": "jobs.sweep", "schedule": 5.0},
    "seal-events": {"task": "events.seal", "schedule": 5.0},
    "count-events": {"task": "kpi.follow", "schedule": 10.0},
    "remind-of-indicators": {"task": "kpi.remind", "schedule": 3600.0},
    "lock-cycles": {"task": "kpi.lock", "schedule": 3600.0},
    "forget-audited-codes": {"task": "kpi.forget", "schedule": 86_400.0},
    "ask-for-reports": {"task": "kpi.reports", "schedule": 3600.0},
    "sweep-uploads": {"task": "intake.sweep", "schedule": 900.0},
    "seal-audit": {"task": "audit.seal", "schedule": 60.0},
    "remind-holders": {"task": "qualifications.remind", "schedule": 3600.0},
    "mail-notices": {"task": "notices.mail", "schedule": 60.0},
    "purge-notices": {"task": "notices.purge", "schedule": 86_400.0},
    "purge-api-answers": {"task": "partner_api.purge", "schedule": 3600.0},
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "apps.accounts.adapter.InvitedOnlyAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False  # schools share computers
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "registrar_net.errors.csrf_failure"

LANGUAGE_CODE = "th"
LANGUAGES = [("th", "ไทย"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "registrar_net" / "locale"]
TIME_ZONE = "Asia/Bangkok"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
FIXTURES_ROOT = BASE_DIR / "fixtures"
UPLOADS_ROOT = Path(optional("UPLOADS_ROOT", str(VAR_DIR / "uploads")))
PAPERS_ROOT = Path(optional("PAPERS_ROOT", str(VAR_DIR / "papers")))
CHECKPOINTS_ROOT = Path(optional("CHECKPOINTS_ROOT", str(VAR_DIR / "audit-checkpoints")))
DEMO_CLIENT_FILE = VAR_DIR / "demo-client.json"
UPLOAD_MAX_BYTES = 30 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_MAX_BYTES + 1  # uploads never touch a temporary file
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "apps.core.uploads.UnreadHandler",
]

JOB_LEASE_SECONDS = int(optional("JOB_LEASE_SECONDS", "60"))
JOB_REWAKE_SECONDS = int(optional("JOB_REWAKE_SECONDS", "15"))
# working days within which a university answers where it promised nothing of its own
QUALIFICATION_WORKING_DAYS = int(optional("QUALIFICATION_WORKING_DAYS", "7"))
# look-ups of persons a day: by one officer or client, by one institution
LOOKUP_BUDGET_PERSON = int(optional("LOOKUP_BUDGET_PERSON", "5000"))
LOOKUP_BUDGET_INSTITUTION = int(optional("LOOKUP_BUDGET_INSTITUTION", "50000"))

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_TIMEOUT = 20  # seconds; a server that hangs must not hold the mailer
DEFAULT_FROM_EMAIL = "registrar-net@demo.example"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # SQL carries values: it is never logged, whatever the level of the rest
    "loggers": {
        "django.db.backends": {"level": "WARNING", "propagate": False, "handlers": []},
        "weasyprint": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},
    },
}

from registrar_net.settings.api import *  # noqa: E402,F403
