"""Writes numpy_values.txt, what NumPy and SciPy say of the arrays in NumpyTest.java.

Run as: python3 numpy_values.py > numpy_values.txt
"""

import numpy as np
import scipy
from scipy import signal

print(f"# By numpy_values.py with NumPy {np.__version__} and SciPy {scipy.__version__}")


def values(seed, *shape):
    i = np.arange(int(np.prod(shape)))
    return (((i * 37 + seed * 11) % 23 - 9) / 4).reshape(shape)


def say(name, x):
    x = np.asarray(x)
    x = x.astype(float)
    print(name, ",".join(str(d) for d in x.shape), " ".join(repr(float(v)) for v in x.ravel()), sep=";")


def pairs(z):
    return np.stack([z.real, z.imag], axis=-1)


v, m, t = values(1, 7), values(2, 4, 5), values(3, 2, 3, 4)
mask = m > 0
rows, cols = np.array([3, 0, -1]), np.array([[1], [-2]])
twice = np.array([1, 3, 1])
k = values(4, 3)

# summaries
say("sum axes", t.sum((0, 2), keepdims=True))
say("prod", m.prod(1))
say("max kept", m.max(0, keepdims=True))
say("min", t.min((1, 2)))
say("mean kept", t.mean(1, keepdims=True))
say("variance", m.var())
say("variance ddof", t.var((0, 2), ddof=1))
say("std kept", m.std(1, keepdims=True))
say("cov", np.cov(m))
say("median even", np.median(m, 0))
say("median odd", np.median(m, 1))
say("median axes", np.median(t, (0, 2)))
say("quantiles", np.quantile(m, [0.0, 0.3, 1.0], 1))
say("quantiles kept", np.quantile(t, [0.2, 0.9], (0, 2), keepdims=True))
say("argmax", m.argmax(1))
say("argmax flat", t.argmax())
say("argmin kept", m.argmin(0, keepdims=True))
say("ptp", np.ptp(m, 1))
say("all", (m > -2).all(1))
say("any", (m > 3).any(0))
for p in (1, 2, 3, 0, np.inf, -np.inf):
    say(f"norm {p}", np.linalg.norm(m, p, 1) if np.isinf(p) or p < 3 else (abs(m) ** p).sum(1) ** (1 / p))
say("cumsum", m.cumsum(0))
say("cumsum flat", m.cumsum())
say("cumprod", m.cumprod(1))
say("diff", np.diff(m, axis=0))
say("bincount", np.bincount([1, 3, 1, 0, 5]))
say("bincount weights", np.bincount([1, 3, 1], weights=[0.5, 2, 3], minlength=6))

# shapes
say("squeeze", t[:, :1].squeeze(1))
say("moveaxis", np.moveaxis(t, 2, 0))
say("moveaxis back", np.moveaxis(t, 0, -1))
say("swapaxes", t.swapaxes(0, 2))
say("tile", np.tile(m, (2, 1, 2)))
say("tile short", np.tile(t, 2))
say("repeat", np.repeat(m, 3, 1))
say("repeat each", np.repeat(m, [2, 0, 1, 3], 0))
say("roll", np.roll(m, 2, 1))
say("roll back", np.roll(m, -11, 0))
say("flip", np.flip(t, (0, 2)))
widths = [(2, 3), (1, 0)]
for mode in ("edge", "maximum", "minimum", "mean", "wrap", "symmetric", "reflect"):
    say(f"pad {mode}", np.pad(m, widths, mode))
say("pad constant", np.pad(m, widths, constant_values=1.5))
say("pad linear_ramp", np.pad(m, widths, "linear_ramp", end_values=1.5))
say("pad far reflect", np.pad(v[:3], 8, "reflect"))
say("pad far symmetric", np.pad(v[:3], 8, "symmetric"))
say("pad far wrap", np.pad(v[:3], 8, "wrap"))
say("stack", np.stack([m, 2 * m], 1))
say("hstack", np.hstack([m, m[:, :2]]))
say("vstack", np.vstack([v, 2 * v]))
say("atleast_3d", np.atleast_3d(v))

# creation
say("arange", np.arange(5, -3, -2))
say("arange real", np.arange(0.5, 2, 0.25))
say("linspace", np.linspace(2, -1, 7))
say("logspace", np.logspace(0, 2, 5))
say("geomspace", np.geomspace(-1, -64, 4))
say("eye", np.eye(3, 4, 1))
say("tri", np.tri(3, 4, -1))
say("tril", np.tril(t, 1))
say("triu", np.triu(m, -1))
say("tril_indices", np.tril_indices(3, 1, 4))
say("triu_indices", np.triu_indices(3, -1, 4))
say("diag", np.diag(v, -2))
say("diag of", np.diag(m, 1))
say("mgrid", np.mgrid[0:2, 5:8])
say("bartlett", np.bartlett(6))

# reading by index
say("get int", m[-1])
say("get ints", t[1, -2, 0])
say("get range", m[1:-1, ::2])
say("get reversed", m[::-1, 4:0:-3])
say("get new", m[None, 1, ..., None])
say("get rest", t[..., 1])
say("get array", m[:, rows])
say("get arrays", t[[1, 0], [2, 1]])
say("get broadcast", m[rows, cols])
say("get apart", t[[1, 0, 1], :, [3, 0, 2]])
say("get apart new", t[np.array([1, 0]), None, [2, 1]])
say("get int array", t[1, :, rows])
say("get beside", t[0, [1, 2], 1:3])
say("get range arrays", t[:, [1, 2, 0], [3, 0, 1]])
say("get range arrays range", values(5, 3, 4, 2, 6)[::2, rows, [1, 0, 1], 5:1:-2])
say("get empty", m[np.array([], int)])
say("get mask", m[mask])
say("get mask axis", m[:, v[:5] > 0])
say("get mask array", t[[True, False], [1, 2]])
say("get mask two", values(5, 3, 4, 2)[:, values(6, 4, 2) > 0])


def changed(x, index, value, add=False):
    y = x.copy()
    if add:
        np.add.at(y, index, value)
    else:
        y[index] = value
    return y


for add in (False, True):
    word = "add" if add else "set"
    say(f"{word} int", changed(m, -1, 7, add))
    say(f"{word} ints", changed(t, (1, -2, 0), 7, add))
    say(f"{word} range", changed(m, np.s_[1:-1, ::2], values(7, 2, 3), add))
    say(f"{word} reversed", changed(m, np.s_[::-1, 4:0:-3], values(7, 4, 1), add))
    say(f"{word} new", changed(m, np.s_[None, 1, ..., None], values(7, 1, 5, 1), add))
    say(f"{word} array", changed(m, np.s_[:, rows], values(7, 3), add))
    say(f"{word} repeated", changed(m, twice, values(7, 3, 5), add))
    say(f"{word} broadcast", changed(m, (rows, cols), values(7, 2, 1), add))
    say(f"{word} repeated pairs", changed(m, (twice, np.array([2, 0, 2])), values(7, 3), add))
    say(f"{word} apart", changed(t, ([1, 0, 1], slice(None), [3, 0, 2]), values(7, 3, 3), add))
    say(f"{word} range arrays", changed(t, np.s_[1:, [1, 2, 0], [3, 0, 1]], values(7, 3), add))
    say(f"{word} mask", changed(m, mask, 7, add))
    say(f"{word} mask rows", changed(m, v[:4] > 0, values(7, 5), add))
    say(f"{word} mask each", changed(m, mask, values(7, int(mask.sum())), add))

say("take", m.take([[1, 7], [-1, 0]]))
say("take_along_axis", np.take_along_axis(m, m.argsort(0), 0))
say("take_along_axis one", np.take_along_axis(m, np.array([[2, 0]]), 1))
say("choose", np.choose([0, 1, 2, 1], [m[:, 0], m[:, 1], m[:, 2]]))
say("compress", m.compress([True, False, True, True], 0))
say("nonzero", np.nonzero(m > 1))
say("flatnonzero", np.flatnonzero(m > 1))
say("nonzero values", m[m != 0])
say("searchsorted", np.searchsorted(np.sort(v), np.append(v, [9, -9])))
say("searchsorted right", np.searchsorted(np.sort(v), np.append(v, [9, -9]), "right"))
for name, found in zip(
    ("values", "positions", "inverse", "counts"),
    np.unique(np.array([3, 1, 3, 2, 1, 3]), True, True, True),
):
    say(f"unique {name}", found)
say("ravel", np.ravel_multi_index(([1, 3], [2, 0]), (4, 5)))
say("unravel", np.unravel_index([7, 19], (4, 5)))
filled = m.copy()
np.fill_diagonal(filled, 9)
say("fill_diagonal", filled)

# sorting
say("sort", np.sort(m, 0))
say("argsort", np.argsort(np.round(t), 1, kind="stable"))
say("sort nan", np.nan_to_num(np.sort([2, np.nan, -1, np.inf, 0]), nan=99, posinf=98))

# signal
for mode in ("full", "valid", "same"):
    say(f"convolve {mode}", signal.convolve(v, k, mode))
    say(f"convolve short {mode}", signal.convolve(k, v, mode))
    say(f"convolve2d {mode}", signal.convolve2d(m, values(8, 2, 3), mode))
for n in (1, 2, 3, 4, 6, 7, 8, 11, 30):
    x = values(9, 2, n)
    say(f"rfft {n}", pairs(np.fft.rfft(x)))
    say(f"irfft {n}", np.fft.irfft(values(9, n // 2 + 1) + 1j * values(10, n // 2 + 1), n))
    say(f"fft {n}", pairs(np.fft.fft(values(9, n) + 1j * values(10, n))))
at, points, heights = np.linspace(-4, 5, 25), np.sort(v), values(11, 7)
say("interp", np.interp(at, points, heights))
