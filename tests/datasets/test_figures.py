"""The simulated tables have the figures that the lessons quote, and come out of their scripts."""

import re
from pathlib import Path
from random import Random
from types import ModuleType

import numpy as np
import pandas as pd
import pytest

from tutor.datasets import make_titanic, make_wages
from tutor.datasets.simulate import Figures, by_rank, column, highest, quartile_places
from tutor.datasets.table import COLUMNS, path_of

WAGES = """
      wage_per_hour     union  education_yrs  experience_yrs        age    female      marr     south  manufacturing  construction
count    534         534        534        534        534        534        534        534        534        534
mean     9.024064    0.179775   13.018727  17.822097  36.833333  0.458801   0.655431   0.292135   0.185393   0.044944
std      5.139097    0.384360   2.615373   12.379710  11.726573  0.498767   0.475673   0.455170   0.388981   0.207375
min      1           0          2          0          18         0          0          0          0          0
25%      5.25        0          12         8          28         0          0          0          0          0
50%      7.78        0          12         15         35         0          1          0          0          0
75%      11.25       0          15         26         44         1          1          1          0          0
max      44.5        1          18         55         64         1          1          1          1          1
"""  # noqa: E501


@pytest.fixture(scope="module")
def wages() -> pd.DataFrame:
    return pd.read_csv(path_of("wages"))


@pytest.fixture(scope="module")
def titanic() -> pd.DataFrame:
    return pd.read_csv(path_of("titanic"))


def test_describe_prints_the_figures_of_the_lesson_to_the_last_digit(wages: pd.DataFrame) -> None:
    header, *lines = WAGES.strip().splitlines()
    assert list(wages.columns) == header.split() == list(COLUMNS["wages"])
    described = wages.describe()
    for line in lines:
        name, *figures = line.split()
        for title, figure in zip(wages.columns, figures, strict=True):
            assert f"{described.loc[name, title]:.6f}" == f"{float(figure):.6f}", (name, title)


def test_six_predictors_of_the_wage_are_binary(wages: pd.DataFrame) -> None:
    predictors = wages.drop(columns="wage_per_hour")
    binary = [name for name in predictors if set(predictors[name]) == {0, 1}]
    assert len(predictors.columns) == 9
    assert len(binary) == 6


def test_wages_are_whole_cents_and_the_rest_whole_numbers(wages: pd.DataFrame) -> None:
    lines = path_of("wages").read_text(encoding="utf-8").splitlines()[1:]
    assert all(re.fullmatch(r"\d+\.\d{1,2}(,\d+){9}", line) for line in lines)


def test_the_wage_depends_on_the_rest_as_wages_do(wages: pd.DataFrame) -> None:
    predictors = wages.drop(columns=["wage_per_hour", "age"])
    matrix = np.column_stack([predictors, np.ones(len(wages))]).astype(float)
    target = wages["wage_per_hour"].to_numpy()
    weights, (rest,), *_ = np.linalg.lstsq(matrix, target, rcond=None)
    slope = dict(zip(predictors.columns, weights, strict=False))
    assert 0.25 < 1 - rest / ((target - target.mean()) ** 2).sum() < 0.333
    assert slope["education_yrs"] > 0.5
    assert slope["experience_yrs"] > 0.05
    assert slope["female"] < -1
    assert slope["union"] > 0.5


def test_ages_fit_schooling_and_experience(wages: pd.DataFrame) -> None:
    begin = wages["age"] - wages["experience_yrs"] - wages["education_yrs"]
    assert set(begin) == {5, 6}
    assert (begin == 5).sum() == 4
    assert not ((wages["manufacturing"] == 1) & (wages["construction"] == 1)).any()


def test_titanic_has_the_figures_of_the_lesson(titanic: pd.DataFrame) -> None:
    assert list(titanic.columns) == list(COLUMNS["titanic"])
    assert len(titanic) == 891
    assert f"{titanic['survived'].mean():.6f}" == "0.383838"
    assert f"{titanic['embarked_from_southampton'].mean():.6f}" == "0.722783"
    assert titanic["age"].max() == 80
    assert titanic["male"].sum() == 577
    assert titanic["pclass"].value_counts().to_dict() == {1: 216, 2: 184, 3: 491}


@pytest.mark.parametrize(
    ("pclass", "male", "count", "survivors"),
    [
        (1, 0, 94, 91),
        (2, 0, 76, 70),
        (3, 0, 144, 72),
        (1, 1, 122, 45),
        (2, 1, 108, 17),
        (3, 1, 347, 47),
    ],
)
def test_as_many_of_each_class_lived(
    titanic: pd.DataFrame, pclass: int, male: int, count: int, survivors: int
) -> None:
    group = titanic[(titanic["pclass"] == pclass) & (titanic["male"] == male)]
    assert (len(group), group["survived"].sum()) == (count, survivors)


def test_passengers_are_plausible(titanic: pd.DataFrame) -> None:
    harbours = titanic.filter(like="embarked_from_")
    assert (harbours.sum(axis=1) == 1).all()
    assert set(titanic["age_was_missing"]) == {0, 1}
    filled = titanic.loc[titanic["age_was_missing"] == 1, "age"]
    known = titanic.loc[titanic["age_was_missing"] == 0, "age"]
    assert filled.nunique() == 1
    assert filled.iloc[0] == round(known.mean(), 2)
    assert known.min() > 0
    fares = titanic.groupby("pclass")["fare"].median()
    assert fares[1] > fares[2] > fares[3] > 0
    children = titanic[titanic["age"] < 13]
    assert (children["parch"] > 0).all()
    assert children["survived"].mean() > titanic["survived"].mean()


def test_rows_are_shuffled_so_that_a_split_in_file_order_is_fair(titanic: pd.DataFrame) -> None:
    for split in (0.2, 0.3, 0.4):
        first = int(len(titanic) * (1 - split))
        train, validate = titanic.iloc[:first], titanic.iloc[first:]
        assert abs(train["survived"].mean() - validate["survived"].mean()) < 0.08
        assert abs(train["pclass"].mean() - validate["pclass"].mean()) < 0.2


@pytest.mark.parametrize(("name", "script"), [("wages", make_wages), ("titanic", make_titanic)])
def test_the_script_writes_the_file_that_is_shipped(
    tmp_path: Path, name: str, script: ModuleType
) -> None:
    file = tmp_path / "again.csv"
    script.main([str(file)])
    assert file.read_bytes() == path_of(name).read_bytes()


@pytest.mark.parametrize("seed", range(5))
def test_a_column_meets_the_figures_of_any_sample(seed: int) -> None:
    """The figures are taken from a sample, so that there is a column that has them."""
    sample = np.sort(np.random.default_rng(seed).normal(50, 5 + 10 * seed, 401).round().astype(int))
    places = quartile_places(len(sample))
    assert places == ((100, 100), (200, 200), (300, 300))
    quartiles = tuple(int(sample[place]) for place, _ in places)
    figures = Figures(
        float(sample.mean().round(6)),
        float(sample.std(ddof=1).round(6)),
        int(sample[0]),
        quartiles,
        int(sample[-1]),
    )
    made = column(figures, len(sample), lambda u: 20 + 70 * u, Random(seed))
    assert (sum(made), sum(v * v for v in made)) == (sample.sum(), (sample**2).sum())
    described = pd.Series(made).describe().round(6).to_dict()
    assert described == pd.Series(sample).describe().round(6).to_dict()


def test_ranks_and_highest() -> None:
    assert by_rank([1, 2, 3], [0.5, -1.0, 9.0]) == [2, 1, 3]
    assert highest(2, [0.5, -1.0, 9.0, 3.0]) == [0, 0, 1, 1]
