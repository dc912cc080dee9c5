"""Courses from real folders, archives and repositories, put in place whole or not at all."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.install.conftest import COURSE, LESSON, NEWER, SMALL, write
from tutor.courses import git
from tutor.courses.install import FaultyError, install, update
from tutor.courses.place import Installed
from tutor.courses.unpack import InstallError
from tutor.lesson.outline import outline
from tutor.lesson.where import shipped_courses


@pytest.fixture
def installed(tmp_path: Path) -> Installed:
    return Installed(tmp_path / "home" / "courses")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return write(tmp_path / "small", SMALL)


def run_git(folder: Path, *arguments: str) -> str:
    who = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"}
    for role in ("AUTHOR", "COMMITTER"):
        who |= {f"GIT_{role}_NAME": "Ada", f"GIT_{role}_EMAIL": "ada@example.org"}
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=os.environ | who, check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout.strip()


def commit(folder: Path) -> str:
    if not (folder / ".git").exists():
        run_git(folder, "init", "-q", "-b", "main")
    run_git(folder, "add", "-A")
    run_git(folder, "commit", "-q", "--allow-empty", "-m", "x")
    return run_git(folder, "rev-parse", "HEAD")


def as_folder(course: Path) -> str:
    return str(course)


def as_zip(course: Path) -> str:
    return shutil.make_archive(str(course), "zip", course)


def as_zip_with_a_folder(course: Path) -> str:
    return shutil.make_archive(str(course.with_name("any")), "zip", course.parent, course.name)


def as_tar(course: Path) -> str:
    return shutil.make_archive(str(course), "tar", course)


def as_tar_gz(course: Path) -> str:
    return shutil.make_archive(str(course), "gztar", course)


def as_repository(course: Path) -> str:
    commit(course)
    bare = course.parent / "bare" / "small.git"
    if bare.exists():
        shutil.rmtree(bare)
    run_git(course, "clone", "-q", "--bare", ".", str(bare))
    return f"file://{bare}"


def as_bare_folder(course: Path) -> str:
    return as_repository(course).removeprefix("file://")


WAYS = [
    as_folder, as_zip, as_zip_with_a_folder, as_tar, as_tar_gz, as_repository, as_bare_folder
]  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_every_way_a_course_can_come(
    way: Callable[[Path], str], course: Path, installed: Installed
) -> None:
    (first,) = install(way(course), installed)
    assert (first.course.id, first.course.title, first.before) == ("small", "Small sums", None)
    assert first.new == ("two", "six")
    assert installed.ids() == ("small",)
    assert (installed.folder / "small" / "sums.yaml").read_text(encoding="utf-8") == LESSON

    (again,) = install(way(course), installed)
    assert again.is_same
    assert (again.new, again.changed, again.gone) == ((), (), ())

    (course / "sums.yaml").write_text(NEWER, encoding="utf-8")
    way(course)
    newer = update("small", installed)
    assert not newer.is_same
    assert (newer.new, newer.changed, newer.gone) == (("seven",), ("two",), ("six",))
    assert (installed.folder / "small" / "sums.yaml").read_text(encoding="utf-8") == NEWER
    versions = [path for path in (installed.folder / ".store").iterdir() if path.is_dir()]
    assert len(versions) == 1


def test_the_version_is_what_the_course_says_or_the_commit_or_a_hash(
    course: Path, installed: Installed
) -> None:
    (files,) = install(str(course), installed)
    assert files.origin.version.startswith("files ")
    address = as_repository(course)
    (repository,) = install(address, installed)
    assert repository.origin.version == f"commit {run_git(course, 'rev-parse', 'HEAD')[:10]}"
    assert repository.before == files.origin
    write(course, {"course.yaml": COURSE + 'version: "2.1"\n'})
    assert install(str(course), installed)[0].origin.version == "version 2.1"


def test_a_branch_or_a_tag_is_what_is_installed_and_updated(
    course: Path, installed: Installed
) -> None:
    commit(course)
    run_git(course, "tag", "v1")
    run_git(course, "checkout", "-q", "-b", "next")
    write(course, {"sums.yaml": NEWER})
    address = as_repository(course)
    (tagged,) = install(f"{address}#v1", installed)
    assert (tagged.course.id, tagged.new) == ("small", ("two", "six"))
    assert update("small", installed).is_same  # a tag stays
    (branch,) = install(f"{course}#next", installed)  # a folder with a repository in it
    assert branch.new == ("seven",)
    assert branch.before == tagged.origin != branch.origin
    write(course, {"sums.yaml": LESSON})
    commit(course)
    assert update("small", installed).new == ("six",)


@pytest.mark.parametrize("ref", ["gone", "--upload-pack=touch oops", "a b", "..", "v1\x1b[2J"])
def test_a_branch_that_is_none(ref: str, course: Path, installed: Installed) -> None:
    address = as_repository(course)
    with pytest.raises(InstallError) as problem:
        install(f"{address}#{ref}", installed)
    assert str(problem.value).isprintable()
    assert installed.ids() == ()


def test_only_of_a_repository_there_are_branches(course: Path, installed: Installed) -> None:
    with pytest.raises(InstallError, match="no git repository"):
        install(f"{course}#v1", installed)


def test_a_source_may_hold_several_courses(tmp_path: Path, installed: Installed) -> None:
    both = write(
        tmp_path / "both",
        {f"{place}/{name}": text for place in ("a", "deep/b") for name, text in SMALL.items()},
    )
    assert [each.course.id for each in install(str(both), installed)] == ["a", "b"]
    with pytest.raises(InstallError, match=r"several courses \(a, b\)"):
        install(str(both), installed, name="c")
    write(both, {"a/sums.yaml": NEWER})
    assert update("b", installed).is_same
    assert update("a", installed).changed == ("two",)
    shutil.rmtree(both / "a")
    write(both, {f"new/{name}": text for name, text in SMALL.items()})
    with pytest.raises(InstallError, match="no course 'a' any more"):
        update("a", installed)


def test_another_name_for_what_is_taken(course: Path, installed: Installed) -> None:
    (shipped, *_) = (path.name for path in shipped_courses().iterdir() if path.is_dir())
    taken = course.rename(course.with_name(shipped))
    with pytest.raises(InstallError, match=f"already a course '{shipped}'"):
        install(str(taken), installed, (shipped_courses(),))
    install(str(taken), installed, (shipped_courses(),), name="mine")
    assert installed.ids() == ("mine",)
    assert update("mine", installed, (shipped_courses(),)).is_same
    for name in ("drill", "review", "..", "a/b", ".hidden", "", "-x"):
        with pytest.raises(InstallError, match="can't be the name"):
            install(str(taken), installed, name=name)


def test_what_tutor_did_not_put_there_stays(course: Path, installed: Installed) -> None:
    mine = write(installed.folder / "small", {"course.yaml": "my own work"})
    with pytest.raises(InstallError, match="in the way"):
        install(str(course), installed)
    with pytest.raises(InstallError, match="no installed course"):
        installed.remove("small")
    assert (mine / "course.yaml").read_text() == "my own work"


# --- all or nothing -------------------------------------------------------------------------------


def test_a_faulty_course_is_not_installed_and_says_where(
    course: Path, installed: Installed
) -> None:
    install(str(course), installed)
    write(course, {"sums.yaml": LESSON.replace("expect: 6", "expct: 6").replace("hints", "hint")})
    archive = as_zip(course)
    with pytest.raises(FaultyError) as raised:
        install(archive, installed)
    lines = [str(each) for each in raised.value.diagnostics]
    assert len(lines) >= 2
    assert all(line.startswith(f"{archive}/sums.yaml:") for line in lines)
    assert any("did you mean expect?" in line for line in lines)
    assert (installed.folder / "small" / "sums.yaml").read_text(encoding="utf-8") == LESSON
    assert update_fails(installed, course) == LESSON


def update_fails(installed: Installed, course: Path) -> str:
    with pytest.raises(FaultyError):
        update("small", installed)
    return (installed.folder / "small" / "sums.yaml").read_text(encoding="utf-8")


def test_no_text_of_a_course_may_command_the_terminal(course: Path, installed: Installed) -> None:
    write(course, {"sums.yaml": LESSON.replace("title: Sums", 'title: "\\e[2JSums"')})
    with pytest.raises(FaultyError, match=r"sums.yaml:1:8: .*control character"):
        install(str(course), installed)


@pytest.mark.parametrize("fails", ["rename", "symlink_to", "replace"])
def test_a_disk_that_is_full_leaves_the_old_course(
    fails: str, course: Path, installed: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(str(course), installed)
    write(course, {"sums.yaml": NEWER})

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, fails, full)
        with pytest.raises(InstallError, match="no space left on device"):
            install(str(course), installed)
    assert (installed.folder / "small" / "sums.yaml").read_text(encoding="utf-8") == LESSON
    assert update("small", installed).changed == ("two",)
    assert len(list((installed.folder / ".store").iterdir())) == 2  # the lock and the course


def test_an_update_that_is_killed_leaves_the_old_course_or_the_new(
    course: Path, installed: Installed
) -> None:
    """The moments are spread over the work itself, which begins when "ready" is said."""
    code = (
        "import sys; from pathlib import Path\n"
        "from tutor.courses.install import install; from tutor.courses.place import Installed\n"
        "print('ready', flush=True)\n"
        "install(sys.argv[1], Installed(Path(sys.argv[2])))"
    )
    install(str(course), installed)
    chance = random.Random(3)
    whole = {LESSON, NEWER}
    for turn in range(16):
        write(course, {"sums.yaml": (NEWER, LESSON)[turn % 2]})
        process = subprocess.Popen(
            [sys.executable, "-c", code, course, installed.folder],
            cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        try:
            process.wait(chance.random() * 0.1)
        except subprocess.TimeoutExpired:
            process.kill()
        process.communicate()
        there = outline(installed.folder / "small")
        assert not there.error
        assert not any(lesson.error for lesson in there.lessons)
        assert (installed.folder / "small" / "sums.yaml").read_text(encoding="utf-8") in whole
    assert install(str(course), installed)[0].course.title == "Small sums"
    assert len(list((installed.folder / ".store").iterdir())) == 2


def test_two_at_once(course: Path, installed: Installed) -> None:
    with installed.changing(), pytest.raises(InstallError, match="another tutor"):
        install(str(course), installed)


def test_a_folder_that_can_not_be_made(course: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InstallError, match="not a directory"):
        install(str(course), Installed(tmp_path / "file" / "courses"))


def test_removing_takes_the_files_along(course: Path, installed: Installed) -> None:
    install(str(course), installed)
    installed.remove("small")
    assert installed.ids() == ()
    assert [path.name for path in (installed.folder / ".store").iterdir()] == [".lock"]


# --- git ------------------------------------------------------------------------------------------


def test_nothing_of_a_repository_runs(course: Path, installed: Installed, tmp_path: Path) -> None:
    """Neither hooks nor filters nor submodules, on the way there or of the repository."""
    ran = tmp_path / "ran"
    write(course, {
        ".gitattributes": "*.yaml filter=evil export-subst\n",
        ".gitmodules": f'[submodule "s"]\n\tpath = s\n\turl = ext::sh -c "touch {ran}"\n',
        ".lfsconfig": "[lfs]\n\turl = http://127.0.0.1:9\n",
    })  # fmt: skip
    address = as_repository(course)
    bare = Path(address.removeprefix("file://"))
    for hook in ("post-checkout", "post-update", "pre-receive", "reference-transaction"):
        script = write(bare / "hooks", {hook: f"#!/bin/sh\ntouch {ran}\n"}) / hook
        script.chmod(0o755)
    install(address, installed)
    assert installed.ids() == ("small",)
    assert not ran.exists()


def test_a_link_in_a_repository_is_refused(course: Path, installed: Installed) -> None:
    (course / "link.yaml").symlink_to("/etc/passwd")
    with pytest.raises(InstallError, match="a link or a device"):
        install(as_repository(course), installed)


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("ext::sh -c 'touch /tmp/ran'", "no file or folder"),
        ("ext://x/y", "is not read"),
        ("--upload-pack=touch /tmp/ran", "no file or folder"),
        ("https://ada:secret@example.org/x.git", "leave the password out"),
        ("https://example.org/x.zip", "archive on the web"),
        ("file:///nowhere/at/all.git", "git can't read it"),
        ("http://127.0.0.1:9/x.git", "git can't read it"),
        ("nowhere", "no file or folder 'nowhere'"),
        ("\0", "no file or folder"),
    ],
)
def test_addresses_that_lead_nowhere(what: str, says: str, installed: Installed) -> None:
    with pytest.raises(InstallError, match=says) as raised:
        install(what, installed)
    assert "secret" not in str(raised.value)


def test_an_empty_repository(tmp_path: Path, installed: Installed) -> None:
    run_git(tmp_path, "init", "-q", "--bare", "empty.git")
    with pytest.raises(InstallError, match="git can't read it"):
        install(str(tmp_path / "empty.git"), installed)


def test_a_repository_that_is_too_large_or_too_slow(
    course: Path, installed: Installed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (course / "noise.bin").write_bytes(os.urandom(3_000_000))
    address = as_repository(course)
    with monkeypatch.context() as patch:
        patch.setattr(git, "MOST_ARCHIVE_BYTES", 1_000_000)
        with pytest.raises(InstallError, match="it has more than 2 MB"):
            install(address, installed)
    slow = write(tmp_path / "bin", {"git": "#!/bin/sh\nsleep 60\n"})
    (slow / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow}:{os.environ['PATH']}")
    monkeypatch.setattr(git, "SECONDS", 0.2)
    with pytest.raises(InstallError, match=r"not done with it in 0\.2 seconds"):
        install(address, installed)


def test_what_holds_no_course(tmp_path: Path, installed: Installed) -> None:
    with tarfile.open(tmp_path / "x.tar", "w"):
        pass
    for what in (tmp_path / "x.tar", write(tmp_path / "y", {"readme.txt": "hello"})):
        with pytest.raises(InstallError, match=r"holds no course: there is no course.yaml"):
            install(str(what), installed)
    with pytest.raises(InstallError, match="open it with: tutor open"):
        install(str(write(tmp_path, {"l.yaml": LESSON}) / "l.yaml"), installed)
