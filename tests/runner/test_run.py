"""Runs of plain Python and numpy: what is observed of code that ends by itself."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tutor.runner.observation import ErrorView, Event, FigureShown, Job, Printed, Value
from tutor.runner.runner import Runner

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def runner() -> AsyncIterator[Runner]:
    async with Runner() as runner:
        runner.warm("numpy")
        yield runner


async def test_values_results_and_output_come_back(runner: Runner) -> None:
    job = Job(
        "x = input_data * 2\nprint(x.sum())",
        setup="input_data = np.array([3, 5])",
        names=("x", "missing"),
        calls=("x[0] + 1", "x[7]"),
    )
    seen = await runner.run(job)
    assert seen.ending == "complete"
    assert seen.printed == "16\n"
    assert seen.values["x"].data == [6, 10]
    assert seen.values["x"].shape == (2,)
    assert seen.values["missing"] == Value("missing")
    first, second = seen.results
    assert isinstance(first, Value) and first.data == 7
    assert isinstance(second, ErrorView) and second.where == "x[7]"
    assert second.type == "IndexError"


async def test_every_run_starts_from_a_clean_state(runner: Runner) -> None:
    await runner.run(Job("left = 1\nimport builtins\nbuiltins.left_too = 2\nnp.sum = None"))
    seen = await runner.run(Job("print('left' in globals(), 'left_too' in dir(__builtins__))"))
    assert seen.printed == "False False\n"
    assert (await runner.run(Job("print(np.sum([1, 2]))"))).printed == "3\n"
    assert (await runner.run(Job("print([np.sum([1, 2]), 0.5])"))).printed == "[3, 0.5]\n"


async def test_code_runs_as_a_main_script_in_an_empty_folder(runner: Runner) -> None:
    code = """
import os, sys
print(__name__, sys.modules['__main__'].__dict__ is globals(), os.listdir())
open('note.txt', 'w').write('x')
"""
    assert (await runner.run(Job(code))).printed == "__main__ True []\n"
    assert (await runner.run(Job(code))).printed == "__main__ True []\n"


async def test_output_streams_line_by_line_in_order(runner: Runner) -> None:
    events: list[Event] = []
    code = "import time\nfor i in range(4):\n    print('row', i)\n    time.sleep(0.05)"
    seen = await runner.run(Job(code), events.append)
    assert [event for event in events if isinstance(event, Printed)] == [
        Printed(f"row {i}\n") for i in range(4)
    ]
    assert seen.printed == "row 0\nrow 1\nrow 2\nrow 3\n"


async def test_output_of_c_code_and_of_programs_counts_too(runner: Runner) -> None:
    code = """
import ctypes, os, sys
print("python", flush=True)
ctypes.CDLL(None).puts(b"from c")
ctypes.CDLL(None).fflush(None)
os.system("echo from a program")
sys.stderr.write("aside")
"""
    seen = await runner.run(Job(code))
    assert seen.printed == "python\nfrom c\nfrom a program\n"
    assert seen.messages == "aside"


async def test_output_beyond_the_limit_keeps_head_and_tail(runner: Runner) -> None:
    seen = await runner.run(Job("for i in range(10000):\n    print(i)", output_limit=1000))
    assert seen.ending == "complete"
    assert seen.printed.startswith("0\n1\n2\n") and seen.printed.endswith("\n9998\n9999\n")
    assert len(seen.printed) < 1100
    assert 47_000 < seen.left_out < 48_890


async def test_output_of_calls_is_kept_apart(runner: Runner) -> None:
    code = "def f():\n    print('inside')\n    return 3\nprint('outside')"
    seen = await runner.run(Job(code, calls=("f()", "f")))
    assert seen.printed == "outside\n"
    assert seen.said == ("inside\n", "")


async def test_a_warning_comes_without_paths(runner: Runner) -> None:
    seen = await runner.run(Job("x = np.array([1.0])\ny = x / 0"))
    assert seen.ending == "complete"
    assert seen.messages == "line 2: RuntimeWarning: divide by zero encountered in divide\n"


async def test_values_are_described_after_an_error_but_no_calls_tried(runner: Runner) -> None:
    seen = await runner.run(Job("x = 3\ny = 1 / 0", names=("x", "y"), calls=("x",)))
    assert seen.ending == "error"
    assert seen.error is not None and seen.line == seen.error.line == 2
    assert seen.values["x"].data == 3
    assert seen.values["y"].kind == "missing"
    assert seen.results == ()


async def test_an_error_in_the_setup_is_told_apart(runner: Runner) -> None:
    seen = await runner.run(Job("x = 1", setup="a = 1\nb = a + c"))
    assert seen.error is not None
    assert (seen.error.where, seen.error.line, seen.error.type) == ("setup", 2, "NameError")


async def test_a_mistake_in_a_call_of_given_code_is_in_the_learners_line(runner: Runner) -> None:
    setup = "def given(x):\n    return 1 / x"
    seen = await runner.run(Job("a = 1\n\ngiven(0)", setup=setup))
    assert seen.error is not None
    assert (seen.error.where, seen.error.line, seen.error.source) == ("code", 3, "given(0)")


async def test_again_replaces_givens_after_the_setup(runner: Runner) -> None:
    job = Job(
        "y = input_data.sum()",
        setup="input_data = np.array([3, 5])",
        again={"input_data": "np.array([8, 4])"},
        names=("y",),
    )
    assert (await runner.run(job)).values["y"].data == 12


async def test_again_replaces_starter_names_after_their_assignment(runner: Runner) -> None:
    job = Job(
        "weights = {'a': 1}\ny = weights['a']\nz = weights['b']",
        again={"weights": "{'a': 7}"},
        starter_names=frozenset({"weights"}),
        names=("y",),
    )
    seen = await runner.run(job)
    assert seen.values["y"].data == 7
    assert seen.error is not None and seen.error.line == 3


async def test_values_too_large_to_send_come_without_data(runner: Runner) -> None:
    code = "x = ['é' * 20000 + str(i) for i in range(900)]\ny = [1]"
    seen = await runner.run(Job(code, names=("x", "y")))
    assert seen.ending == "complete"
    assert (seen.values["x"].kind, seen.values["x"].shape) == ("list", (900,))
    assert seen.values["x"].data is None


async def test_the_same_seed_gives_the_same_numbers(runner: Runner) -> None:
    code = "import random\nprint(random.random(), np.random.rand())"
    first, second = [(await runner.run(Job(code, seed=7))).printed for _ in range(2)]
    assert first == second != (await runner.run(Job(code, seed=8))).printed


async def test_there_is_nothing_to_read(runner: Runner) -> None:
    seen = await runner.run(Job("name = input('Your name? ')"))
    assert seen.error is not None and seen.error.type == "EOFError"
    assert "input()" in seen.error.facts["explain"]


async def test_libraries_that_the_text_names_can_be_used(runner: Runner) -> None:
    code = "from sklearn.metrics import mean_squared_error\nprint(mean_squared_error([1], [3]))"
    seen = await runner.run(Job(code))
    assert (seen.ending, seen.printed) == ("complete", "4.0\n")


async def test_a_figure_that_is_shown_comes_as_text_and_points(runner: Runner) -> None:
    code = """
import matplotlib.pyplot as plt
plt.plot([25.4, 20.0, 12.5])
plt.title('loss')
plt.show()
print('after', plt.get_fignums())
"""
    events: list[Event] = []
    seen = await runner.run(Job(code, columns=60, time_limit=60), events.append)
    assert seen.ending == "complete", seen.error
    (figure,) = seen.figures
    assert figure.lines == (((0.0, 25.4), (1.0, 20.0), (2.0, 12.5)),)
    assert "loss" in figure.text
    assert 40 < max(map(len, figure.text.splitlines())) <= 60
    assert seen.printed == "after []\n"
    assert FigureShown(figure) in events


async def test_points_that_are_scattered_are_points_of_the_figure(runner: Runner) -> None:
    code = "plt.scatter([0, 1, 2], [3.5, 2, 1])\nplt.show()\n"
    seen = await runner.run(Job(code=code, setup="import matplotlib.pyplot as plt\n"))
    (figure,) = seen.figures
    assert figure.lines == (((0.0, 3.5), (1.0, 2.0), (2.0, 1.0)),)


async def test_jobs_asked_for_at_once_run_one_after_the_other(runner: Runner) -> None:
    import asyncio

    runs = [runner.run(Job(f"print({number})")) for number in range(3)]
    assert [seen.printed for seen in await asyncio.gather(*runs)] == ["0\n", "1\n", "2\n"]


async def test_the_shipped_wages_are_given_as_a_table(runner: Runner) -> None:
    seen = await runner.run(Job("n = len(df)", data="wages", names=("n", "df"), time_limit=60))
    assert seen.values["n"].data == 534
    assert seen.values["df"].shape == (534, 10)
    unknown = await runner.run(Job("1", data="nothing"))
    assert unknown.error is not None and unknown.error.where == "setup"
    assert "nothing" in unknown.error.message
