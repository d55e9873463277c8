"""Production: everything from the environment, nothing from files of the demo, HTTPS only."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from registrar_net.settings.base import *  # noqa: F403
from registrar_net.settings.base import SECRET_KEY
from registrar_net.settings.environment import listed, required

DEMO = False
ALLOWED_HOSTS = listed("ALLOWED_HOSTS")
BASE_URL = required("BASE_URL").rstrip("/")
if not BASE_URL.startswith("https://"):
    raise ImproperlyConfigured("BASE_URL must begin with https:// in production.")
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts; `*` is refused.")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY must have at least 50 characters.")
CSRF_TRUSTED_ORIGINS = [BASE_URL]

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

email = urlsplit(required("EMAIL_URL"))
if email.scheme not in {"smtp", "smtps"}:
    raise ImproperlyConfigured("EMAIL_URL must read smtp://user:password@host:port.")
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = email.hostname or ""
EMAIL_PORT = email.port or 25
EMAIL_HOST_USER = email.username or ""
EMAIL_HOST_PASSWORD = email.password or ""
EMAIL_USE_TLS = email.scheme == "smtp"
EMAIL_USE_SSL = email.scheme == "smtps"

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
