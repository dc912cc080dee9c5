"""Mistakes that are made at every step where they can be made, and work their way on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tutor.network import habits_backward as back
from tutor.network import habits_forward as forward
from tutor.network.scene import Scene, Slip

#: Likely ones first.
HABITS: tuple[Callable[[Scene], Iterator[Slip]], ...] = (
    back.forgot_the_factor,
    back.doubled_the_half,
    back.target_minus_prediction,
    forward.forgot_the_activation,
    forward.activation_where_none_is,
    forward.another_activation,
    forward.another_leak,
    forward.forgot_the_bias,
    forward.subtracted_the_bias,
    back.forgot_the_slope,
    back.only_one_path,
    back.mean_of_the_paths,
    back.updated_weights,
    back.forgot_the_weight_back,
    forward.swapped_rows_and_columns,
    back.sum_for_mean,
    back.half_a_gradient,
)
