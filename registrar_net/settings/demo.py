"""The demo on one machine: private servers, plain HTTP on the loopback address."""

from registrar_net.settings.environment import load_private_files

load_private_files()

from registrar_net.settings.base import *  # noqa: E402,F403

ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
DEMO = True
