"""The site's settings as the tests use them: a folder of its own, quick password hashes, no hashed static names."""

import os
import tempfile

os.environ["GLEANER_VAR"] = tempfile.mkdtemp(prefix="gleaner-tests-")
os.environ.setdefault("SECRET_KEY", "tests only")

from cms.settings import *  # noqa: F403
from cms.settings import DATABASES, STATIC_ROOT, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
ALLOWED_HOSTS = ["*"]
STATIC_ROOT.mkdir(exist_ok=True)  # WhiteNoise warns of a folder that is not there, and warnings are errors
# Nothing of one test is there in the next: the database forgets, a cache would not.
PAGE_CACHE_SECONDS = 0
CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
    for name in ("default", "generation", "memory")
}
# A file to keep between runs, with --reuse-db: making the tables takes longer than most tests.
if kept := os.environ.get("GLEANER_TEST_DATABASE"):
    DATABASES["default"]["TEST"] = {"NAME": kept}
