"""Progress goes out as text and comes back the same."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tutor.progress.store import Attempt, Contents, Draft, Place, ProgressError, Store
from tutor.progress.transfer import ATTEMPT_FIELDS, export, import_
from tutor.progress.values import TRUSTED

times = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
plain = st.dictionaries(
    st.text(max_size=5), st.none() | st.integers() | st.text(max_size=5) | st.lists(st.booleans())
)
attempts = st.builds(
    Attempt,
    key=texts,
    hash=texts,
    submission=texts | st.sampled_from(["=1+1", "a\r\nb", 'say "hi", twice', "\r", "\0"]),
    passed=st.booleans(),
    message=texts,
    mistakes=st.lists(texts, max_size=3).map(tuple),
    hints=st.integers(0, 9),
    seconds=st.floats(0, 1e6),
    at=times,
)
contents = st.builds(
    Contents,
    attempts=st.lists(attempts, unique=True, max_size=5).map(tuple),
    drafts=st.lists(
        st.builds(Draft, texts, plain, times), unique_by=lambda d: d.key, max_size=3
    ).map(lambda drafts: tuple(sorted(drafts, key=lambda d: d.key.encode()))),
    place=st.none() | st.builds(Place, texts, texts, texts, plain),
    hints=st.dictionaries(texts, st.integers(0, 9), max_size=3),
    settings=st.dictionaries(texts, plain, max_size=3),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(contents)
def test_json_is_lossless(everything: Contents) -> None:
    store, other = Store(None), Store(None)
    assert store.merge(everything) == len(everything.attempts)
    assert store.contents() == everything
    text = export(store)
    assert import_(other, text) == len(everything.attempts)
    assert other.contents() == everything
    assert import_(other, text) == 0
    assert other.contents() == everything


@settings(max_examples=40, deadline=None)
@given(st.lists(attempts, unique=True, max_size=5))
def test_csv_has_every_attempt(made: list[Attempt]) -> None:
    store, other = Store(None), Store(None)
    store.merge(Contents(attempts=tuple(made)))
    text = export(store, "csv")
    assert import_(other, text) == len(made)
    assert other.attempts() == made
    assert import_(other, text) == 0


def test_csv_reads_well() -> None:
    store = Store(None)
    at = datetime(2025, 3, 1, 12, 30, tzinfo=UTC)
    store.record(Attempt("dl/relu", "ab", "x\ny", True, "Right.", ("abs",), 1, 0.5, at))
    assert export(store, "csv") == (
        '"key","hash","submission","passed","message","mistakes","hints","seconds","at"\n'
        '"dl/relu","ab","x\ny","1","Right.","[""abs""]","1","0.5",'
        '"2025-03-01T12:30:00.000000+00:00"\n'
    )


@pytest.mark.parametrize(
    ("submission", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("@SUM(1)", "'@SUM(1)"),
        ("-2+cmd", "'-2+cmd"),
        ("'quoted", "''quoted"),
        ("-39", "-39"),
        ("-0.5", "-0.5"),
        ("3*2", "3*2"),
    ],
)
def test_no_cell_is_a_formula_and_none_is_lost(submission: str, cell: str) -> None:
    store, other = Store(None), Store(None)
    store.record(Attempt("dl/relu", "ab", submission, True))
    text = export(store, "csv")
    assert f'"{cell}"' in text
    import_(other, text)
    assert other.attempts() == store.attempts()


def test_trust_is_for_each_machine_to_say() -> None:
    store, other = Store(None), Store(None)
    store.merge(Contents(settings={TRUSTED: {"/courses/x": "ab"}, "speed": 3}))
    text = export(store)
    assert json.loads(text)["settings"] == {"speed": 3}
    forged = json.loads(text) | {"settings": {TRUSTED: {"/courses/x": "ab"}}}
    import_(other, json.dumps(forged))
    assert other.setting(TRUSTED) is None


def test_an_export_survives_a_file(tmp_path: Path) -> None:
    store, other = Store(None), Store(None)
    store.save_draft("dl/relu", {"text": "half \ud83d ∑"})
    file = tmp_path / "progress.json"
    file.write_text("\ufeff" + export(store), encoding="utf-8")
    import_(other, file.read_text(encoding="utf-8"))
    assert other.contents() == store.contents()


ENTRY = {
    "key": "dl/relu", "hash": "ab", "submission": "x", "passed": True, "message": "",
    "mistakes": [], "hints": 0, "seconds": 0.0, "at": "2025-03-01T12:30:00+00:00",
}  # fmt: skip
EXPORT = {
    "format": 1, "attempts": [ENTRY], "drafts": [], "place": None, "hints": {}, "settings": {}
}  # fmt: skip


def with_second(**changes: object) -> str:
    return json.dumps(EXPORT | {"attempts": [ENTRY, ENTRY | changes]})


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "neither JSON nor CSV"),
        ("key,hash\na,b\n", "neither JSON nor CSV"),
        ("[1, 2]", "neither JSON nor CSV"),
        ("{", "not an export of progress"),
        pytest.param('{"a":' * 200_000, "not an export of progress", id="deep"),
        ("{}", "format None"),
        (json.dumps(EXPORT | {"format": 2}), "format 2"),
        (json.dumps({k: v for k, v in EXPORT.items() if k != "hints"}), "'hints' is missing"),
        (json.dumps(EXPORT | {"hints": {"dl/relu": "two"}}), "two"),
        (json.dumps(EXPORT | {"place": {"town": "x"}}), "town"),
        (json.dumps(EXPORT | {"attempts": [ENTRY, {}]}), "Attempt 2 .*'key' is missing"),
        (json.dumps(EXPORT | {"attempts": [ENTRY, 7]}), "Attempt 2"),
        (json.dumps(EXPORT | {"drafts": [{"key": "a", "state": 1, "at": ENTRY["at"]}]}), "Draft 1"),
        (with_second(key=7), "Attempt 2 .*7 is not a text"),
        (with_second(at="yesterday"), "Attempt 2 .*yesterday"),
        (with_second(at="2025-03-01T12:30:00"), "Attempt 2 .*no time zone"),
        (with_second(mistakes=None), "Attempt 2"),
        (with_second(passed="no"), "Attempt 2 .*neither true nor false"),
        (with_second(seconds=float("nan")), "Attempt 2 .*nan is not a duration"),
        (with_second(hints=10**30), "Attempt 2 .*not a count"),
        (json.dumps(EXPORT | {"place": {"course": 7}}), "7 is not a text"),
        (",".join(ATTEMPT_FIELDS) + "\na,b\n", "Row 1"),
        (",".join(ATTEMPT_FIELDS) + "\na,b,c,maybe,m,[],0,0,2025-03-01T12:30:00Z\n", "maybe"),
        (",".join(ATTEMPT_FIELDS) + "\n" + "x" * 200_000, "not CSV"),
    ],
)
def test_what_is_no_export_adds_nothing_and_says_why(text: str, says: str) -> None:
    store = Store(None)
    with pytest.raises(ProgressError, match=says):
        import_(store, text)
    assert store.contents() == Contents()
