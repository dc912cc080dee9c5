"""Reading YAML: what values become, where they stand, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tutor.lesson import source as source_module
from tutor.lesson.errors import LessonError
from tutor.lesson.source import MAX_BYTES, MAX_DEPTH, parse_source, read_source
from tutor.lesson.traps import traps


def data_of(text: str):
    return parse_source(text, Path("f.yaml")).data


def error_of(text: str) -> LessonError:
    with pytest.raises(LessonError) as caught:
        parse_source(text, Path("f.yaml"))
    return caught.value


@pytest.fixture(params=["C", "Python"], autouse=True)
def loader(request, monkeypatch):
    """Both parsers of PyYAML: the one without libyaml must do as well."""
    if request.param == "Python":
        monkeypatch.setattr(source_module, "_LOADER", yaml.SafeLoader)
    return request.param


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("on", "on"),
        ("Yes", "Yes"),
        ("off", "off"),
        ("n", "n"),
        ("true", True),
        ("false", False),
        ("True", "True"),
        ("1:30", "1:30"),
        ("2001-01-01", "2001-01-01"),
        ("0x1f", "0x1f"),
        ("0o17", "0o17"),
        ("1_000", "1_000"),
        ("012", 12),
        ("-39", -39),
        ("+4", 4),
        ("1e-6", 1e-6),
        ("1E3", 1000.0),
        (".5", 0.5),
        ("3.", 3.0),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("null", None),
        ("~", None),
        ("", None),
        ('"3"', "3"),
        ("'true'", "true"),
        ("<<", "<<"),
        ("=", "="),
        ("é × 2", "é × 2"),
    ],
)
def test_scalars_mean_what_they_look_like(text, value):
    read = data_of(f"key: {text}\n")["key"]
    assert read == value
    assert type(read) is type(value)


def test_keys_are_texts_or_numbers():
    assert data_of("{-39: a, 0.5: b, no: c, true: d, null: e}") == {
        -39: "a",
        0.5: "b",
        "no": "c",
        "true": "d",
        "null": "e",
    }


def test_numbers_keep_their_type():
    assert [type(v) for v in data_of("[1, 1.0]")] == [int, float]


def test_positions_of_values_and_keys():
    source = parse_source("a:\n  - b: 1\n    é: [x, yy]\n", Path("f"))
    assert source.position(("a",)) == (2, 3)
    assert source.position(("a",), key=True) == (1, 1)
    assert source.position(("a", 0, "b")) == (2, 8)
    assert source.position(("a", 0, "é", 1)) == (3, 12)
    assert source.position(("a", 0, "é"), key=True) == (3, 5)
    assert source.position(("a", 0, "nothing", 3)) == (2, 5)
    assert source.position(()) == (1, 1)


def test_a_small_anchor_is_fine():
    assert data_of("a: &w [1, 2]\nb: *w\n") == {"a": [1, 2], "b": [1, 2]}


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, 1, "'a' stands here twice"),
        ("a: {x: 1, x: 2}", 1, 11, "'x' stands here twice"),
        ("1: a\n1.0: b\n", 2, 1, "twice"),
        ("a: {{ output }}", 1, 4, "without quotes, {{"),
        ("a: [1, 2\nb: 3", 1, 4, ""),
        ("a: b: c", 1, 5, "needs quotes"),
        ("a:\n\t- b", 2, 1, "a tab"),
        ("a: @b", 1, 4, "@"),
        ("a: `b`", 1, 4, "`"),
        ("a: 'b", 1, 4, ""),
        ('a: "\\q"', 1, 5, ""),
        ("a: 1\n---\nb: 2", 2, 1, "second document"),
        ("a: *b", 1, 4, "*b"),
        ("a: &a [*a]", 1, 8, "*a"),
        ("a: !!python/object:os.system x", 1, 4, "tags"),
        ("a: !!set {x}", 1, 4, "tags"),
        ("a: !!int 3", 1, 4, "tags"),
        ("a: \x07", 1, 4, "printed"),
        ("a: 1\nb: x\x00y", 2, 5, "printed"),
        ("- a\nb: c", 2, 1, ""),
        ("a: " + "9" * 5000, 1, 4, "digits"),
        ("a: 1e999", 1, 4, "too large"),
        ("[" * 3000, 1, MAX_DEPTH + 2, "levels deep"),
        ("? [a]\n: b", 1, 3, "can't be a key"),
    ],
)
def test_what_is_refused(text, line, column, says, loader):
    error = error_of(text)
    (found,) = error.diagnostics
    assert says in f"{found.message} {found.hint}"
    assert found.line == line
    if loader == "C" or says:
        assert found.column == column
    assert str(error).startswith(f"f.yaml:{line}:{found.column}: ")


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ('a: "It" is\n', 1, 9, "the quotes end before the text does"),
        ("a: 'It's so'\n", 1, 8, "the quotes end before the text does"),
        ("x:\n  - a: 1\n    b: 2\n   c: 3\n", 4, 4, "this key is indented like no key before it"),
        ("x:\n  - a: 1\n - a: 2\n", 3, 2, "this item stands in no list"),
        ("x:\n  - id one\n    b: 1\n", 2, 5, "this line lacks a ':' or a space"),
        ("x:\n  - id:one\n\n    b: 1\n", 2, 5, "this line lacks a ':' or a space"),
        ("x:\n  -id: a\n   b: c\n", 2, 4, "this line lacks a ':' or a space"),
        ("x:\n  - a: 1\n    b:1\n    c: 2\n", 3, 5, "a key needs a ':' with a space after it"),
        ("x:\n  a: 1\n    b: 2\n", 3, 5, "this key is indented deeper than the line before it"),
    ],
)
def test_keys_and_items_out_of_line_are_shown_where_the_slip_is(text, line, column, says):
    (found,) = error_of(text).diagnostics
    assert (found.line, found.column, found.message) == (line, column, says)
    assert found.hint


def test_an_alias_bomb_is_refused():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 9)]
    assert "values" in str(error_of("\n".join(lines)))


def test_an_empty_file_is_no_data(tmp_path):
    assert data_of("") is None
    assert data_of("# only a comment\n") is None


def test_a_file_that_is_too_large(tmp_path):
    path = tmp_path / "large.yaml"
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(LessonError, match="larger than 1 MB"):
        read_source(path)


def test_a_file_that_is_not_utf8_names_the_place(tmp_path):
    path = tmp_path / "latin.yaml"
    path.write_bytes("title: x\nb: né".encode("latin-1"))
    with pytest.raises(LessonError) as caught:
        read_source(path)
    (found,) = caught.value.diagnostics
    assert (found.line, found.column) == (2, 5)
    assert "UTF-8" in found.message


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path):
    path = tmp_path / "bom.yaml"
    path.write_bytes(b"\xef\xbb\xbftitle: x\n")
    assert read_source(path).data == {"title": "x"}


@pytest.mark.parametrize("name", ["missing.yaml", "folder", "a\0b", "x" * 5000])
def test_a_file_that_cannot_be_read(tmp_path, name):
    (tmp_path / "folder").mkdir()
    with pytest.raises(LessonError):
        read_source(tmp_path / name)


def test_texts_that_are_cut_at_a_number_sign_are_noticed(tmp_path):
    path = tmp_path / "l.yaml"
    path.write_text(
        "title: Lesson #3\n"
        "summary: fine # a comment\n"
        "quoted: 'also #4'\n"
        "list: [one, two #5\n  ]  #comment\n"
        "text: |\n  not #here\n"
    )
    found = [(d.line, d.column) for d in traps(read_source(path))]
    assert found == [(1, 15), (4, 17)]
    assert "ends at 'Lesson'" in traps(read_source(path))[0].message


def test_words_lost_behind_an_ampersand_are_noticed(tmp_path):
    path = tmp_path / "l.yaml"
    path.write_text("a: &b 1\nc: *b\nd: &so it is\ne: R&D\nf: 'a &g'\n", encoding="utf-8")
    (found,) = traps(read_source(path))
    assert (found.line, found.column) == (3, 4) and "&so" in found.message


def test_hints_that_are_split_at_a_comma_are_noticed(tmp_path):
    path = tmp_path / "l.yaml"
    hints = ("[First add, then multiply.]", "[First., Then., 'so, this']", "['a, b', c]")
    lines = [f"  - {{id: a{i}, hints: {text}}}" for i, text in enumerate(hints)]
    path.write_text(
        "\n".join(["exercises:", *lines, "  - hints:", "    - one, two", "    - three"])
    )
    assert [(d.line, d.column) for d in traps(read_source(path))] == [(2, 33)]
