"""What is checked before a start, and what is read from the environment."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from commands.embedded import checks
from commands.embedded.practice_settings import practice_settings
from commands.leaving import CannotRun, settings_sentence
from runtime.settings import Settings


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of this machine; a folder of the test's own."""
    for field in Settings.model_fields:
        monkeypatch.delenv(f"RESGUARDO_{field.upper()}", raising=False)
    monkeypatch.setenv("RESGUARDO_VAR", str(tmp_path))


def test_a_full_disk_is_said(tmp_path: Path) -> None:
    """Before anything is started."""
    with pytest.raises(CannotRun, match=r"The disk is nearly full: \d+ MB free .* Nothing was started"):
        checks.room(tmp_path, needed=10**18)
    checks.room(tmp_path, needed=1)


BOTH = ("resguardo.db", "temporal.db")


def lying(var: Path, *names: str) -> None:
    """These files lie in the folder, with something in them."""
    for name in names:
        (var / name).write_bytes(b"SQLite format 3\x00")


@pytest.mark.parametrize(
    "there",
    [
        pytest.param((), id="a first start"),
        pytest.param(("temporal.db",), id="a first start that was killed before the migration"),
        pytest.param(BOTH, id="killed before the accounts were made"),
        pytest.param((*BOTH, "practice-accounts.txt"), id="killed while the cases were opened"),
        pytest.param((*BOTH, "practice-accounts.txt", "practice-cases-opened"), id="a later start"),
        pytest.param(("practice-cases-opened",), id="a first start without invented cases"),
    ],
)
def test_a_start_with_both_databases_or_with_none(tmp_path: Path, there: tuple[str, ...]) -> None:
    """Nothing is refused, and no file is made by looking."""
    lying(tmp_path, *there)
    checks.both_databases(practice_settings()[0])
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted(there)


@pytest.mark.parametrize(
    ("there", "empty", "lost"),
    [
        pytest.param(("resguardo.db",), None, "temporal.db", id="no clocks"),
        pytest.param(("resguardo.db",), "temporal.db", "temporal.db", id="an empty file in the place of the clocks"),
        pytest.param(("temporal.db", "practice-cases-opened"), None, "resguardo.db", id="no record"),
        pytest.param(("temporal.db", "practice-accounts.txt"), None, "resguardo.db", id="no record, killed at first"),
        pytest.param(("temporal.db", "practice-cases-opened"), "resguardo.db", "resguardo.db", id="an empty record"),
    ],
)
def test_one_database_alone_is_said(tmp_path: Path, there: tuple[str, ...], empty: str | None, lost: str) -> None:
    """Which one is missing, and what to do; nothing is made in its place."""
    lying(tmp_path, *there)
    if empty:
        (tmp_path / empty).touch()
    with pytest.raises(CannotRun, match=rf"{lost} is missing or empty: .* Put its copy back .* move the whole folder"):
        checks.both_databases(practice_settings()[0])
    assert not (tmp_path / lost).exists() or (tmp_path / lost).stat().st_size == 0


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    """A file lies in its place."""
    (tmp_path / "file").touch()
    with pytest.raises(CannotRun, match="RESGUARDO_VAR"):
        checks.folder(tmp_path / "file")


def test_everything_lies_in_one_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database too, and its processes are told the same."""
    monkeypatch.setenv("RESGUARDO_API_PORT", "8499")
    ours, environment = practice_settings()
    assert ours.database_url == f"sqlite+aiosqlite:///{tmp_path}/resguardo.db"
    assert ours.public_address == "http://127.0.0.1:8499"
    assert not ours.secure_cookies
    assert environment["RESGUARDO_MODE"] == "practice"
    assert environment["RESGUARDO_DATABASE_URL"] == ours.database_url


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        ("RESGUARDO_API_HOST", "0.0.0.0", "binds to this machine only"),
        ("RESGUARDO_DATABASE_URL", "postgresql+asyncpg://somewhere/x", "its own SQLite file"),
        ("RESGUARDO_TEMPORAL_ADDRESS", "temporal.example:7233", "starts its own Temporal"),
        ("RESGUARDO_SMTP_HOST", "mail.example", "sends no mail"),
    ],
)
def test_practice_refuses_production_settings(
    monkeypatch: pytest.MonkeyPatch, setting: str, value: str, words: str
) -> None:
    """Each with a sentence, and never with the value."""
    monkeypatch.setenv(setting, value)
    with pytest.raises(ValidationError) as refused:
        practice_settings()
    assert words in settings_sentence(refused.value)


def test_production_is_not_started_by_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is practice by mistake on a real installation."""
    monkeypatch.setenv("RESGUARDO_MODE", "production")
    with pytest.raises(CannotRun, match=r"docs/operations\.md"):
        practice_settings()


def test_a_faulty_setting_is_named_without_its_value(monkeypatch: pytest.MonkeyPatch) -> None:
    """It may be a secret."""
    monkeypatch.setenv("RESGUARDO_API_PORT", "hunter2")
    with pytest.raises(ValidationError) as refused:
        practice_settings()
    sentence = settings_sentence(refused.value)
    assert sentence.startswith("RESGUARDO_API_PORT: ")
    assert "hunter2" not in sentence
