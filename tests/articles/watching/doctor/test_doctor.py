"""The doctor on an installation that is well, and with one thing after another broken."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as current
from django.core.cache.backends.locmem import LocMemCache
from django.core.management import call_command
from django.db import connection
from django.db.utils import OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.alerts.events import job_failed
from articles.models import Alert, Delivery, ProcessBeat, Source, SyncRun, Webhook
from articles.secrets import seal
from articles.sync.claim import request_run
from articles.sync.credentials import keep_credentials, refer_to_variable
from articles.watching import health
from articles.watching.doctor import database, files, site
from articles.watching.doctor import examine as examining
from articles.watching.doctor.examine import examine
from articles.watching.doctor.finding import OK, WARNING, WRONG, Finding
from tests.articles.alerts.conftest import person
from tests.articles.alerts.receiver import mail_server
from tests.articles.factories import make_index
from tests.sample_hub import free_port

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def well(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation of which nothing is wrong, for this machine alone."""
    monkeypatch.setattr(database, "learns_of_rows", lambda: True)  # whatever the server that the tests are given does
    settings.GLEANER_CRAWLS, settings.MEDIA_ROOT, settings.VAR = tmp_path / "crawls", tmp_path / "media", tmp_path
    settings.WAGTAILADMIN_BASE_URL, settings.ALLOWED_HOSTS = "http://localhost:8000", ["localhost"]
    settings.SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    now = timezone.now()
    for kind in ("worker", "scheduler"):
        ProcessBeat.objects.create(kind=kind, name=f"one:{kind}", host="one", pid=7, started_at=now, beat_at=now)
    make_index()
    Source.objects.create(name="Hub", slug="hub", address="https://hub.example/", schedule="15 4 * * *")
    person("operator")


@pytest.fixture
def source() -> Source:
    return Source.objects.get()


def found(state: str) -> dict[str, Finding]:
    return {each.name: each for each in examine() if each.state == state}


def the_only(state: str) -> Finding:
    """What is not well, and says how it is mended."""
    not_well = [each for each in examine() if each.state != OK]
    assert [each.state for each in not_well] == [state], not_well
    assert not_well[0].mend.endswith(".") or "chmod" in not_well[0].mend
    return not_well[0]


def test_nothing_is_wrong(capsys: Any) -> None:
    assert [each for each in examine() if each.state != OK] == []
    call_command("doctor")
    assert re.search(r"\n0 wrong, 0 warnings, \d\d well\.\n$", capsys.readouterr().out)


def test_what_is_wrong_stands_first_with_its_mending_and_the_exit_code_says_so(capsys: Any) -> None:
    ProcessBeat.objects.filter(kind="worker").delete()
    with pytest.raises(SystemExit) as ended:
        call_command("doctor")
    assert ended.value.code == 1
    first, second, *_ = capsys.readouterr().out.splitlines()
    assert first == "✗ wrong    worker: none gives a sign of life: no run begins"
    assert second.strip() == "→ Start manage.py worker."
    with pytest.raises(SystemExit):
        call_command("doctor", "--json")
    said = json.loads(capsys.readouterr().out)
    assert said["status"] == WRONG
    assert {"name": "worker", "state": WRONG, "words": "none gives a sign of life: no run begins",
            "mend": "Start manage.py worker."} in said["findings"]  # fmt: skip


def test_a_warning_alone_fails_no_script(capsys: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    call_command("doctor", "--json")
    assert json.loads(capsys.readouterr().out)["status"] == WARNING


def test_a_scheduler_is_missed_where_something_is_scheduled(source: Source) -> None:
    ProcessBeat.objects.filter(kind="scheduler").delete()
    finding = the_only(WARNING)
    assert (finding.name, "cron" in finding.mend) == ("scheduler", True)
    Source.objects.update(schedule="")
    finding = the_only(WARNING)
    assert (finding.name, "cron" in finding.mend) == ("scheduler", False)


def test_the_database_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_arguments: Any, **_options: Any) -> Any:
        raise OperationalError("cannot reach postgres://hub:word@db.example/")

    monkeypatch.setattr(type(connection._connections["default"]), "cursor", away)
    finding = the_only(WRONG)
    assert (finding.name, finding.words) == ("database", "it does not answer: cannot reach postgres://***@db.example/")


def test_migrations_are_pending(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_migrated", False)
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(name) FROM django_migrations WHERE app = 'articles'")
        cursor.execute("DELETE FROM django_migrations WHERE app = 'articles' AND name = %s", cursor.fetchone())
    finding = the_only(WRONG)
    assert (finding.name, finding.mend) == ("migrations", "Run manage.py migrate.")
    assert len(examine()) < 12  # what reads tables is passed over


def test_folders_that_cannot_be_written(tmp_path: Path, settings: Any) -> None:
    (tmp_path / "file").write_text("x")
    settings.GLEANER_CRAWLS = tmp_path / "file"
    settings.MEDIA_ROOT = tmp_path / "file" / "media"
    assert set(found(WRONG)) == {"crawl folder", "media folder"}


def test_a_disk_that_is_nearly_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "free_bytes", lambda: 1_000_000_000)
    assert the_only(WARNING).name == "disk"
    monkeypatch.setattr(files, "free_bytes", lambda: 1_000_000)
    assert the_only(WRONG).name == "disk"


def test_static_files(tmp_path: Path, settings: Any) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = current.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    assert "were not collected" in the_only(WRONG).words
    collected = tmp_path / "static" / files.OURS
    collected.parent.mkdir(parents=True)
    collected.write_text("older")
    (tmp_path / "static" / "staticfiles.json").write_text(
        json.dumps({"version": "1.1", "paths": {files.OURS: files.OURS}, "hash": ""})
    )
    settings.STORAGES = dict(current.STORAGES)  # Django makes its storages anew
    assert "another version" in the_only(WARNING).words


def test_the_public_address(settings: Any) -> None:
    settings.WAGTAILADMIN_BASE_URL = "http://hub.example.edu"
    assert found(WRONG)["address"].mend == "Add hub.example.edu to ALLOWED_HOSTS."
    settings.ALLOWED_HOSTS = [".example.edu"]
    assert found(WARNING)["address"].words == "hub.example.edu is served without TLS"
    assert "security.W004" in found(WARNING)["settings"].words
    settings.DEBUG = True
    assert "debug" in found(WRONG)


def test_an_error_of_djangos_own_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.core.checks import Error

    monkeypatch.setattr(site, "run_checks", lambda **_options: [Error("It is bad.", hint="Mend it.", id="x.E001")])
    finding = the_only(WRONG)
    assert (finding.words, finding.mend) == ("x.E001: It is bad.", "Mend it.")


def test_a_secret_key_that_others_read_and_a_short_one(tmp_path: Path, settings: Any) -> None:
    path = tmp_path / "secret_key"
    path.write_text("x")
    path.chmod(0o640)
    assert the_only(WRONG).mend == f"chmod 600 {path}"
    path.chmod(0o600)
    settings.SECRET_KEY = "short"
    assert "it is short" in found(WARNING)["secret key"].words


def test_a_queue_that_stands_still_and_a_task_that_failed() -> None:
    long_ago = timezone.now() - timedelta(hours=1)
    usual = {"args_kwargs": {"args": [], "kwargs": {}}, "task_path": "articles.tasks.x", "backend_name": "jobs"}
    DBTaskResult.objects.create(status="READY", run_after=long_ago, **usual)
    DBTaskResult.objects.update(enqueued_at=long_ago)
    assert the_only(WARNING).words == "1 tasks wait for more than 15 minutes"
    DBTaskResult.objects.update(status="FAILED", finished_at=timezone.now(), exception_class_path="builtins.OSError")
    assert the_only(WARNING).words.endswith("the last one articles.tasks.x: builtins.OSError")


@pytest.mark.parametrize(
    ("status", "state", "mend"),
    [("braked", WRONG, "manage.py release"), ("failed", WRONG, "runs show"), ("killed", WARNING, "Nothing is lost")],
)
def test_a_last_run_that_ended_badly(source: Source, status: str, state: str, mend: str) -> None:
    run = SyncRun.objects.create(source=source, status=status)
    finding = the_only(state)
    assert finding.name == "source hub"
    assert finding.words.startswith(f"run {run.pk}: ")
    assert mend in finding.mend


def test_runs_that_wait_or_fell_silent(source: Source) -> None:
    request_run(source, SyncRun.Trigger.SCHEDULE)
    SyncRun.objects.update(created_at=timezone.now() - timedelta(minutes=20))
    assert the_only(WARNING).name == "waiting runs"
    SyncRun.objects.update(status="syncing", heartbeat_at=timezone.now() - timedelta(minutes=20))
    assert the_only(WARNING).name == "silent runs"


def test_a_source_that_is_late(source: Source) -> None:
    Source.objects.update(schedule="* * * * *", created_at=timezone.now() - timedelta(days=2))
    Source.objects.update(schedule="0 0 1 1 *", last_due_at=timezone.now() - timedelta(days=800))
    assert "Late" in the_only(WARNING).words


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("schedule", "61 * * * *"),
        ("time_zone", "Mars/Olympus"),
        ("profile", {"noise": ["["]}),
        ("blackout", "at night"),
        ("crawl_processes", 2),
    ],
)
def test_settings_of_a_source_that_cannot_be_used(source: Source, field: str, value: Any) -> None:
    Source.objects.update(**{field: value})
    if field == "time_zone":
        Source.objects.update(schedule="")
    words = f"its {field.replace('_', ' ')} cannot be used"
    assert [each for each in examine() if each.state == WRONG and each.words.startswith(words)]


def test_credentials_of_a_source_that_cannot_be_had(
    source: Source, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_credentials(source, "bearer", "correct-horse-battery")
    source.save()
    settings.SECRET_KEY = settings.SECRET_KEY[::-1]
    finding = the_only(WRONG)
    assert (finding.name, finding.words) == (
        "source hub",
        "its credentials were encrypted with another SECRET_KEY; name that one in SECRET_KEY_FALLBACKS, or give them "
        "again: manage.py sources credentials hub",
    )
    refer_to_variable(source, "HUB_TOKEN")
    source.save()
    assert the_only(WARNING).words == "its credentials stand in HUB_TOKEN, which is not set"
    monkeypatch.setenv("HUB_TOKEN", "correct-horse-battery")
    assert not found(WARNING)


def test_no_source_and_no_target(source: Source) -> None:
    from articles.models import ArticleIndexPage

    ArticleIndexPage.objects.get().delete()
    assert the_only(WRONG).name == "target page"
    Source.objects.all().delete()
    assert the_only(WARNING).name == "sources"


def test_a_search_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    from articles.models import ArticlePage

    def away(*_arguments: Any, **_options: Any) -> Any:
        raise ConnectionRefusedError("https://me:word@search.example/")

    monkeypatch.setattr(ArticlePage.objects.all().__class__, "search", away)
    monkeypatch.setattr(type(ArticlePage.objects), "search", away, raising=False)
    finding = the_only(WRONG)
    assert finding.name == "search"
    assert "word" not in finding.words


def test_a_cache_that_is_away_or_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LocMemCache, "get", lambda *_arguments, **_options: None)
    assert the_only(WRONG).words == "LocMemCache keeps nothing"

    def away(*_arguments: Any, **_options: Any) -> Any:
        raise ConnectionRefusedError

    monkeypatch.setattr(LocMemCache, "set", away)
    assert "does not answer" in the_only(WRONG).words


@pytest.mark.parametrize("breaks", [False, True])
def test_a_storage_of_another_machine(settings: Any, breaks: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.core.files.storage import InMemoryStorage

    settings.STORAGES = current.STORAGES | {"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
    if not breaks:
        assert "storage" in found(OK)
        return

    def refuses(*_arguments: Any, **_options: Any) -> Any:
        raise PermissionError("403")

    monkeypatch.setattr(InMemoryStorage, "_save", refuses)
    assert the_only(WRONG).words == "it takes no file: PermissionError: 403"


def test_mail(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    assert the_only(WRONG).words.startswith("the server does not answer: ConnectionRefusedError")
    with mail_server() as server:
        settings.EMAIL_PORT = server.port
        assert found(OK)["mail"].words == "the server answers"
        job_failed("links", "it broke")
        Delivery.objects.update(error="550 nobody of that name")
        assert found(WARNING)["mail"].words == "a mail could not be sent: 550 nobody of that name"
        assert found(WARNING)["job links"].words == "it failed: it broke"
        Alert.objects.all().delete()
        from django.contrib.auth import get_user_model

        get_user_model().objects.update(email="")
        assert the_only(WARNING).words == "the server answers, but nobody may be told"


def test_webhooks(settings: Any) -> None:
    webhook = Webhook.objects.create(name="Pager", address="https://hook.example/", secret=seal("x"), events=[])
    assert found(OK)["webhooks"].words == "1 active"
    Webhook.objects.update(is_well=False, last_answer="500")
    assert the_only(WRONG).words == "its last answer was: 500"
    Webhook.objects.update(is_well=True)
    alert = Alert.objects.create(event="job_failed", about="x", ended_at=timezone.now())
    Delivery.objects.create(alert=alert, webhook=webhook, due_at=timezone.now(), status="given_up")
    assert the_only(WARNING).words == "1 were given up in the last week"
    settings.SECRET_KEY = settings.SECRET_KEY[::-1]
    assert "its secret cannot be read" in found(WRONG)["webhook Pager"].words


def test_a_check_that_breaks_is_a_finding_and_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def clumsy() -> Any:
        raise ZeroDivisionError("token=abc")

    monkeypatch.setattr(examining, "WITHOUT_DATABASE", (clumsy, *examining.WITHOUT_DATABASE))
    finding = the_only(WRONG)
    assert (finding.name, "token=***" in finding.words) == ("clumsy", True)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has this machine's clock")
@pytest.mark.parametrize(("skew", "is_well"), [(0, True), (60, False)])
def test_the_database_s_clock(skew: int, is_well: bool, time_machine: Any) -> None:
    time_machine.move_to(timezone.now() + timedelta(seconds=skew))
    [finding] = database.clock()
    assert (finding.state == OK) == is_well


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's planner needs no statistics")
def test_a_planner_that_never_learns_of_new_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    with connection.cursor() as cursor:
        cursor.execute("SHOW autovacuum")
        assert database.learns_of_rows() == (cursor.fetchone() == ("on",))
    monkeypatch.setattr(database, "learns_of_rows", lambda: False)
    [finding] = database.planner()
    assert (finding.state, "vacuumdb" in finding.mend) == (WARNING, True)
