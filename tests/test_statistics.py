"""What chance alone gives: the vectors of METHODS.md §5, second opinions, and what must hold of any counts.

Second opinions: statsmodels and scipy's own tests where they have one, else a naive count of every outcome.
"""

import itertools
import math
import subprocess
import sys
import tracemalloc

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import beta, binom, binomtest, chi2, multinomial, poisson
from statsmodels.genmod.families import Poisson
from statsmodels.genmod.generalized_linear_model import GLM
from statsmodels.stats import rates
from statsmodels.stats.proportion import proportion_confint

from anjian import statistics
from anjian.config import ROOT
from anjian.statistics import (
    LEVELS,
    STANDINGS,
    beyond_by_luck,
    change_by_luck,
    compare_counts,
    count_trend,
    fall_by_luck,
    funnel_limits,
    poisson_interval,
    rank_ranges,
    standing,
    wilson_interval,
)

pytestmark = pytest.mark.filterwarnings("error")

counts = st.integers(0, 300)
exposures = st.floats(1e-3, 1e6)
levels = st.floats(0.5, 0.999)
few_counts = st.lists(st.integers(0, 12), min_size=1, max_size=6)


# The vectors of METHODS.md §5


@pytest.mark.parametrize(
    ("count", "level", "limits"),
    [
        (0, 0.95, (0, 3.6889)), (0, 0.998, (0, 6.9078)),
        (3, 0.95, (0.6187, 8.7673)), (3, 0.998, (0.1905, 13.0622)),
        (10, 0.95, (4.7954, 18.3904)), (10, 0.998, (2.9605, 24.1340)),
    ],
)  # fmt: skip
def test_exact_poisson_limits(count, level, limits):
    assert poisson_interval(count, level=level) == pytest.approx(limits, abs=5e-5)


def test_wilson_limits_of_3_of_20():
    assert wilson_interval(3, 20) == pytest.approx((0.05237, 0.36042), abs=5e-6)


@pytest.mark.parametrize(
    ("expected", "near", "far"),
    [(2, (0, 5), (0, 8)), (5, (1, 10), (0, 13)), (10, (4, 17), (2, 21)), (20, (12, 29), (8, 35))],
)
def test_funnel_quantiles(expected, near, far):
    assert funnel_limits(expected) == near
    assert funnel_limits(expected, 0.998) == far


@pytest.mark.parametrize(("before", "fall", "rise"), [(3, None, 12), (5, None, 15), (10, 2, 23), (20, 8, 36)])
def test_counts_that_a_yoy_change_must_reach(before, fall, rise):
    now = np.arange(100)
    told_apart = compare_counts(now, before) < 0.05
    assert now[told_apart & (now > before)].min() == rise
    assert max(now[told_apart & (now < before)], default=None) == fall
    assert told_apart[rise:].all()


def test_9_of_92_against_118_of_820():
    assert compare_counts(9, 118, 92, 820) == pytest.approx(0.3040, abs=5e-5)


def test_a_24_percent_chance_that_one_of_13_equal_districts_lies_beyond_95_percent():
    assert beyond_by_luck([5] * 13) == pytest.approx(0.24, abs=0.005)


def test_at_5_a_year_47_percent_of_yoy_changes_are_50_percent_or_more():
    assert change_by_luck(5) == pytest.approx(0.47, abs=0.005)


@pytest.mark.parametrize(("deaths_per_accident", "chance"), [(1, 0.44), (0.5, 0.30)])
def test_double_falls_by_luck_at_5_accidents_a_year(deaths_per_accident, chance):
    assert fall_by_luck(5, 5 * deaths_per_accident) == pytest.approx(chance, abs=0.005)


# Second opinions


@pytest.mark.parametrize("level", LEVELS)
def test_statsmodels_and_chi_square_give_the_same_poisson_limits(level):
    count, exposure = (a.ravel() for a in np.meshgrid(np.arange(60), [0.3, 1, 12, 1e4]))
    low, high = rates.confint_poisson(count, exposure, method="exact-c", alpha=1 - level)
    mine = poisson_interval(count, exposure, level)
    np.testing.assert_allclose(mine.lower[count > 0], low[count > 0], rtol=1e-10)
    np.testing.assert_allclose(mine.upper, high, rtol=1e-10)
    np.testing.assert_allclose(mine.upper, chi2.ppf((1 + level) / 2, 2 * count + 2) / 2 / exposure, rtol=1e-10)


@pytest.mark.parametrize("level", LEVELS)
def test_statsmodels_gives_the_same_wilson_limits(level):
    pairs = [(s, n) for n in (1, 2, 7, 20, 400) for s in range(n + 1)]
    successes, trials = np.array(pairs).T
    low, high = proportion_confint(successes, trials, 1 - level, method="wilson")
    np.testing.assert_allclose(wilson_interval(successes, trials, level), (low, high), atol=1e-12)


@pytest.mark.parametrize(("e", "f"), [(1, 1), (92, 820), (1, 0.37), (5, 1)])
def test_statsmodels_gives_the_same_exact_conditional_test(e, f):
    pairs = [(x, y) for x in range(0, 26) for y in range(1, 26, 3)]  # it divides by y
    theirs = [rates.test_poisson_2indep(x, e, y, f, method="exact-cond", compare="ratio").pvalue for x, y in pairs]
    now, before = np.array(pairs).T
    np.testing.assert_allclose(compare_counts(now, before, e, f), theirs, rtol=1e-9)


@given(x=counts, y=counts, e=exposures, f=exposures)
def test_scipy_gives_the_same_minimum_likelihood_test(x, y, e, f):
    assume(x + y > 0)
    theirs = binomtest(x, x + y, e / (e + f)).pvalue
    assert compare_counts(x, y, e, f) == pytest.approx(theirs, abs=1e-12)


def cut(chances: np.ndarray, level: float) -> tuple[int, int]:
    """Cut off at most half of α on either side, by adding up."""
    tail = (1 - level) / 2
    return int(np.argmax(np.cumsum(chances) >= tail)), int(np.argmax(np.cumsum(chances) >= 1 - tail))


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("expected", [0.01, 0.7, 3.3, 17, 64.5])
def test_funnel_quantiles_by_adding_up(expected, level):
    assert funnel_limits(expected, level) == cut(poisson.pmf(np.arange(200), expected), level)
    assert funnel_limits(expected, level, 129) == cut(binom.pmf(np.arange(130), 129, expected / 129), level)


def naive_trend(series: tuple[int, ...], exposure: tuple[float, ...]) -> float:
    """Add up every way in which the same events may fall on the periods."""
    times, share, events = np.arange(len(series)), np.array(exposure) / sum(exposure), sum(series)
    ways = [w for w in itertools.product(range(events + 1), repeat=len(series)) if sum(w) == events]
    far = abs(times @ series - events * (times @ share))
    as_far = [w for w in ways if abs(times @ w - events * (times @ share)) >= far - 1e-9]
    return math.fsum(multinomial.pmf(as_far, events, share))


@pytest.mark.parametrize("exposure", [(1, 1, 1, 1), (1, 2, 3, 4), (4, 0.02, 4, 4), (1, 0, 2, 5)])
@pytest.mark.parametrize("series", [(0, 0, 1, 4), (3, 0, 0, 0), (1, 0, 1, 3), (0, 0, 0, 0), (2, 0, 2, 2)])
def test_the_trend_by_counting_every_outcome(series, exposure):
    assert count_trend(series, exposure) == pytest.approx(naive_trend(series, exposure), abs=1e-12)


@pytest.mark.parametrize(
    ("series", "exposure"),
    [((0, 2, 1, 0, 1, 2), (2, 1, 2, 3, 3, 1)), ((2, 4, 1, 2, 1), (1, 2, 2, 2, 3)), ((3, 1, 1, 5), (2, 3, 2, 3))],
)
def test_outcomes_as_far_from_the_mean_count_where_binary_fractions_tell_them_apart(series, exposure):
    assert count_trend(series, exposure) == pytest.approx(naive_trend(series, exposure), abs=1e-12)


@pytest.mark.parametrize("exact_up_to", [1e9, 0])
@pytest.mark.parametrize("steepness", [0.0, 0.004, -0.008])
def test_the_trend_of_many_events_is_the_score_test_of_poisson_regression(steepness, exact_up_to, monkeypatch):
    monkeypatch.setattr(statistics, "_EXACT_TREND", exact_up_to)
    times, exposure = np.arange(8), np.linspace(1, 2, 8)
    series = np.round(900 * exposure * np.exp(steepness * times) + 20 * np.sin(7.0 * times))
    null = GLM(series, np.ones((8, 1)), family=Poisson(), exposure=exposure).fit()
    theirs = null.score_test(exog_extra=times[:, None])[1]
    assert count_trend(series, exposure) == pytest.approx(float(np.squeeze(theirs)), rel=0.03)


def naive_double_fall(accidents: float, deaths: float) -> float:
    """Add up both years over tables of accidents by deaths."""
    size = 40
    table = np.zeros((size, size * 3))
    each = int(deaths // accidents)
    for n in range(size):
        worse = binom.pmf(np.arange(n + 1), n, deaths / accidents - each)
        table[n, each * n : each * n + n + 1] = worse * poisson.pmf(n, accidents)
    fewer = table.cumsum(0).cumsum(1)
    return float((table[1:, 1:] * fewer[:-1, :-1]).sum())


@pytest.mark.parametrize(("accidents", "deaths"), [(5, 5), (5, 2.5), (6, 5), (3, 4), (8, 18), (0.4, 0.1), (7, 0)])
def test_double_falls_by_adding_up_every_pair_of_years(accidents, deaths):
    assert fall_by_luck(accidents, deaths) == pytest.approx(naive_double_fall(accidents, deaths), abs=1e-8)


@pytest.mark.parametrize("share", [0.1, 0.5, 1.0, 1.5])
@pytest.mark.parametrize("mean", [0.5, 5, 12])
def test_changes_by_luck_by_adding_up_every_pair_of_years(mean, share):
    chance = poisson.pmf(np.arange(80), mean)
    pairs = [(b, n) for b in range(1, 80) for n in range(80) if round(abs(n - b) / b, 9) >= share]
    assert change_by_luck(mean, share) == pytest.approx(sum(chance[b] * chance[n] for b, n in pairs), abs=1e-9)


def test_a_district_beyond_the_funnel_by_luck_by_counting_every_outcome():
    expected, total = np.array([1.0, 2.0, 5.0]), 8
    low, high = funnel_limits(expected, 0.8, total)
    ways = [w for w in itertools.product(range(total + 1), repeat=3) if sum(w) == total]
    out = [w for w in ways if ((w < low) | (w > high)).any()]
    assert beyond_by_luck(expected, 0.8, total) == pytest.approx(
        math.fsum(multinomial.pmf(out, total, expected / total))
    )


def test_the_pooled_value_of_few_districts_cannot_be_strayed_from_as_far():
    assert beyond_by_luck([5] * 13, total=65) < beyond_by_luck([5] * 13)
    assert beyond_by_luck([9], total=9) == pytest.approx(0)  # one district is its own pooled value


# The distributions, which scipy.stats has as well


def draws_to_ask() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return (count, total, share) of every size: totals to 1e8, shares to either end, counts about their mean."""
    random, size = np.random.default_rng(8), 4000
    total = np.floor(10 ** random.uniform(0, 8, size))
    share = np.where(random.random(size) < 0.5, random.random(size), 10 ** random.uniform(-12, 0, size))
    share = np.where(random.random(size) < 0.1, 1 - share, share)
    spread = random.normal(0, 3, size) * np.sqrt(total * share * (1 - share))
    return np.clip(np.round(total * share + spread), 0, total), total, share


def test_scipy_gives_the_same_binomial():
    count, total, share = draws_to_ask()
    assert statistics._binomial(count, total, share) == pytest.approx(binom.pmf(count, total, share), rel=1e-10)
    for below in (0, 1):
        asked = count - below, total, share
        assert statistics._binomial_up_to(*asked) == pytest.approx(binom.cdf(*asked), rel=1e-7, abs=1e-13)
        assert statistics._binomial_beyond(*asked) == pytest.approx(binom.sf(*asked), rel=1e-12)


def test_scipy_gives_the_same_poisson():
    count, total, share = draws_to_ask()
    mean = total * share
    assert statistics._poisson(count, mean) == pytest.approx(poisson.pmf(count, mean), rel=1e-12)
    assert statistics._poisson_up_to(count - 1, mean) == pytest.approx(poisson.cdf(count - 1, mean), rel=1e-12)


@pytest.mark.parametrize("chance", [0.0000005, 0.001, 0.025, 0.5, 0.975, 0.999, 0.9999995])
def test_scipy_gives_the_same_quantiles(chance):
    _, total, share = draws_to_ask()
    ends = np.array([0, 1e-300, 1e-75, 1e-20, 5e-9, 1 - 1e-16, 1])
    for n, p in ((total, share), *np.broadcast(*np.meshgrid([0.0, 1, 2, 300, 1e8], ends))):
        assert np.array_equal(statistics._binomial_quantile(chance, n, p), binom.ppf(chance, n, p))
        assert np.array_equal(statistics._poisson_quantile(chance, n * p), poisson.ppf(chance, n * p))


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
@pytest.mark.parametrize(("count", "total"), [(0, 0), (0, 1), (1, 1), (0, 5), (3, 5), (5, 5)])
def test_scipy_gives_the_same_at_the_ends(count, total, share):
    asked = tuple(np.array(v, dtype=float) for v in (count, total, share))
    assert statistics._binomial(*asked) == pytest.approx(binom.pmf(count, total, share))
    assert statistics._binomial_up_to(*asked) == pytest.approx(binom.cdf(count, total, share))
    assert statistics._binomial_beyond(*asked) == pytest.approx(binom.sf(count, total, share))


def test_the_statistics_do_not_wait_for_scipy_stats():
    asked = "import sys, anjian.statistics; sys.exit('scipy.stats' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], cwd=ROOT, check=False).returncode == 0


# What must hold of any counts


@given(count=counts, exposure=exposures, level=levels)
def test_poisson_limits_hold_the_rate_and_widen_with_confidence(count, exposure, level):
    near, far = poisson_interval(count, exposure, level), poisson_interval(count, exposure, level + 0.0005)
    assert far.lower <= near.lower <= count / exposure < near.upper < far.upper
    assert near.lower >= 0
    assert (far.lower < near.lower) == (count > 0)


@given(count=counts, exposure=exposures, more=st.floats(1.01, 100))
def test_poisson_limits_draw_together_with_exposure(count, exposure, more):
    wide, slim = poisson_interval(count, exposure), poisson_interval(count, exposure * more)
    assert slim.upper - slim.lower < wide.upper - wide.lower
    assert slim.upper * more == pytest.approx(wide.upper)


@given(trials=st.integers(1, 500), part=st.floats(0, 1), level=levels)
def test_wilson_limits_hold_the_share_and_widen_with_confidence(trials, part, level):
    successes = round(trials * part)
    near, far = wilson_interval(successes, trials, level), wilson_interval(successes, trials, level + 0.0005)
    assert 0 <= far.lower <= near.lower <= successes / trials <= near.upper <= far.upper <= 1
    assert near.lower < near.upper
    more = wilson_interval(successes * 4, trials * 4, level)
    assert more.upper - more.lower < near.upper - near.lower


def test_no_or_every_success_ends_exactly_at_0_or_1():
    trials = np.arange(1, 400)
    assert (wilson_interval(0, trials).lower == 0).all()
    assert (wilson_interval(trials, trials).upper == 1).all()


@given(expected=st.floats(0, 500), level=levels)
def test_funnels_hold_the_benchmark_and_widen_with_confidence(expected, level):
    for total in (None, 500):
        near, far = funnel_limits(expected, level, total), funnel_limits(expected, level + 0.0005, total)
        assert far.lower <= near.lower <= math.ceil(expected)
        assert math.floor(expected) <= near.upper <= far.upper


@given(count=counts, expected=st.floats(0, 300), pooled=st.booleans())
def test_one_rule_gives_colour_and_funnel(count, expected, pooled):
    total = 300 if pooled else None
    near, far = (funnel_limits(expected, level, total) for level in LEVELS)
    code = standing(count, expected, total)
    assert code in STANDINGS
    assert (code == "within") == (near.lower <= count <= near.upper)
    assert (code in ("above", "far_above")) == (count > near.upper)
    assert (code == "far_above") == (count > far.upper)
    assert (code == "far_below") == (count < far.lower)


@given(count=counts, expected=st.floats(0.001, 300))
def test_the_interval_and_the_funnel_never_contradict_each_other(count, expected):
    for level, beyond in zip(LEVELS, (STANDINGS[:2] + STANDINGS[3:], (STANDINGS[0], STANDINGS[4])), strict=True):
        lower, upper = poisson_interval(count, level=level)
        assert (not lower <= expected <= upper) == (standing(count, expected) in beyond)


def test_every_standing_on_either_side_of_a_limit():
    assert list(standing([0, 1, 10, 11, 13, 14], 5)) == ["below", "within", "within", "above", "above", "far_above"]
    assert list(standing([7, 8, 11, 12], 20)) == ["far_below", "below", "below", "within"]
    assert list(standing([8, 9, 10], 5)) == ["within"] * 3
    assert list(standing([8, 9, 10], 5, total=10)) == ["within", "above", "far_above"]  # half of ten events: narrower


@given(x=counts, y=counts, e=exposures, f=exposures)
def test_the_comparison_is_symmetric_and_a_chance(x, y, e, f):
    p_value = compare_counts(x, y, e, f)
    assert p_value == compare_counts(y, x, f, e)
    assert 0 <= p_value <= 1


@given(x=st.integers(0, 100))
def test_equal_counts_cannot_be_told_apart(x):
    assert compare_counts(x, x) == 1


@given(series=st.lists(st.integers(0, 40), min_size=2, max_size=9))
def test_a_trend_reads_the_same_backwards_and_without_a_period_of_no_exposure(series):
    p_value = count_trend(series)
    assert 0 <= p_value <= 1
    assert count_trend(series[::-1]) == pytest.approx(p_value, abs=1e-9)
    assert count_trend([0, *series], [0] + [3] * len(series)) == pytest.approx(p_value, abs=1e-9)


@given(x=counts, y=counts, e=exposures, f=exposures)
def test_a_trend_of_two_periods_is_the_comparison(x, y, e, f):
    assert count_trend([x, y], [e, f]) == compare_counts(y, x, f, e)


@pytest.mark.parametrize(
    ("series", "told"), [([1, 2, 4, 8, 11], True), ([5, 6, 4, 5, 6], False), ([0, 0, 1, 2], False)]
)
def test_a_trend_needs_events_enough(series, told):
    assert (count_trend(series) < 0.05) == told


def test_growth_in_step_with_exposure_is_no_trend():
    assert count_trend([10, 20, 40, 80]) < 1e-6
    assert count_trend([10, 20, 40, 80], [1, 2, 4, 8]) == pytest.approx(1)


def test_an_unlikely_middle_is_no_trend():
    """One event in a period of hardly any exposure is unlikely, and lies in the very centre."""
    assert count_trend([2, 1, 2], [10, 0.001, 10]) > 0.99


# Rank ranges


@given(numbers=few_counts, seed=st.integers(0, 99))
def test_ranges_hold_the_observed_ranks_of_a_small_class(numbers, seed):
    low, high = rank_ranges(numbers, 1.0, seed, draws=400)
    best = np.array([sum(other > x for other in numbers) + 1 for x in numbers])
    worst = np.array([sum(other >= x for other in numbers) for x in numbers])
    assert (low <= worst).all()
    assert (high >= best).all()
    assert ((low >= 1) & (low <= high) & (high <= len(numbers)) & (low % 1 == 0)).all()


@given(numbers=few_counts, random=st.randoms(use_true_random=False))
def test_ranges_follow_the_districts_whatever_their_order_and_ties_share_one(numbers, random):
    order = list(range(len(numbers)))
    random.shuffle(order)
    exposure = np.array([1.0 + x % 3 for x in numbers])
    low, high = rank_ranges(numbers, exposure, 7, draws=200)
    again = rank_ranges(np.array(numbers)[order], exposure[order], 7, draws=200)
    assert (again.lower == low[order]).all()
    assert (again.upper == high[order]).all()
    for x in set(numbers):
        assert len({(a, b) for a, b, n in zip(low, high, numbers, strict=True) if n == x}) == 1


def test_the_highest_value_is_rank_1_and_exposure_counts():
    low, high = rank_ranges([200, 200, 200], [1, 100, 10], seed=1)
    assert list(low) == list(high) == [1, 3, 2]


def test_rank_ranges_by_the_definition():
    numbers, exposure, draws = np.array([0, 2, 3, 9]), np.array([1.0, 2.0, 1.0, 3.0]), 10_000
    values = np.random.default_rng(5).gamma(numbers + 0.5, 1 / exposure, (draws, 4))
    ranks = (values[:, :, None] < values[:, None, :]).sum(axis=2) + 1
    low, high = rank_ranges(numbers, exposure, seed=11)
    slack = 0.006  # four standard errors of a share of 2.5 % in 10,000 draws
    assert ((ranks < low).mean(axis=0) < 0.025 + slack).all()
    assert ((ranks <= low).mean(axis=0) > 0.025 - slack).all()
    assert ((ranks > high).mean(axis=0) < 0.025 + slack).all()
    assert ((ranks >= high).mean(axis=0) > 0.025 - slack).all()


def test_rank_ranges_draw_from_jeffreys_prior():
    """A district with none beats one with 3 in 3.3 % of draws, one with 4 in 1.5 %; from x + 1: 6.3 and 3.1 %."""
    chances = [1 - beta.cdf(0.5, 0.5, x + 0.5) for x in (3, 4)]
    assert chances == pytest.approx([0.0331, 0.0150], abs=1e-4)
    three, four = (rank_ranges([0, x], 1.0, seed=1) for x in (3, 4))
    assert ([*three.lower], [*three.upper]) == ([1, 1], [2, 2])
    assert ([*four.lower], [*four.upper]) == ([2, 1], [2, 1])


def test_a_rise_from_50_to_55_is_one_of_10_percent():
    """In binary 50 x 1.1 lies above 55; here the bounds are whole numbers of tenths."""
    bases = range(1, 150)
    chance = sum(
        poisson.pmf(b, 50) * (poisson.cdf(9 * b // 10, 50) + poisson.sf(-(-11 * b // 10) - 1, 50)) for b in bases
    )
    assert change_by_luck(50, 0.1) == pytest.approx(chance, abs=1e-9)


def test_an_expected_number_may_pass_the_total_by_rounding_alone():
    assert funnel_limits(math.nextafter(5, 6), total=5) == funnel_limits(5, total=5) == (5, 5)


def test_as_many_ranks_are_left_out_on_either_side():
    assert statistics._middle(np.arange(1, 201).reshape(2, 100), 0.95) == (6, 195)
    assert statistics._middle(np.arange(1, 101), 0.95) == (3, 98)


def test_a_seed_gives_one_answer_however_it_is_drawn(monkeypatch):
    numbers, exposure = np.arange(20), np.linspace(1, 3, 20)
    once = rank_ranges(numbers, exposure, 3)
    monkeypatch.setattr(statistics, "_CELLS", 77)
    np.testing.assert_array_equal(rank_ranges(numbers, exposure, 3), once)
    others = [rank_ranges(numbers, exposure, seed, draws=100) for seed in (3, 4)]
    assert (np.array(others[0]) != np.array(others[1])).any()


def test_ranges_narrow_with_a_lower_level_and_with_events():
    numbers = np.arange(10)
    wide, slim = rank_ranges(numbers, 1, 1), rank_ranges(numbers, 1, 1, level=0.5)
    assert ((slim.upper - slim.lower) <= (wide.upper - wide.lower)).all()
    many = rank_ranges(numbers * 100, 1, 1)
    assert (many.upper - many.lower).sum() < (wide.upper - wide.lower).sum() / 3


def test_3000_districts_need_2_bytes_a_draw():
    """1,000 draws of the 10,000: the kept ranks are 6 MB, and what is drawn at once does not grow with the draws."""
    numbers = np.random.default_rng(0).poisson(6, 3000)
    tracemalloc.start()
    rank_ranges(numbers, 1, 1, draws=1000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 60e6


# Edges, each with its answer


def is_nan(limits) -> bool:
    return bool(np.isnan(limits).all())


def test_what_cannot_be_judged_is_nan():
    assert is_nan(poisson_interval(3, 0))
    assert is_nan(poisson_interval(0, 0))
    assert is_nan(wilson_interval(0, 0))
    assert is_nan([compare_counts(3, 2, 0, 1), compare_counts(3, 2, 1, 0), compare_counts(0, 0, 0, 0)])
    assert is_nan([count_trend([4]), count_trend([]), count_trend([1, 2], [0, 1]), count_trend([1, 2, 3], [0, 1, 1])])
    assert is_nan(fall_by_luck(0, 2))
    low, high = rank_ranges([5, 5, 5], [1, 0, 1], seed=1)
    assert list(low[[0, 2]]) == [1, 1]
    assert list(high[[0, 2]]) == [2, 2]
    assert is_nan((low[1], high[1]))


def test_zero_events_have_answers():
    zeros = np.zeros(4)
    assert poisson_interval(zeros).lower.tolist() == [0] * 4
    assert wilson_interval(zeros, 5).lower.tolist() == [0] * 4
    assert compare_counts(0, 0) == compare_counts(0, 0, 3, 8) == count_trend(zeros) == 1
    assert compare_counts(6, 0) == pytest.approx(2 / 2**6)  # a base of zero
    assert funnel_limits(0) == funnel_limits(0, total=0) == funnel_limits(0, total=9) == (0, 0)
    assert list(standing([0, 1], 0)) == ["within", "far_above"]
    assert standing(0, 0, total=0) == "within"
    assert change_by_luck(0) == fall_by_luck(0, 0) == fall_by_luck(3, 0) == beyond_by_luck(zeros) == 0
    assert np.unique(rank_ranges(zeros, 1, seed=1), axis=1).tolist() == [[1], [4]]
    assert np.array(rank_ranges([7], 1, seed=1)).tolist() == [[1], [1]]


def test_no_districts_give_no_answers():
    none = np.zeros(0)
    for limits in (poisson_interval(none), wilson_interval(none, none), rank_ranges(none, none, 1)):
        assert [limits.lower.shape, limits.upper.shape] == [(0,), (0,)]
    assert funnel_limits(none).upper.shape == funnel_limits(none, total=0).upper.shape == (0,)
    for answer in (compare_counts(none, none), standing(none, none), change_by_luck(none), fall_by_luck(none, none)):
        assert answer.shape == (0,)
    assert count_trend(np.zeros((0, 5))).shape == (0,)
    assert np.isnan(count_trend(np.zeros((3, 0)))).tolist() == [True] * 3
    assert beyond_by_luck(none) == beyond_by_luck(none, total=0) == 0


def test_numbers_give_numbers_and_arrays_arrays():
    numbers = [
        *poisson_interval(3, 2), *wilson_interval(3, 9), *funnel_limits(3), *funnel_limits(3, total=9),
        compare_counts(3, 4), count_trend([3, 4, 5]), change_by_luck(3), fall_by_luck(3, 3),
        beyond_by_luck([3, 3]), beyond_by_luck([3, 3], total=6), beyond_by_luck([]),
    ]  # fmt: skip
    assert all(isinstance(n, float) for n in numbers)
    assert isinstance(standing(3, 3), str)
    grid = np.arange(12).reshape(3, 4)
    for answer in (*poisson_interval(grid), *funnel_limits(grid), compare_counts(grid, 4, 2, [1, 2, 3, 4]),
                   standing(grid, 5), change_by_luck(grid), fall_by_luck(grid, grid)):  # fmt: skip
        assert answer.shape == (3, 4)
    assert count_trend(grid).tolist() == [count_trend(row) for row in grid]
    assert fall_by_luck(grid, 2)[1, 2] == fall_by_luck(6, 2)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: poisson_interval([2, -1]), "count must be numbers from 0 .* found -1$"),
        (lambda: poisson_interval(2.5), "count must be whole, found 2.5"),
        (lambda: poisson_interval(float("nan")), "count must be .* found nan"),
        (lambda: poisson_interval(3, float("inf")), "exposure must be .* found inf"),
        (lambda: poisson_interval("some"), "count must be .* found 'some'"),
        (lambda: poisson_interval(3, -1), "exposure must be .* found -1"),
        (lambda: poisson_interval(3, level=1), "level must lie between 0 and .* found 1"),
        (lambda: poisson_interval(3, level=95), "level must lie .* found 95"),
        (lambda: wilson_interval([1, 5], 4), "successes must be at most the trials, found 5"),
        (lambda: funnel_limits(-0.5), "expected must be .* found -0.5"),
        (lambda: funnel_limits(5, total=4), "expected must be at most the total, found 5"),
        (lambda: funnel_limits(5, total=6.5), "total must be whole, found 6.5"),
        (lambda: standing(7, 5, total=6), "count must be at most the total, found 7"),
        (lambda: standing(-7, 5), "count must be .* found -7"),
        (lambda: compare_counts(1, -2), "before must be .* found -2"),
        (lambda: compare_counts(1, 2, -3, 1), "exposure_now must be .* found -3"),
        (lambda: compare_counts(1, 2, 3, None), "exposure_before must be .* found nan"),
        (lambda: compare_counts(2e8, 2), "now must be numbers from 0 to 1e.08, found 200000000"),
        (lambda: count_trend([1, -4]), "counts must be .* found -4"),
        (lambda: count_trend(4), "counts must have an axis of periods, found 4"),
        (lambda: count_trend([1, 2], [1, -1]), "exposure must be .* found -1"),
        (lambda: rank_ranges([1, -1], 1, 1), "counts must be .* found -1"),
        (lambda: rank_ranges([[1, 2]], 1, 1), "axes of counts must be 1.* found 2"),
        (lambda: rank_ranges([1, 2], 1, None), "seed must be .* found nan"),
        (lambda: rank_ranges([1, 2], 1, 1, draws=99), "draws must be at least 100, found 99"),
        (lambda: rank_ranges([1, 2], 1, 1, level=0), "level must lie .* found 0"),
        (lambda: change_by_luck(5, share=0), "share must be above 0, found 0"),
        (lambda: fall_by_luck(5, -1), "deaths must be .* found -1"),
        (lambda: beyond_by_luck([1, 2], total=4), "expected must add up to 4, found 3"),
    ],
)
def test_what_is_not_allowed_is_named(call, told):
    with pytest.raises(ValueError, match=told):
        call()
