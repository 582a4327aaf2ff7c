"""Redis, an object store and a search engine by the environment alone, each asked over a real connection."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms import services
from tests.commands import manage
from tests.redis_server import redis_url
from tests.sample_hub import answers, free_port
from tests.waiting import wait_until

__all__ = ["redis_url"]
BUCKET = "hub-media"

ARTICLE = """
from articles.models import ArticleIndexPage, ArticlePage
from articles.site import prepare_site
index = prepare_site("Hub", "localhost", 8000)
page = index.add_child(instance=ArticlePage(title="Careers in limnology", slug="limnology"))
"""
IMAGE = """
import io
from django.core.files.images import ImageFile
from PIL import Image as Picture
from wagtail.images import get_image_model
bytes = io.BytesIO()
Picture.new("RGB", (40, 30), "teal").save(bytes, "PNG")
bytes.seek(0)
image = get_image_model().objects.create(title="Lake", file=ImageFile(bytes, name="lake.png"))
print("address", image.file.url)
print("rendition", image.get_rendition("width-20").url)
"""


def run(folder: Path, *arguments: str, **environment: str) -> str:
    """`manage.py ARGUMENTS` under this environment alone; what it printed."""
    return manage({"GLEANER_VAR": str(folder), **environment}, *arguments)


@pytest.fixture
def empty(migrated_var: Path, tmp_path: Path) -> Path:
    """A folder with an empty, prepared database."""
    return Path(shutil.copytree(migrated_var, tmp_path / "empty"))


# --- Redis -------------------------------------------------------------------------------------------------------


def test_the_cache_is_redis_shared_by_all_processes(tmp_path: Path, redis_url: str) -> None:
    write = "from django.core.cache import cache; cache.set('gleaner-test-word', 'loon', 60)"
    read = "from django.core.cache import cache; print('word', cache.get('gleaner-test-word'))"
    run(tmp_path / "one", "shell", "-c", write, REDIS_URL=redis_url)
    assert "word loon" in run(tmp_path / "two", "shell", "-c", read, REDIS_URL=redis_url)


def test_without_redis_the_processes_of_one_machine_share_a_folder(tmp_path: Path) -> None:
    write = "from django.core.cache import cache; cache.set('gleaner-test-word', 'heron', 60)"
    read = "from django.core.cache import cache; print('word', cache.get('gleaner-test-word'))"
    run(tmp_path, "shell", "-c", write)
    assert "word heron" in run(tmp_path, "shell", "-c", read)


# --- an object store -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def object_store() -> Iterator[str]:
    """The address of an S3-compatible store with an empty bucket."""
    boto3 = pytest.importorskip("boto3")
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            wait_until(lambda: answers(port), "the object store")
            address = f"http://127.0.0.1:{port}"
            keys = {"aws_access_key_id": "hub", "aws_secret_access_key": "word", "region_name": "us-east-1"}
            boto3.client("s3", endpoint_url=address, **keys).create_bucket(Bucket=BUCKET)
            yield address
        finally:
            server.terminate()


def test_images_are_kept_in_the_bucket_and_read_from_it(empty: Path, object_store: str) -> None:
    environment = {
        "S3_BUCKET": BUCKET,
        "S3_ENDPOINT_URL": object_store,
        "AWS_ACCESS_KEY_ID": "hub",
        "AWS_SECRET_ACCESS_KEY": "word",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    printed = run(empty, "shell", "-c", IMAGE, **environment)
    addresses = dict(line.split() for line in printed.splitlines() if line.startswith(("address", "rendition")))
    for address in addresses.values():
        assert address.startswith(f"{object_store}/{BUCKET}/")
        with urllib.request.urlopen(address) as response:
            assert response.read().startswith(b"\x89PNG")
    assert not (empty / "media").exists()


def test_a_public_host_needs_no_signature() -> None:
    options = services.media_storage("hub-media", "", "media.example.edu")["OPTIONS"]
    assert (options["custom_domain"], options["querystring_auth"]) == ("media.example.edu", False)


@pytest.mark.parametrize(("host", "method"), [("media.example.edu", "serve_view"), ("", None)])
def test_a_public_host_gives_no_document(tmp_path: Path, host: str, method: str | None) -> None:
    show = "from django.conf import settings; print('method', settings.WAGTAILDOCS_SERVE_METHOD)"
    printed = run(tmp_path, "shell", "-c", show, S3_BUCKET=BUCKET, S3_PUBLIC_HOST=host)
    assert f"method {method}" in printed


# --- a search engine -----------------------------------------------------------------------------------------------


class Engine(BaseHTTPRequestHandler):
    """As much of OpenSearch's interface as an update of the index uses; it remembers what it was given."""

    given: list[tuple[str, str, str]] = []

    def answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length).decode()
        self.given.append((self.command, self.path, body))
        missing = self.command == "HEAD" or ("_alias" in self.path and self.command == "GET")
        lines = [json.loads(line) for line in body.splitlines()] if "_bulk" in self.path else []
        items = [{"index": {"_id": line["index"]["_id"], "status": 201}} for line in lines if "index" in line]
        said = json.dumps({"version": {"number": "3.0.0"}, "acknowledged": True, "errors": False, "items": items})
        self.send_response(404 if missing else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(said.encode())

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = answer  # noqa: N815

    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture
def engine() -> Iterator[str]:
    Engine.given = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Engine)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"opensearch3+http://127.0.0.1:{server.server_port}/hub"
    server.shutdown()
    server.server_close()


def test_articles_are_sent_to_the_search_engine(empty: Path, engine: str) -> None:
    run(empty, "shell", "-c", ARTICLE)
    run(empty, "update_index", "--verbosity", "0", SEARCH_URL=engine)
    bulk = [body for method, path, body in Engine.given if method == "POST" and "_bulk" in path]
    assert any("Careers in limnology" in body for body in bulk)
    assert any(path.startswith("/hub_wagtailcore_page") for _method, path, _body in Engine.given)


@pytest.mark.parametrize(
    "address", ["opensearch3://host:9200", "solr+http://host", "http://host:9200", "opensearch3+http://"]
)
def test_an_address_of_no_known_engine_is_refused_with_an_example(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"SEARCH_URL .* an example: opensearch3"):
        services.search_backend(address)


def test_every_engine_named_is_one_that_wagtail_has() -> None:
    from importlib.util import find_spec

    for engine in services.SEARCH_ENGINES:
        assert find_spec(f"wagtail.search.backends.{engine}")
