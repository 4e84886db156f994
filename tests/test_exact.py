import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sensational.exact import LIMIT, STEP, logistic, quantise


@given(st.floats(-LIMIT, LIMIT))
def test_logistic_is_the_logistic_function(x):
    assert logistic(np.array([x]))[0] == pytest.approx(1 / (1 + math.exp(-x)), rel=1e-14)


@given(st.floats(-LIMIT, LIMIT))
def test_log_odds_can_be_read_back_from_a_score(x):
    p = float(logistic(np.array([x]))[0])
    assert abs(math.log(p / (1 - p)) - x) < 1e-9


def test_one_value_and_many_have_the_same_bits():
    x = np.linspace(-LIMIT, LIMIT, 10_001)
    alone = np.array([logistic(x[i : i + 1])[0] for i in range(len(x))])
    assert (alone == logistic(x)).all()


@given(st.floats(-1000, 1000))
def test_quantised_values_are_multiples_of_the_step(x):
    value = float(quantise(np.array([x]))[0])
    assert value % STEP == 0
    assert abs(value - x) <= STEP / 2
