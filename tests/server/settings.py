"""The centre's settings for tests: a data folder of their own, no TLS, and the database they are asked to run on.

With ``KENSE_TEST_POSTGRESQL=1`` that is a real PostgreSQL, started here and stopped with the process.
"""

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="kense-centre-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["KENSE_CENTRE_DATA"] = _folder
os.environ["KENSE_INSECURE"] = "1"
os.environ.pop("KENSE_DATABASE", None)
if os.environ.get("KENSE_TEST_POSTGRESQL") == "1":
    from tests.server.postgresql import start_postgresql

    os.environ["KENSE_DATABASE"] = start_postgresql()

from server.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick: nobody attacks a test
