"""What chance alone would give: intervals, funnels, tests, rank ranges (METHODS.md §5). Pure functions on arrays.

Everywhere: numbers in, numbers out; arrays in, arrays out, inputs broadcast together. Counts are whole numbers from
0 to 1e8; exposure is what they are divided by (residents, months), in the caller's unit, up to 1e15. What cannot be
judged for want of exposure, trials or periods is nan, never 0 and never inf. Anything else that is not allowed,
missing values included, is a ValueError that says what was found. None of these functions draws at random except
``rank_ranges``, from its seed. Distributions are built of scipy.special: scipy.stats takes over a second to import.
"""

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy import fft, special

LEVELS = (0.95, 0.998)
FAR_ABOVE, ABOVE, WITHIN, BELOW, FAR_BELOW = "far_above", "above", "within", "below", "far_below"
STANDINGS = (FAR_ABOVE, ABOVE, WITHIN, BELOW, FAR_BELOW)
DRAWS = 10_000
_CELLS = 1 << 20  # values drawn at once: 8 MB
_MOST_EVENTS, _MOST_EXPOSURE = 1e8, 1e15  # beyond any country's; up to here every function below is sound
_EXACT_TREND = 100_000  # events x periods up to which the trend's distribution is computed in full
_NEGLIGIBLE = 1e-15  # a share, or a mean, at which even 1e8 trials most likely give nothing; below it scipy gives nan
_SAME = 1e-7  # relative: two probabilities this close are one (scipy.stats.binomtest and R do so too)


class Limits(NamedTuple):
    """Lower and upper limit, each shaped like the inputs broadcast together."""

    lower: np.ndarray | float
    upper: np.ndarray | float


def poisson_interval(count: ArrayLike, exposure: ArrayLike = 1.0, level: float = 0.95) -> Limits:
    """Return the exact limits of a rate: events per unit of exposure; with exposure 1, of the expected count.

    L = χ²(α/2; 2x)/2 and U = χ²(1−α/2; 2x+2)/2 over exposure, α = 1 − level. Exposure 0 gives nan.
    A count differs from an outside benchmark by this interval exactly when ``standing`` says so.
    Raises ValueError for a count that is negative or not whole, negative exposure, or a bad level.
    Source: Garwood, Fiducial limits for the Poisson distribution, Biometrika 28 (1936).
    """
    count, exposure = np.broadcast_arrays(_whole("count", count), _amount("exposure", exposure, _MOST_EXPOSURE))
    tail = _tail(level)
    # half a χ² quantile of 2x degrees of freedom is a gamma quantile of shape x; of shape 0 it is 0
    lower = np.where(count > 0, special.gammaincinv(np.maximum(count, 1), tail), 0.0)
    upper = special.gammainccinv(count + 1, tail)
    return Limits(_over(lower, exposure)[()], _over(upper, exposure)[()])


def wilson_interval(successes: ArrayLike, trials: ArrayLike, level: float = 0.95) -> Limits:
    """Return the score limits of a proportion, between 0 and 1. No trials give nan.

    Raises ValueError for numbers that are negative or not whole, more successes than trials, or a bad level.
    Source: Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927).
    """
    successes, trials = np.broadcast_arrays(_whole("successes", successes), _whole("trials", trials))
    _refuse(successes > trials, successes, "successes must be at most the trials")
    z2 = special.ndtri(_tail(level)) ** 2
    share = _over(successes, trials)
    middle = (successes + z2 / 2) / (trials + z2)
    half = np.sqrt(z2 * (share * (1 - share) * trials + z2 / 4)) / (trials + z2)
    # rounding must not push a limit past the share it belongs to, nor past 0 or 1
    return Limits(np.clip(middle - half, 0, share)[()], np.clip(middle + half, share, 1)[()])


def funnel_limits(expected: ArrayLike, level: float = 0.95, total: ArrayLike | None = None) -> Limits:
    """Return the counts between which a district lies by chance: exact quantiles at α/2 and 1−α/2, both inside.

    expected: events the district would have at the benchmark's rate. Without total the benchmark comes from outside:
    Poisson quantiles. With total, all events of the drawn districts, expected is total x share of exposure and the
    benchmark their own pooled value: binomial quantiles of (total, expected/total). Whole numbers, as floats.
    Raises ValueError for a negative expected, one above total, a total that is not whole, or a bad level.
    Source: Spiegelhalter, Funnel plots for comparing institutional performance, Stat Med 24 (2005).
    """
    expected, tail = _amount("expected", expected), _tail(level)
    if total is None:
        return Limits(_poisson_quantile(tail, expected)[()], _poisson_quantile(1 - tail, expected)[()])
    expected, total = np.broadcast_arrays(expected, _whole("total", total))
    share = _share(expected, total)
    return Limits(_binomial_quantile(tail, total, share)[()], _binomial_quantile(1 - tail, total, share)[()])


def standing(count: ArrayLike, expected: ArrayLike, total: ArrayLike | None = None) -> np.ndarray | str:
    """Return where a count stands in the funnel: one of STANDINGS. The one rule for colours and funnels.

    far_above and far_below lie strictly outside ``funnel_limits`` at 99.8 %; above and below outside those at 95 %;
    a count on a limit is within it. total as in ``funnel_limits``. More or less, never better or worse: that is the
    indicator's to say. Raises ValueError as ``funnel_limits`` does, for a bad count, and for one above total.
    """
    count = _whole("count", count)
    if total is not None:
        _refuse(count > _whole("total", total), count, "count must be at most the total")
    near, far = (funnel_limits(expected, level, total) for level in LEVELS)
    where = [count > far.upper, count > near.upper, count < far.lower, count < near.lower]
    return np.select(where, [FAR_ABOVE, ABOVE, FAR_BELOW, BELOW], WITHIN)[()]


def compare_counts(
    now: ArrayLike, before: ArrayLike, exposure_now: ArrayLike = 1.0, exposure_before: ArrayLike = 1.0
) -> np.ndarray | float:
    """Return the p-value of 同比: how often chance alone gives counts at least as unlikely as these at one rate.

    Given their sum, now is binomial with its share of exposure; two-sided by minimum likelihood, as
    scipy.stats.binomtest. Two zeros give 1. Exposure 0 on either side gives nan.
    Raises ValueError for counts that are negative or not whole, or negative exposure.
    Source: Przyborowski and Wilenski, Homogeneity of results in testing samples from Poisson series,
    Biometrika 31 (1940).
    """
    counts = _whole("now", now), _whole("before", before)
    each = ("now", exposure_now), ("before", exposure_before)
    exposures = (_amount(f"exposure_{when}", given, _MOST_EXPOSURE) for when, given in each)
    x, y, e, f = np.broadcast_arrays(*counts, *exposures)
    known = (e > 0) & (f > 0)
    p_value = np.full(x.shape, np.nan)
    x, y, e, f = x[known], y[known], e[known], f[known]
    p_value[known] = _minimum_likelihood(x, y, e / (e + f), f / (e + f))
    return p_value[()]


def count_trend(counts: ArrayLike, exposure: ArrayLike | None = None) -> np.ndarray | float:
    """Return the p-value of a trend, up or down, over equally spaced periods, oldest first: the last axis of counts.

    counts: shape (..., periods); exposure, if any, broadcasts to it; the answer has shape (...). The score of a
    log-linear Poisson trend is T = Σ t·x. Given the sum of events, T is a sum of that many independent draws of a
    period by share of exposure, so its distribution is computed in full (a discrete Fourier transform, error below
    1e-10): exact at two events as at ten thousand, where a normal or permutation test is only near. Two-sided by
    |T − E T|, not by likelihood: a period of little exposure makes a central T unlikely without any trend. Above
    100,000 events x periods the normal score test. Two periods are ``compare_counts``: one question, one answer.
    No events give 1. Periods of exposure 0 are left out; events in one, or fewer than two others, give nan.
    Raises ValueError for counts that are negative or not whole, negative exposure, or counts without a period axis.
    Source: Cochran, Biometrics 10 (1954); Armitage, Biometrics 11 (1955); for Poisson counts Cox and Lewis,
    The Statistical Analysis of Series of Events (1966), ch. 3.
    """
    counts = _whole("counts", counts)
    _refuse(counts.ndim == 0, counts, "counts must have an axis of periods")
    exposure = np.broadcast_to(1.0 if exposure is None else _amount("exposure", exposure, _MOST_EXPOSURE), counts.shape)
    shape = math.prod(counts.shape[:-1]), counts.shape[-1]
    rows = zip(counts.reshape(shape), exposure.reshape(shape), strict=True)
    return np.array([_trend(x, e) for x, e in rows], dtype=float).reshape(counts.shape[:-1])[()]


def rank_ranges(counts: ArrayLike, exposure: ArrayLike, seed: int, draws: int = DRAWS, level: float = 0.95) -> Limits:
    """Return between which ranks a district's value lies in 95 % of draws from Gamma(x + ½, exposure).

    counts: one axis of districts; exposure broadcasts to it. Rank 1 is the highest value. lower is the better-known
    end, the smallest rank number; both are whole, as floats. Districts of exposure 0 are not ranked: nan.
    One seed gives one answer, whatever the order of the districts; equal districts share one range. In a large class
    the observed rank of the first or last may lie outside its range: the luck that put it there is drawn anew.
    Memory: 2 bytes a draw and district and some 30 MB (3,000 x 10,000: 90 MB).
    Raises ValueError for bad counts or exposure, a missing seed, fewer than 100 draws, a bad level, or more
    than one axis.
    Source: Goldstein and Spiegelhalter, League tables and their limitations, JRSS A 159 (1996); Jeffreys' prior.
    """
    counts, _ = _whole("counts", counts), _whole("seed", seed, math.inf)
    _refuse(counts.ndim != 1, np.array(counts.ndim), "the axes of counts must be 1, that of the districts")
    _refuse(draws < 100, np.array(draws), "draws must be at least 100")
    exposure = np.broadcast_to(_amount("exposure", exposure, _MOST_EXPOSURE), counts.shape)
    ranked = exposure > 0
    table = np.column_stack([exposure[ranked], counts[ranked]])
    kinds, which, sizes = np.unique(table, axis=0, return_inverse=True, return_counts=True)
    ranks = _drawn_ranks(np.repeat(kinds, sizes, axis=0), seed, draws)
    ends = np.cumsum(sizes)
    found = [_middle(ranks[end - size : end], level) for end, size in zip(ends, sizes, strict=True)]
    answer = np.full((counts.size, 2), np.nan)
    answer[ranked] = np.array(found, dtype=float).reshape(-1, 2)[which.ravel()]
    return Limits(answer[:, 0], answer[:, 1])


def change_by_luck(expected: ArrayLike, share: float = 0.5) -> np.ndarray | float:
    """Return the chance that 同比 is at least ±share though nothing changed: both years Poisson with this mean.

    A base of 0 has no percentage and counts as no such change. Exact to 1e-9.
    Raises ValueError for a negative expected or a share that is not positive.
    """
    _refuse(not share > 0, np.array(share), "share must be above 0")
    return _each(lambda mean: _change(mean, share), _amount("expected", expected))


def fall_by_luck(accidents: ArrayLike, deaths: ArrayLike) -> np.ndarray | float:
    """Return the chance of 双下降, fewer accidents and fewer deaths, though nothing changed.

    accidents, deaths: expected in each of two years, for instance the base's. Accidents are Poisson; each kills the
    whole number below or above deaths/accidents, so that the mean is right and the spread the least: one at 1, one
    or none at 0.5. (More spread makes the chance smaller.) Accidents of either kind are then independent Poisson
    counts and their changes Skellam, so the sum is exact to 1e-9. Nothing falls from 0: 0; deaths without accidents
    give nan. Raises ValueError for negative numbers.
    Source: Skellam, The frequency distribution of the difference between two Poisson variates, JRSS 109 (1946).
    """
    return _each(_double_fall, _amount("accidents", accidents), _amount("deaths", deaths))


def beyond_by_luck(expected: ArrayLike, level: float = 0.95, total: int | None = None) -> float:
    """Return the chance that at least one of these districts lies outside ``funnel_limits`` though none differs.

    expected: one number a district. Without total they are independent Poisson counts; with total, all events of the
    drawn, they share it out (multinomial; expected must add up to it). Exact. No districts: 0.
    Raises ValueError as ``funnel_limits`` does, and where expected does not add up to total.
    Source: Levin, A representation for multinomial cumulative distribution functions, Ann Stat 9 (1981).
    """
    expected = np.atleast_1d(_amount("expected", expected))
    limits = np.column_stack(funnel_limits(expected, level, total)).astype(int)
    inside = [_poisson(np.arange(low, high + 1), mean) for mean, (low, high) in zip(expected, limits, strict=True)]
    if total is None:
        return float(1 - math.prod(float(chances.sum()) for chances in inside))
    _refuse(not math.isclose(expected.sum(), total, abs_tol=1e-6), expected.sum(), f"expected must add up to {total}")
    sums = np.ones(1)
    for chances in inside:  # independent counts, each inside its limits; their sum is then held at total
        sums = np.convolve(sums, chances)
    at_total = total - int(limits[:, 0].sum())
    held = sums[at_total] if 0 <= at_total < sums.size else 0.0
    return float(1 - held / _poisson(total, total))


def _minimum_likelihood(x: np.ndarray, y: np.ndarray, share_x: np.ndarray, share_y: np.ndarray) -> np.ndarray:
    """Return the two-sided p-value of x ~ Binomial(x + y, share_x); swapping x and y changes nothing."""
    n = x + y
    above = x > n * share_x  # then look from the other side, so that one case is left: x at or below its mean
    x, share = np.where(above, y, x), np.where(above, share_y, share_x)
    limit = _binomial(x, n, share) * (1 + _SAME)
    low, high = np.ceil(n * share), n + 1
    while (low < high).any():  # bisect for the first count beyond the mean that is no likelier than x
        middle = np.floor((low + high) / 2)
        likelier = _binomial(middle, n, share) > limit
        low, high = np.where(likelier & (low < high), middle + 1, low), np.where(likelier, high, middle)
    return np.minimum(1.0, _binomial_up_to(x, n, share) + _binomial_beyond(low - 1, n, share))


def _trend(counts: np.ndarray, exposure: np.ndarray) -> float:
    """Return the p-value of one series."""
    kept = exposure > 0
    if kept.sum() < 2 or counts[~kept].any():
        return math.nan
    if kept.sum() == 2:
        return float(compare_counts(*counts[kept], *exposure[kept]))
    times, share, events = np.arange(counts.size), exposure / exposure.sum(), int(counts.sum())
    mean = times @ share
    distance = abs(times @ counts - events * mean)
    if events * times[-1] > _EXACT_TREND:
        return float(special.erfc(distance / math.sqrt(2 * events * ((times - mean) ** 2 @ share))))
    chances = _sums_of_draws(share, events)
    as_far = np.abs(np.arange(chances.size) - events * mean) >= distance - 1e-9 * (1 + events)
    return float(min(1.0, chances[as_far].sum()))


def _sums_of_draws(share: np.ndarray, events: int) -> np.ndarray:
    """Return the chances of T = 0, 1, … when each event draws its period's number by share."""
    size = events * (share.size - 1) + 1
    length = fft.next_fast_len(max(size, share.size), real=True)
    return np.maximum(fft.irfft(fft.rfft(share, length) ** events, length)[:size], 0.0)


def _drawn_ranks(districts: np.ndarray, seed: int, draws: int) -> np.ndarray:
    """Return ranks of shape (districts, draws); rows of districts are (exposure, count).

    Drawn in blocks that continue one stream: their size changes memory, not the answer.
    """
    random, (exposure, counts), size = np.random.default_rng(seed), districts.T, len(districts)
    ranks = np.empty((size, draws), dtype=np.min_scalar_type(size))
    numbers = np.arange(1, size + 1, dtype=ranks.dtype)
    block = max(1, _CELLS // max(size, 1))
    for start in range(0, draws, block):
        shape = min(block, draws - start), size
        order = np.argsort(-random.standard_gamma(counts + 0.5, shape) / exposure, axis=1)
        part = np.empty(shape, dtype=ranks.dtype)
        np.put_along_axis(part, order, numbers[None, :], axis=1)
        ranks[:, start : start + shape[0]] = part.T
    return ranks


def _middle(ranks: np.ndarray, level: float) -> tuple[int, int]:
    """Return the ends of the middle ``level`` of the ranks, as much left out on either side."""
    out = math.floor(round(ranks.size * _tail(level), 6))
    ordered = np.partition(ranks.ravel(), (out, ranks.size - 1 - out))
    return ordered[out], ordered[ranks.size - 1 - out]


def _change(mean: float, share: float) -> float:
    reach = 10 * math.sqrt(mean) + 30  # beyond it lies less than 1e-12
    base = np.arange(max(1, math.floor(mean - reach)), math.ceil(mean + reach))
    # 50 x 1.1 is 55.00000000000001 in binary: without rounding a rise from 50 to 55 would be less than 10 %
    fallen, risen = np.floor(np.round(base * (1 - share), 9)), np.ceil(np.round(base * (1 + share), 9))
    return float(_poisson(base, mean) @ (_poisson_up_to(fallen, mean) + special.pdtrc(risen - 1, mean)))


def _double_fall(accidents: float, deaths: float) -> float:
    if accidents == 0:
        return 0.0 if deaths == 0 else math.nan
    each, worse = divmod(deaths, accidents)  # `worse` accidents kill each + 1, the others each
    reach = math.ceil(10 * math.sqrt(2 * accidents) + 30)
    change = np.arange(-reach, reach + 1)
    of_others, of_worse = (special.ive(np.abs(change), 2 * mean) for mean in (accidents - worse, worse))
    # fewer accidents: others + worse < 0; fewer deaths: each·(others + worse) + worse < 0
    most = np.minimum(-change - 1, (-1 - (each + 1) * change) // each) if each else np.where(
        change < 0, -change - 1, -reach - 1)  # fmt: skip
    up_to = np.append(0.0, np.cumsum(of_others))
    return float(of_worse @ up_to[np.clip(most + reach + 1, 0, change.size).astype(int)])


def _poisson(count: np.ndarray, mean: np.ndarray) -> np.ndarray:
    """Return the chance of exactly count."""
    return np.exp(special.xlogy(count, mean) - special.gammaln(count + 1) - mean)


def _poisson_up_to(count: np.ndarray, mean: np.ndarray) -> np.ndarray:
    """Return the chance of at most count, which may be negative."""
    return np.where(count < 0, 0.0, special.pdtr(np.maximum(count, 0), mean))


def _poisson_quantile(chance: float, mean: np.ndarray) -> np.ndarray:
    """Return the first count up to which the chance is at least ``chance``."""
    near = special.pdtrik(chance, np.maximum(mean, _NEGLIGIBLE))
    return _first(lambda count: special.pdtr(count, mean) >= chance, near)


def _binomial(count: np.ndarray, total: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Return the chance of exactly count of total, from 0 to total; to 14 digits also at 1e8, where n! has but 7.

    Source: Loader, Fast and accurate computation of binomial probabilities (2000).
    """
    rest = total - count
    with np.errstate(divide="ignore", invalid="ignore"):  # at the ends, which are told apart below
        exponent = _beyond_stirling(total) - _beyond_stirling(count) - _beyond_stirling(rest)
        exponent -= _deviance(count, total * share) + _deviance(rest, total * (1 - share))
        between = np.exp(exponent) * np.sqrt(total / (2 * math.pi * count * rest))
    ends = np.where(rest > 0, np.exp(special.xlog1py(rest, -share)), np.exp(special.xlogy(count, share)))
    return np.where((count > 0) & (rest > 0), between, ends)


def _beyond_stirling(number: np.ndarray) -> np.ndarray:
    """Return ln n! less Stirling's √(2πn)·(n/e)ⁿ."""
    square = number * number
    series = ((-1 / 1680 / square + 1 / 1260) / square - 1 / 360) / square + 1 / 12
    small = np.minimum(number, 16)
    exact = special.gammaln(small + 1) - (small + 0.5) * np.log(small) + small - math.log(2 * math.pi) / 2
    return np.where(number > 16, series / number, exact)


def _deviance(count: np.ndarray, mean: np.ndarray) -> np.ndarray:
    """Return x·ln(x/m) + m − x; near m by a series, for the difference would cancel."""
    ratio = (count - mean) / (count + mean)
    square, terms = ratio * ratio, 0.0
    for odd in range(17, 1, -2):
        terms = (terms + 1 / odd) * square
    series = (count - mean) * ratio + 2 * count * ratio * terms
    return np.where(np.abs(ratio) < 0.1, series, count * np.log(count / mean) + mean - count)


def _binomial_up_to(count: np.ndarray, total: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Return the chance of at most count of total."""
    inside = (count >= 0) & (count < total)
    shapes = _shapes(count, total, inside)
    chance = 1 - special.betainc(*shapes, share)
    # betaincc keeps the digits of a small chance, but among millions it has fewer than betainc (scipy 1.17: 8)
    return np.where(inside, np.where(chance > 1e-6, chance, special.betaincc(*shapes, share)), count >= total)


def _binomial_beyond(count: np.ndarray, total: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Return the chance of more than count of total."""
    inside = (count >= 0) & (count < total)
    return np.where(inside, special.betainc(*_shapes(count, total, inside), share), count < 0)


def _shapes(count: np.ndarray, total: np.ndarray, inside: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the beta distribution's shapes that belong to a count inside; 1 elsewhere."""
    return np.where(inside, count + 1, 1.0), np.where(inside, total - count, 1.0)


def _binomial_quantile(chance: float, total: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Return the first count of total up to which the chance is at least ``chance``."""
    near = special.bdtrik(chance, np.maximum(total, 1), np.clip(share, _NEGLIGIBLE, 1 - _NEGLIGIBLE))
    return _first(lambda count: _binomial_up_to(count, total, share) >= chance, np.minimum(near, total))


def _first(reaches: Callable[[np.ndarray], np.ndarray], near: np.ndarray) -> np.ndarray:
    """Return the first whole number from 0 up that reaches a chance; ``near`` is its solution on the real line."""
    found = np.maximum(np.ceil(near), 0.0)
    found = np.where((found > 0) & reaches(np.maximum(found - 1, 0)), found - 1, found)
    return np.where(reaches(found), found, found + 1)


def _each(function: Callable[..., float], *arrays: np.ndarray) -> np.ndarray | float:
    """Return function of the arrays' elements, worked out once for each distinct set of them."""
    arrays = np.broadcast_arrays(*arrays)
    rows, which = np.unique(np.column_stack([a.ravel() for a in arrays]), axis=0, return_inverse=True)
    answers = np.array([function(*row.tolist()) for row in rows], dtype=float)
    return answers[which.ravel()].reshape(arrays[0].shape)[()]


def _share(expected: np.ndarray, total: np.ndarray) -> np.ndarray:
    """Return expected over total, 0 where there is nothing to share."""
    _refuse(expected > total * (1 + 1e-9), expected, "expected must be at most the total")  # rounding of shares
    return np.minimum(1.0, expected / np.maximum(total, 1))


def _over(value: np.ndarray, exposure: np.ndarray) -> np.ndarray:
    return np.divide(value, exposure, out=np.full(np.shape(value), np.nan), where=exposure > 0)


def _tail(level: float) -> float:
    # nearer to 1, rounding of 1 − α/2 moves its quantile, to infinity in the end
    _refuse(not 0 < level <= 0.999999, np.array(level), "level must lie between 0 and 0.999999")
    return (1 - level) / 2


def _whole(name: str, values: ArrayLike, most: float = _MOST_EVENTS) -> np.ndarray:
    numbers = _amount(name, values, most)
    _refuse(numbers != np.floor(numbers), numbers, f"{name} must be whole")
    return numbers


def _amount(name: str, values: ArrayLike, most: float = _MOST_EVENTS) -> np.ndarray:
    try:
        numbers = np.asarray(values, dtype=float)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name} must be numbers from 0 to {most:g}, found {values!r}") from error
    fit = np.isfinite(numbers) & (numbers >= 0) & (numbers <= most)
    _refuse(~fit, numbers, f"{name} must be numbers from 0 to {most:g}")
    return numbers


def _refuse(wrong: ArrayLike, found: np.ndarray, allowed: str) -> None:
    """Raise ValueError with the first of found that is wrong."""
    if np.any(wrong):
        wrong, found = np.broadcast_arrays(wrong, found)
        raise ValueError(f"{allowed}, found {found[wrong].ravel()[0]:.15g}")
