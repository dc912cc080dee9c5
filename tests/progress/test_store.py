"""What the store keeps, and that it says so when it can't."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.lesson.content import content_hash
from tutor.progress.database import APPLICATION_ID, VERSION
from tutor.progress.store import Attempt, Contents, Draft, Place, ProgressError, Store, Tally
from tutor.progress.where import home, progress_file

AT = datetime(2025, 3, 1, 12, 30, 15, 250, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "progress.sqlite"


def attempt(
    key: str = "dl/relu", passed: bool = True, content: str = "a", **more: object
) -> Attempt:
    return Attempt(key, content, "relu = max", passed, **more)  # type: ignore[arg-type]


# --- keeping ----------------------------------------------------------------------------------


def test_an_attempt_comes_back_as_it_was(path: Path) -> None:
    one = Attempt(
        key="dl/relu",
        hash="0123456789abcdef",
        submission="def relu(x):\r\n\treturn max('∑\0\"', x)\n",
        passed=False,
        message="relu(-3) is 3 → expected 0.",
        mistakes=("abs", "min, not max"),
        hints=2,
        seconds=0.1 + 0.2,
        at=AT,
    )
    with Store(path) as store:
        store.record(one)
    with Store(path) as store:
        assert store.attempts("dl/relu") == [one]


def test_attempts_are_in_their_order_and_told_apart_by_key(path: Path) -> None:
    store = Store(path)
    first, other = attempt(passed=False, at=AT), attempt("dl/other", at=AT)
    second = attempt(at=AT - timedelta(days=1))
    for each in (first, other, second):
        store.record(each)
    assert store.attempts("dl/relu") == [first, second]
    assert store.attempts() == [first, other, second]
    assert store.attempts("dl") == []


def test_times_are_kept_in_utc(path: Path) -> None:
    store = Store(path)
    there = timezone(timedelta(hours=-7))
    store.record(attempt(at=AT.astimezone(there)))
    (back,) = store.attempts()
    assert back.at == AT
    assert back.at.utcoffset() == timedelta(0)
    assert attempt().at.utcoffset() == timedelta(0)


def test_done_is_what_was_ever_passed_with_the_hash_of_the_last_time(path: Path) -> None:
    store = Store(path)
    store.record(attempt(passed=True, content="a", at=AT))
    store.record(attempt(passed=True, content="b", at=AT + timedelta(1)))
    store.record(attempt(passed=False, content="c", at=AT + timedelta(2)))
    store.record(attempt("dl/slopes", passed=False))
    store.record(attempt("dl2/relu"))
    store.record(attempt("dl-2/relu"))
    assert set(store.done()) == {"dl/relu", "dl2/relu", "dl-2/relu"}
    done = store.done("dl")
    assert set(done) == {"dl/relu"}
    assert done["dl/relu"].passed_at == AT + timedelta(1)
    assert not done["dl/relu"].changed("b")
    assert done["dl/relu"].changed("c")


def test_tallies_count_tries_and_passes(path: Path) -> None:
    store = Store(path)
    for day, passed in enumerate((False, False, True)):
        store.record(attempt(passed=passed, at=AT + timedelta(day)))
    store.record(attempt("dl2/relu", passed=False, at=AT))
    relu = Tally(3, 1, AT + timedelta(2))
    assert store.tallies("dl") == {"dl/relu": relu}
    assert store.tallies() == {"dl/relu": relu, "dl2/relu": Tally(1, 0, AT)}


def test_a_draft_is_replaced_and_can_be_dropped(path: Path) -> None:
    store = Store(path)
    assert store.draft("dl/relu") is None
    store.save_draft("dl/relu", {"text": "x = ", "cursor": [0, 4], "step": 3})
    store.save_draft("dl/other", {"text": "lone \ud800 surrogate"})
    store.save_draft("dl/relu", {"text": "x = 1", "cursor": [0, 5], "step": None})
    draft = Store(path).draft("dl/relu")
    assert draft is not None
    assert draft.state == {"text": "x = 1", "cursor": [0, 5], "step": None}
    other = store.draft("dl/other")
    assert other is not None
    assert other.state == {"text": "lone \ud800 surrogate"}
    store.drop_draft("dl/relu")
    assert store.draft("dl/relu") is None
    assert store.draft("dl/other") == other


def test_a_submission_with_half_a_character_is_kept(path: Path) -> None:
    store = Store(path)
    store.record(replace(attempt(), submission="print('\ud83d')"))
    assert store.attempts()[0].submission == "print('?')"


def test_place_hints_and_settings(path: Path) -> None:
    store = Store(path)
    assert store.place() is None
    assert store.hints("dl/relu") == 0
    assert store.setting("ascii", "no") == "no"
    store.save_place(Place("dl", "forward", "relu"))
    store.save_place(Place("dl", "forward", "relu", {"open": ["forward"]}))
    store.save_hints("dl/relu", 1)
    store.save_hints("dl/relu", 2)
    store.save_setting("ascii", True)
    store.save_setting("keys", {"run": "ctrl+r"})
    again = Store(path)
    assert again.place() == Place("dl", "forward", "relu", {"open": ["forward"]})
    assert again.hints("dl/relu") == 2
    assert again.setting("ascii") is True
    assert again.setting("keys") == {"run": "ctrl+r"}


def test_the_overview_has_what_the_home_screen_shows(path: Path) -> None:
    store = Store(path)
    store.record(attempt())
    store.save_place(Place("dl"))
    overview = store.overview()
    assert overview.done == store.done()
    assert overview.place == Place("dl")


def test_a_store_is_not_opened_before_it_is_used(path: Path) -> None:
    store = Store(path)
    assert not path.parent.exists()
    store.done()
    assert path.exists()
    store.close()
    assert store.attempts() == []


def test_two_stores_see_each_others_writes(path: Path) -> None:
    one, two = Store(path), Store(path)
    assert (one.done(), two.done()) == ({}, {})
    one.record(attempt())
    two.record(attempt("dl/other"))
    assert set(one.done()) == set(two.done()) == {"dl/relu", "dl/other"}


def test_one_store_serves_several_threads(path: Path) -> None:
    store = Store(path)
    problems: list[Exception] = []

    def work(number: int) -> None:
        try:
            for turn in range(10):
                store.record(attempt(f"dl/{number}"))
                store.save_draft(f"dl/{number}", {"turn": turn})
                store.overview()
        except Exception as problem:
            problems.append(problem)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert len(store.attempts()) == 40


# --- merging ----------------------------------------------------------------------------------


def test_merging_adds_what_is_new_and_keeps_what_is_here(path: Path) -> None:
    store = Store(path)
    store.record(attempt(at=AT))
    store.save_draft("dl/relu", {"text": "here, later"})
    store.save_place(Place("here"))
    store.save_hints("dl/relu", 2)
    store.save_setting("ascii", True)
    new = attempt(at=AT + timedelta(1))
    late = datetime.now(UTC) + timedelta(days=1)
    contents = Contents(
        attempts=(attempt(at=AT), new, new),
        drafts=(Draft("dl/relu", {"text": "there"}, AT), Draft("dl/new", {"text": "new"}, late)),
        place=Place("there"),
        hints={"dl/relu": 1, "dl/new": 3},
        settings={"ascii": False, "width": 80},
    )
    assert store.merge(contents) == 1
    assert store.merge(contents) == 0
    after = store.contents()
    assert after.attempts == (attempt(at=AT), new)
    assert [draft.state["text"] for draft in after.drafts] == ["new", "here, later"]
    assert after.place == Place("here")
    assert after.hints == {"dl/relu": 2, "dl/new": 3}
    assert after.settings == {"ascii": True, "width": 80}


def test_a_merge_that_fails_adds_nothing(path: Path) -> None:
    store = Store(path)
    contents = Contents(attempts=(attempt(),), settings={"bad": object()})
    with pytest.raises(TypeError):
        store.merge(contents)
    assert store.contents() == Contents()


# --- files that can't be used -------------------------------------------------------------------


def broken_header(path: Path) -> None:
    path.write_bytes(b"this is not a database at all, " * 100)


def broken_pages(path: Path) -> None:
    with Store(path) as store:
        for number in range(200):
            store.record(attempt(f"dl/{number}"))
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))


def cut_short(path: Path) -> None:
    broken_pages(path)
    path.write_bytes(path.read_bytes()[:5000])


def of_another_program(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()


def of_a_newer_version(path: Path) -> None:
    with Store(path) as store:
        store.record(attempt())
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()


def with_a_row_nobody_wrote(path: Path) -> None:
    with Store(path) as store:
        store.save_place(Place("dl"))
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE place SET state = '{not json'")
    connection.close()


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (broken_header, "can't be read as tutor's progress"),
        (broken_pages, "can't be read as tutor's progress"),
        (cut_short, "can't be read as tutor's progress"),
        (of_another_program, "another program"),
        (of_a_newer_version, "newer version"),
        (with_a_row_nobody_wrote, "can't be read as tutor's progress"),
    ],
)
def test_a_file_that_can_not_be_used_is_named_and_left_alone(
    path: Path, spoil: object, says: str
) -> None:
    path.parent.mkdir()
    spoil(path)  # type: ignore[operator]
    before, files = path.read_bytes(), set(path.parent.iterdir())
    with pytest.raises(ProgressError) as raised, Store(path) as store:
        store.overview()
    assert says in str(raised.value)
    assert str(path) in str(raised.value)
    store, warning = Store.open_or_memory(path)
    assert warning is not None
    assert says in warning
    assert "nothing is saved" in warning
    store.record(attempt())
    store.save_draft("dl/relu", {"text": "x"})
    assert set(store.done()) == {"dl/relu"}
    assert path.read_bytes() == before
    assert set(path.parent.iterdir()) == files


def test_a_folder_in_place_of_the_file(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(ProgressError, match="can't be opened"):
        Store(path).record(attempt())
    store, warning = Store.open_or_memory(path)
    assert warning is not None
    assert store.done() == {}


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("in the way")
    with pytest.raises(ProgressError, match=r"the folder .*home can't be made"):
        Store(tmp_path / "home" / "progress.sqlite").done()


def test_progress_that_may_only_be_read_is_shown_and_not_saved(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root may write everywhere, so what the system would say is put in its place."""
    with Store(path) as store:
        store.record(attempt())
    before = path.read_bytes()
    monkeypatch.setattr(os, "access", lambda *_: False)
    store, warning = Store.open_or_memory(path)
    assert warning is not None
    assert "can't be written" in warning
    store.record(attempt("dl/other"))
    assert set(store.done()) == {"dl/relu", "dl/other"}
    assert path.read_bytes() == before


def test_a_folder_that_may_only_be_read_is_answered_with_the_sentence() -> None:
    """In another process, which does not stay root; pytest's own folders are closed to others."""
    code = (
        "import os, sys; from pathlib import Path; from tutor.progress.store import *\n"
        "path = Path(sys.argv[1]); os.geteuid() or os.setuid(65534)\n"
        "try: Store(path).done()\n"
        "except ProgressError as problem: print(problem)\n"
        "store, warning = Store.open_or_memory(path); print(store.path, warning)"
    )
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o555)
        path = Path(folder) / "progress.sqlite"
        done = subprocess.run(
            [sys.executable, "-c", code, path],
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=True,
        )
        problem, warning = done.stdout.splitlines()
        assert problem.endswith("it can't be opened; check the folder and its permissions.")
        assert warning == f"None {problem} Until then nothing is saved."
        assert not path.exists()


def test_a_database_that_may_only_be_read_says_so(path: Path) -> None:
    with Store(path) as store:
        store.done()
        store._open.execute("PRAGMA query_only = 1")  # type: ignore[union-attr]
        with pytest.raises(ProgressError, match="it may only be read"):
            store.record(attempt())
        assert store.attempts() == []


def test_a_full_disk_is_said_and_loses_nothing(path: Path) -> None:
    with Store(path) as store:
        store.record(attempt())
        # A limit on the pages of the file is SQLite's own way to have a full disk.
        (pages,) = store._open.execute("PRAGMA page_count").fetchone()  # type: ignore[union-attr]
        store._open.execute(f"PRAGMA max_page_count = {pages}")  # type: ignore[union-attr]
        with pytest.raises(ProgressError, match="the disk is full"):
            store.record(replace(attempt("dl/other"), submission="x" * 100_000))
        assert set(store.done()) == {"dl/relu"}
    with Store(path) as store:
        assert len(store.attempts()) == 1


def test_a_file_kept_busy(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutor.progress.database.WAIT_SECONDS", 0.05)
    with Store(path) as store, Store(path) as other:
        store.done()
        other.done()
        other._open.execute("BEGIN EXCLUSIVE")  # type: ignore[union-attr]
        with pytest.raises(ProgressError, match="busy; try again"):
            store.record(attempt())
        other._open.execute("ROLLBACK")  # type: ignore[union-attr]
        store.record(attempt())


# --- the file -----------------------------------------------------------------------------------


def test_the_file_is_marked_and_needs_no_shared_memory(path: Path) -> None:
    with Store(path) as store:
        store.record(attempt())
        journals = [file for file in path.parent.iterdir() if file != path]
        assert [file.name for file in journals] in ([], ["progress.sqlite-journal"])
        assert all(file.stat().st_size == 0 for file in journals)
    connection = sqlite3.connect(path)
    marks = [
        connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("application_id", "user_version", "journal_mode")
    ]
    connection.close()
    assert marks == [APPLICATION_ID, VERSION, "delete"]


def test_a_copy_of_the_file_is_all_there_is_to_move(path: Path, tmp_path: Path) -> None:
    with Store(path) as store:
        store.record(attempt())
    copy = tmp_path / "copy.sqlite"
    shutil.copy(path, copy)
    assert set(Store(copy).done()) == {"dl/relu"}


def test_home_is_where_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path / "mine"))
    assert home() == tmp_path / "mine"
    assert progress_file() == tmp_path / "mine" / "progress.sqlite"
    store, warning = Store.open_or_memory()
    assert warning is None
    assert store.path == progress_file()
    assert progress_file().exists()
    monkeypatch.setenv("TUTOR_HOME", "~/mine")
    assert home() == Path.home() / "mine"
    monkeypatch.setenv("TUTOR_HOME", "")
    assert home().name == "tutor"
    assert home().is_absolute()


# --- the hash -------------------------------------------------------------------------------------

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def turned(value: object) -> object:
    """The same with the keys of all mappings in the other order."""
    if isinstance(value, dict):
        return {key: turned(value[key]) for key in reversed(value)}
    return [turned(item) for item in value] if isinstance(value, list) else value


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.text(), plain, min_size=1, max_size=4))
def test_the_hash_does_not_depend_on_the_order_of_keys(content: dict[str, object]) -> None:
    first = content_hash(content)
    assert content_hash(turned(content)) == first  # type: ignore[arg-type]
    assert content_hash(json.loads(json.dumps(content))) == first
    assert content_hash(content | {next(iter(content)): "another value", "x": 1}) != first


def test_the_hash_tells_contents_apart() -> None:
    contents = [{}, {"a": 1}, {"a": "1"}, {"a": [1]}, {"a": None}, {"b": 1}, {"a": 1, "b": 1}]
    assert len({content_hash(content) for content in contents}) == len(contents)
    assert content_hash({"a": 1, "ü": [True]}) == content_hash({"ü": [True], "a": 1})
    assert len(content_hash({})) == 16
