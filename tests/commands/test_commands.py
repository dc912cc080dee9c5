"""The commands that need no screen, as a shell calls them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]

NETWORK = """
networks:
  small:
    inputs: {a: 2, b: 1}
    layers:
      - {activation: relu, nodes: {h0: [4, -1], h1: {weights: [-1, 3], bias: 0.5}}}
      - nodes: {out: [3, -1]}
    target: {out: 19.5}
    loss: squared_error
  batch:
    inputs: {x: [1, 2, 3]}
    layers: [{nodes: {y: [2]}}]
    target: {y: [1, 2, 3]}
    loss: mean_squared_error
  untold:
    inputs: {x: 1}
    layers: [{nodes: {y: [2]}}]
"""


@pytest.fixture
def tutor(environment: dict[str, str], tmp_path: Path) -> Run:
    def run(*arguments: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "tutor", *arguments], env=environment, cwd=tmp_path, input=text,
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip

    return run


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "nets.yaml"
    path.write_text(NETWORK, encoding="utf-8")
    return str(path)


def refused(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """Exit code 2, and one clear line on standard error."""
    assert done.returncode == 2, done
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    for word in words:
        assert word in done.stderr


# --- trace and draw ---------------------------------------------------------------------------


def test_trace_json_has_the_contract(tutor: Run, file: str) -> None:
    done = tutor("trace", f"{file}#small", "--json")
    report = json.loads(done.stdout)
    assert report["network"] == "small"
    assert report["prediction"] == [pytest.approx(19.5)]
    assert report["loss"] == 0.0
    assert report["nodes"]["h1"]["bias"] == 0.5
    assert report["nodes"]["h0"]["bias"] is None
    assert report["edges"]["a->h0"]["weight"] == 4
    step = report["steps"][0]
    assert set(step) >= {"index", "pass", "operation", "at", "formula", "numbers", "value", "uses"}
    assert all(used < step["index"] for step in report["steps"] for used in step["uses"])


def test_trace_of_a_batch_has_rows_and_averages(tutor: Run, file: str) -> None:
    report = json.loads(tutor("trace", f"{file}#batch", "--json").stdout)
    assert [row["prediction"] for row in report["rows"]] == [[2.0], [4.0], [6.0]]
    assert report["loss"] == pytest.approx((1 + 4 + 9) / 3)
    slopes = [2 * 1 * 1, 2 * 2 * 2, 2 * 3 * 3]
    assert report["edges"]["x->y"]["gradient"] == pytest.approx(sum(slopes) / 3)


def test_trace_of_later_updates(tutor: Run, file: str) -> None:
    first = json.loads(tutor("trace", f"{file}#batch", "--json").stdout)
    second = json.loads(tutor("trace", f"{file}#batch", "--json", "--updates", "2").stdout)
    edge = "x->y"
    assert second["edges"][edge]["weight"] == first["edges"][edge]["new_weight"]


def test_trace_lists_one_pass(tutor: Run, file: str) -> None:
    lines = tutor("trace", f"{file}#small", "--pass", "backward").stdout.splitlines()
    assert lines
    assert {line.split()[1] for line in lines} == {"loss", "backward"}


@pytest.mark.parametrize("more", [["--pass", "backward"], ["--updates", "2"]])
def test_without_a_target_there_is_no_way_back(tutor: Run, file: str, more: list[str]) -> None:
    refused(tutor("trace", f"{file}#untold", *more), "no target or no loss")
    assert tutor("trace", f"{file}#untold").returncode == 0


def test_an_unknown_word_is_answered_with_the_one_that_is_like_it(tutor: Run) -> None:
    refused(tutor("answr", "x"), "did you mean answer?")
    refused(tutor("drill", "gradient"), "gradients")
    refused(tutor("open", "slope-by-nudging"), "one-weight#slope-by-nudging?")


def test_draw_shows_what_is_known_after_some_steps(tutor: Run, file: str) -> None:
    nothing = tutor("draw", f"{file}#small", "--step", "0").stdout
    everything = tutor("draw", f"{file}#small", "--pass", "forward").stdout
    assert "?" in nothing
    assert "?" not in everything
    assert "20.0" not in nothing
    assert "[a 2.00]" in nothing


def test_draw_says_where_there_is_no_way_back(tutor: Run, file: str, tmp_path: Path) -> None:
    (tmp_path / "free.yaml").write_text("networks: {free: {shape: [2, 1]}}\n", encoding="utf-8")
    assert "no way back" in tutor("draw", "free.yaml#free", "--pass", "backward").stdout
    assert "no way back" not in tutor("draw", "free.yaml#free", "--pass", "forward").stdout
    assert "no way back" not in tutor("draw", f"{file}#small", "--pass", "backward").stdout


def test_draw_marks_what_a_step_reads_and_says_so(tutor: Run, file: str) -> None:
    text = tutor("draw", f"{file}#small", "--step", "1", "--width", "120").stdout
    assert "(a 2.00)" in text
    assert "›+4.00‹" in text
    assert "›computed now‹ (read for it)" in text


def test_draw_takes_a_row_of_a_batch(tutor: Run, file: str) -> None:
    rows = [tutor("draw", f"{file}#batch", "--row", row).stdout for row in "01"]
    assert rows[0] != rows[1]
    assert "row 1 of 0 to" in rows[1]
    refused(tutor("draw", f"{file}#batch", "--row", "9"), "--row goes from 0 to 2")


def test_draw_ascii_is_ascii(tutor: Run, file: str) -> None:
    text = tutor("draw", f"{file}#small", "--ascii", "--pass", "backward").stdout
    assert text.isascii()
    assert "+4.00" in text


def test_draw_keeps_to_the_width(tutor: Run, file: str) -> None:
    for width in (40, 60, 80, 120):
        done = tutor("draw", f"{file}#small", "--width", str(width), "--pass", "backward")
        assert max(map(len, done.stdout.splitlines())) <= width


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("draw", "{file}"), ("small", "batch")),
        (("draw", "{file}#smal"), ("did you mean small",)),
        (("draw", "nothing.yaml"), ("nothing.yaml",)),
        (("draw", "{file}#small", "--step", "999"), ("--step", "0 to")),
        (("draw", "{file}#small", "--step", "x"), ("--step",)),
        (("draw", "{file}#small", "--width", "0"), ("--width", "1 to")),
        (("draw", "{file}#small", "--height", "999999999"), ("--height", "1 to")),
        (("trace", "{file}#small", "--updates", "0"), ("--updates",)),
        (("trace", "{file}#small", "--updates", "999999999"), ("--updates", "1 to")),
        (("answer", "forward-propagation", "3"), ("which exercise", "forward-propagation#")),
        (("trace", "{file}#small", "--pass", "sideways"), ("sideways",)),
        (("answer", "backward-propagation#nothing", "3"), ("nothing",)),
        (("answer", "forward-propagation#forward-by-code", "3"), ("--code",)),
        (("answer", "backward-propagation#prediction-error"), ("answer",)),
        (("answer", "forward-propagation#forward-by-code", "--code", "gone.py"), ("gone.py",)),
        (("open", "forward-propagatoin"), ("did you mean",)),
        (("frobnicate",), ("frobnicate",)),
    ],
)
def test_wrong_use_is_one_line(
    tutor: Run, file: str, arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    refused(tutor(*(argument.format(file=file) for argument in arguments)), *words)


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        (("activation", "activatoin"), ":6:", "activation"),
        (("  small:", "\tsmall:"), ":3:", "tab"),
        (("h0: [4, -1]", "h0: [4]"), ":6:", "h0"),
        (("{out: 19.5}", "{uot: 19.5}"), ":8:", "uot"),
        (("squared_error", "sqared_error"), ":9:", "squared_error"),
    ],
)
def test_a_broken_lesson_is_told_by_file_line_and_column(
    tutor: Run, tmp_path: Path, change: tuple[str, str], place: str, words: str
) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(NETWORK.replace(*change, 1), encoding="utf-8")
    done = tutor("draw", f"{path}#small")
    assert done.returncode == 2
    assert f"broken.yaml{place}" in done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr


# --- list ---------------------------------------------------------------------------------------


def test_list_names_what_the_other_commands_take(tutor: Run) -> None:
    courses = json.loads(tutor("list", "--json").stdout)["courses"]
    course = next(c for c in courses if c["id"] == "deep-learning")
    exercises = [e for lesson in course["lessons"] for e in lesson["exercises"]]
    assert {"id", "kind", "title", "what", "done"} <= set(exercises[0])
    assert not any(e["done"] for e in exercises)
    what = next(e["what"] for e in exercises if e["id"] == "prediction-error")
    assert tutor("answer", what, "11", "--record").returncode == 0
    courses = json.loads(tutor("list", "--json").stdout)["courses"]
    done = [e["id"] for c in courses for x in c["lessons"] for e in x["exercises"] if e["done"]]
    assert done == ["prediction-error"]


# --- answer ---------------------------------------------------------------------------------------

ERROR = "backward-propagation#prediction-error"
ROUND = "backward-propagation#a-round-of-backprop"


@pytest.mark.parametrize(
    ("what", "text", "code", "words"),
    [
        (ERROR, "11", 0, ()),
        (ERROR, "16 - 5", 0, ()),
        (ERROR, "-11", 1, ("predicted minus actual",)),
        (ERROR, "8", 1, ("relu", "node_1")),
        (ERROR, "16", 1, ("prediction",)),
        (ERROR, "-3*2", 1, ("-6",)),
        (ERROR, "eleven", 1, ("eleven", "number")),
        (ROUND, "6", 0, ()),
        (ROUND, "3", 1, ("forgets the 2", "delta(h0)")),
        (ROUND, "21", 1, ("h0's own value",)),
        (ROUND, "12", 1, ("weight",)),
        (ROUND, "-6", 1, ("sign",)),
        ("keras-models#wage-data", "6", 0, ()),
        ("keras-models#wage-data", "9", 1, ("predictors",)),
    ],
)
def test_answers(tutor: Run, what: str, text: str, code: int, words: tuple[str, ...]) -> None:
    done = tutor("answer", what, "--json", text)
    assert done.returncode == code, done
    verdict = json.loads(done.stdout)
    assert set(verdict) >= {"passed", "message", "check", "mistakes", "output", "seconds"}
    assert verdict["passed"] is (code == 0)
    for word in words:
        assert word in verdict["message"]


FORWARD = "forward-propagation#forward-by-code"
RIGHT = """
node_0_value = (input_data * weights['node_0']).sum()
node_1_value = (input_data * weights['node_1']).sum()
hidden_layer_outputs = np.array([node_0_value, node_1_value])
output = (hidden_layer_outputs * weights['output']).sum()
print(output)
"""


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (("", ""), 0, ()),
        (("weights['node_1']", "weights['node_0']"), 1, ("node_1_value is 26, expected -13",)),
        (("(input_data * weights['node_0']).sum()", "input_data * weights['node_0']"), 1,
         ("line 2", ".sum() is missing")),
        (("print(output)", ""), 1, ("print",)),
        (("node_0_value =", "node_0 = "), 1, ("node_0_value", "node_0")),
        (("print(output)", "print(output"), 1, ("Line 6", "never closed")),
        (("print(output)", "print(outputs)"), 1, ("outputs", "output")),
        (("['output']", "['outptu']"), 1, ("outptu", "output")),
        (("print(output)", "while True: pass"), 1, ("stopped after", "line 6")),
        (("print(output)", "import sys; sys.exit(0)"), 1, ("exit",)),
        (("print(output)", "import os; os._exit(0)"), 1, ("ended",)),
        (("print(output)", "raise SystemExit"), 1, ("exit",)),
    ],
)  # fmt: skip
def test_code(tutor: Run, change: tuple[str, str], code: int, words: tuple[str, ...]) -> None:
    source = RIGHT.replace(*change) if change[0] else RIGHT
    done = tutor("answer", FORWARD, "--code", "-", "--json", text=source)
    assert done.returncode == code, done
    verdict = json.loads(done.stdout)
    for word in words:
        assert word in verdict["message"], verdict


def test_code_of_a_foreign_lesson_runs_only_where_it_is_trusted(tutor: Run, tmp_path: Path) -> None:
    lesson = tmp_path / "own.yaml"
    lesson.write_text(
        "title: Own\nexercises:\n  - id: one\n    title: One\n    code:\n      task: Make x.\n"
        "      solution: x = 1\n      checks: [{variable: x}]\n",
        encoding="utf-8",
    )
    code = tmp_path / "x.py"
    code.write_text("x = 1.0\n", encoding="utf-8")
    refused(tutor("answer", f"{lesson}#one", "--code", str(code)), "--trust")
    assert tutor("answer", f"{lesson}#one", "--code", str(code), "--trust").returncode == 0


# --- the rest -------------------------------------------------------------------------------


def test_doctor_finds_everything_in_place(tutor: Run) -> None:
    done = tutor("doctor", "--json")
    assert done.returncode == 0, done.stdout
    assert json.loads(done.stdout)["numpy"] != "missing"


def test_schema_is_a_schema(tutor: Run) -> None:
    schema = json.loads(tutor("schema").stdout)
    assert "networks" in schema["properties"]
