"""When a file counts as saved."""

from __future__ import annotations

import os
from pathlib import Path

from tutor.authoring.preview import Watch


def test_a_save_is_noticed_once_and_only_at_rest(tmp_path: Path) -> None:
    file = tmp_path / "lesson.yaml"
    file.write_text("a", encoding="utf-8")
    watch = Watch([file])
    assert not watch.changed([file])
    for text in ("", "half", "half a lesson"):
        file.write_text(text, encoding="utf-8")
        assert not watch.changed([file]), "it may be half-written"
    assert watch.changed([file])
    assert not watch.changed([file])


def test_a_save_by_rename_of_the_same_size_and_time(tmp_path: Path) -> None:
    file, other = tmp_path / "lesson.yaml", tmp_path / "part"
    file.write_text("one", encoding="utf-8")
    watch = Watch([file])
    other.write_text("two", encoding="utf-8")
    found = file.stat()
    os.utime(other, ns=(found.st_atime_ns, found.st_mtime_ns))
    other.replace(file)
    assert [watch.changed([file]) for _ in range(3)] == [False, True, False]


def test_a_file_that_goes_for_a_moment_is_not_missed(tmp_path: Path) -> None:
    file = tmp_path / "lesson.yaml"
    file.write_text("one", encoding="utf-8")
    watch = Watch([file])
    file.rename(tmp_path / "kept")
    assert not watch.changed([file])
    (tmp_path / "kept").rename(file)
    assert [watch.changed([file]) for _ in range(2)] == [False, False], "it is as it was"
    file.unlink()
    assert [watch.changed([file]) for _ in range(3)] == [False, True, False]


def test_files_that_come_in_are_no_saves(tmp_path: Path) -> None:
    files = [tmp_path / "a.yaml", tmp_path / "b.yaml"]
    for file in files:
        file.touch()
    watch = Watch(files[:1])
    assert [watch.changed(files) for _ in range(3)] == [False, False, False]
    files[1].write_text("b", encoding="utf-8")
    assert [watch.changed(files) for _ in range(2)] == [False, True]
