"""Files of older versions: what is in them stays, and so do they."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tutor.progress.database import VERSION
from tutor.progress.store import Attempt, Contents, Draft, Place, ProgressError, Store

OLD = (Path(__file__).parent / "version_1.sql").read_text(encoding="utf-8")


def at(day: int, minute: int = 0) -> datetime:
    return datetime(2025, 3, day, 12, minute, tzinfo=UTC)


WHAT_IT_HAS = Contents(
    attempts=(
        Attempt("dl/relu", "aa", "-39", False, "Not yet.", ("abs",), 1, 0.0, at(1)),
        Attempt("dl/relu", "aa", "52", True, "Right.", (), 1, 0.0, at(1, 5)),
        Attempt("dl/code", "bb", 'x = "∑"', False, "", (), 0, 1.5, at(2)),
    ),
    drafts=(Draft("dl/code", {"text": "x = 1"}, at(2, 1)),),
    place=Place("dl", "forward", "code"),
    hints={"dl/relu": 1},
    settings={"speed": 3},
)


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "progress.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(OLD)
    yield path
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_an_old_file_is_led_on_and_kept_as_it_was(old: Path) -> None:
    before = dump(old)
    with Store(old) as store:
        assert store.contents() == WHAT_IT_HAS
        store.record(Attempt("dl/new", "cc", "1", True))
    assert version(old) == VERSION
    copy = old.with_name("progress.version-1.sqlite")
    assert (dump(copy), version(copy)) == (before, 1)
    with Store(old) as store:
        assert store.attempts()[:-1] == list(WHAT_IT_HAS.attempts)
    assert {file.name for file in old.parent.glob("*.sqlite*")} >= {old.name, copy.name}
    assert not list(old.parent.glob("*.part"))


def test_a_copy_that_is_there_is_not_overwritten(old: Path) -> None:
    earlier = old.with_name("progress.version-1.sqlite")
    earlier.write_text("precious")
    Store(old).done()
    assert earlier.read_text() == "precious"
    assert version(old.with_name("progress.version-1-2.sqlite")) == 1


def test_a_migration_that_fails_changes_nothing(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last statement of the way fails, after all others."""
    before = dump(old)
    steps = [(*_statements(), "CREATE TABLE settings (twice TEXT)")]
    monkeypatch.setattr("tutor.progress.database.MIGRATIONS", ((), *steps))
    with pytest.raises(ProgressError):
        Store(old).done()
    assert (dump(old), version(old)) == (before, 1)


def _statements() -> tuple[str, ...]:
    from tutor.progress.database import MIGRATIONS

    return tuple(statement for statements in MIGRATIONS[1:] for statement in statements)


def test_no_migration_without_a_copy_and_what_is_there_is_shown(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy finds the disk full: the file stays old, and the session goes on without it."""

    def full(*_: object) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tutor.progress.database.back_up", full)
    before = old.read_bytes()
    store, warning = Store.open_or_memory(old)
    assert warning is not None
    assert "no space left on device" in warning
    assert store.contents() == WHAT_IT_HAS
    store.record(Attempt("dl/new", "cc", "1", True))
    assert old.read_bytes() == before


def test_two_at_once_migrate_once(old: Path) -> None:
    one, other = Store(old), Store(old)
    assert one.contents() == other.contents() == WHAT_IT_HAS
    assert len(list(old.parent.glob("progress.version-*"))) == 1


def test_the_file_itself_holds_that_attempts_are_only_added(old: Path) -> None:
    with Store(old) as store:
        store.done()
    with (
        closing(sqlite3.connect(old)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="only ever added"),
    ):
        connection.execute("UPDATE attempts SET passed = 1")


def test_a_course_is_forgotten_when_asked_and_a_copy_stays(old: Path) -> None:
    with Store(old) as store:
        store.record(Attempt("dl-2/relu", "cc", "1", True))
        before = store.contents()
        copy = store.forget("dl")
        assert [attempt.key for attempt in store.attempts()] == ["dl-2/relu"]
        assert (store.place(), store.all_hints(), store.draft("dl/code")) == (None, {}, None)
        assert store.setting("speed") == 3
    assert copy is not None
    with Store(copy) as kept:
        assert kept.contents() == before
