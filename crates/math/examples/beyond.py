"""Errors of smiles, averages, digitals and barriers against 50-digit references at the same bits.

Each is given as a share of the bound that the function's documentation states. The closed forms are
those of tests/vectors/generate.py. Run by scripts/math-accuracy.sh, from accuracy.py.
"""

import pathlib
import random
import sys

from mpmath import exp, log, mp, mpf, npdf, sqrt

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "tests" / "vectors"))
from generate import black, knock_in, phi, survival, touched  # noqa: E402

ULP = mpf(2) ** -64
YEAR = 31_536_000
UNITS = 2**100  # units of spot and forward per 1
SPOT = 100 * UNITS


def bits(low, high):
    """A number of 64 bits behind the point."""
    return int(random.uniform(low, high) * 2**64)


def spread(low, high):
    """The same, of any size."""
    return int(2**64 * low * (high / low) ** random.random())


def of(numbers):
    return [x * ULP for x in numbers]


def rounded_down(found, exact):
    """What an amount that was rounded down is off, beyond that rounding."""
    return max(0, found - exact, exact - found - 1)


def smile_errors(name, parts, k, found, bounds):
    """Of w, w', w'', g and the density; those of g and the density beside what the parts' errors make."""
    w, slope, curve = parts
    elasticity, s = slope / w, sqrt(w)
    tilt = 1 - k * elasticity / 2
    g = tilt**2 - slope**2 / 4 * (1 / w + mpf(1) / 4) + curve / 2
    d = k / s + s / 2
    density = g * npdf(d) / s
    errors = [abs(a - b) for a, b in zip(of(found), [*parts, g, density])]
    for what, error, bound in zip(("w", "w'", "w''"), errors, bounds):
        yield f"{name}: {what}", error / bound
    through = abs(tilt * k * elasticity / w + elasticity**2 / 4) * errors[0] + errors[2] / 2
    through += abs(tilt * k / w + slope / 2 * (1 / w + mpf(1) / 4)) * errors[1]
    size = max(1, abs(k), (k * elasticity) ** 2, slope**2 / w)
    yield "Durrleman's g", max(0, errors[3] - through) / (4 * size * ULP)
    through = errors[3] * npdf(d) / s
    through += abs(density * (d * (k / s - s / 2) - 1)) / (2 * w) * errors[0]
    yield "density", max(0, errors[4] - through) / (3 * (1 + abs(g)) * (1 + abs(k) / w) / s * ULP)


def svi():
    sigma, b = spread(0.001, 1), bits(0, 1)
    rho, m, k = bits(-0.999, 0.999), bits(-0.5, 0.5), bits(-3, 3)
    if random.random() < 0.5:
        k = m + int(sigma * random.uniform(-4, 4))
    a = bits(-0.02, 0.3)
    A, B, R, M, S, K = of([a, b, rho, m, sigma, k])
    root = sqrt((K - M) ** 2 + S**2)
    w = A + B * (R * (K - M) + root)
    if w < mpf("0.0005"):
        return None
    parts = w, B * (R + (K - M) / root), B * S**2 / root**3
    bounds = 2 * (1 + B) * ULP, 2 * (1 + B) * (1 + 1 / root) * ULP, 8 * (1 + B) / S**2 * ULP
    return f"svi {a} {b} {rho} {m} {sigma} {k}", lambda found: smile_errors("SVI", parts, K, found, bounds)


def ssvi():
    theta, p, k = spread(0.0005, 4), spread(0.05, 20), bits(-3, 3)
    rho = random.choice([-1, 1]) * (2**64 - spread(1e-6, 1))
    T, R, P, K = of([theta, rho, p, k])
    if random.random() < 0.5:
        # About the vertex.
        k = int((-R + sqrt(1 - R**2) * random.uniform(-4, 4)) / P * 2**64)
        K = k * ULP
    shifted = P * K + R
    root = sqrt(shifted**2 + 1 - R**2)
    w = T / 2 * (1 + R * P * K + root)
    if w < mpf("0.0005"):
        return None
    parts = w, T * P / 2 * (R + shifted / root), T * P**2 / 2 * (1 - R**2) / root**3
    steep = 1 + 1 / root
    bounds = 2 * (1 + T) * ULP, (3 + 2 * T * P * steep) * ULP, 4 * (1 + P * (1 + T * P * steep) * steep) * ULP
    return f"ssvi {theta} {rho} {p} {k}", lambda found: smile_errors("SSVI", parts, K, found, bounds)


def curvature():
    theta, eta = spread(1e-9, 4), spread(0.01, 100)
    T, E = of([theta, eta])
    form = random.choice(["power", "heston", "root"])
    if form == "power":
        gamma = bits(0, 1)
        G = gamma * ULP
        line, exact = f"power {eta} {gamma}", E / (T**G * (1 + T) ** (1 - G))
    elif form == "heston":
        x = E * T
        mean = (1 - exp(-x)) / x
        line, exact = f"heston {eta}", (1 - mean) / x
    else:
        line, exact = f"root {eta}", E / sqrt(T)
    bound = 4 * max(1, E, exact) * ULP

    def errors(found):
        yield "curvature of SSVI", abs(found[0] * ULP - exact) / bound

    return f"curvature {theta} {line}", errors


def wings():
    sigma, b = spread(0.01, 1), bits(0.01, 1)
    rho, m, a = bits(-0.95, 0.95), bits(-0.5, 0.5), bits(0, 0.3)
    years = spread(0.001, 2)
    A, B, R, M, S, T = of([a, b, rho, m, sigma, years])
    root = sqrt(M**2 + S**2)
    w = A + B * (root - R * M)
    if w < mpf("0.0005"):
        return None
    s, least = sqrt(w), A + B * S * sqrt(1 - R**2)
    slope = B * (R - M / root)
    exact = [w / T, slope / (2 * s), B * (1 - R) / s, B * (1 + R) / s, least / T]
    yearly, wing = 2 * (1 + B) * (1 + 1 / T) * ULP, 4 * (1 + B) ** 2 * (1 + 1 / root) / min(s, 1) ** 3 * ULP
    bounds = [yearly, wing, wing, wing, yearly]

    def errors(found):
        for answer, value, bound in zip(found, exact, bounds):
            yield "jump wings", abs(answer * ULP - value) / bound
        yield "least variance of SVI", abs(found[5] * ULP - least) / ((2 + B * S) * ULP)

    return f"wings {a} {b} {rho} {m} {sigma} {years}", errors


def time():
    """Seconds and a volatility, one second to two years, 1 % to 400 %."""
    seconds = int(63_072_000**random.random())
    vol = spread(0.01, 4)
    return seconds, vol, vol * ULP * sqrt(mpf(seconds) / YEAR)


def digital():
    seconds, vol, s = time()
    far = max(-2.5, min(2.5, random.uniform(-9, 9) * float(s)))
    strike = int(SPOT * exp(mpf(far)))
    slope = int(float(s) ** 2 * random.uniform(-0.4, 0.4) * 2**64)
    d1 = log(mpf(SPOT) / strike) / s + s / 2
    d2 = d1 - s
    lean = slope * ULP * npdf(d2) / (2 * s)
    smile = min(max(phi(d2) - lean, 0), 1)
    values = [
        ("digital: cash", phi(d2), 2),
        ("digital: asset", phi(d1), 2),
        ("digital: delta", npdf(d2) / s, 1 + 2 / s),
        ("digital: vega", -npdf(d2) * d1 / s, (1 + 2 / s) * (1 + abs(d1))),
        ("digital: cash on a smile", smile, 3 + abs(slope) * ULP / s),
    ]

    def errors(found):
        for answer, (name, value, bound) in zip(found, values):
            yield name, abs(answer * ULP - value) / (bound * ULP)

    return f"digital {SPOT} {strike} {vol} {seconds} {slope}", errors


def averaging():
    kind = random.choice(["Call", "Put"])
    vol = spread(0.01, 4)
    left = random.choice([random.randrange(1, 1800), int(1800 * 35_000**random.random())])
    strike = int(SPOT * random.choice([random.uniform(0.4, 1.6), random.uniform(0.99, 1.01)]))
    average = int(SPOT * random.uniform(0.985, 1.015))
    if left >= 1800:
        value = black(kind, mpf(SPOT), mpf(strike), vol * ULP * sqrt(mpf(left - 1200) / YEAR))
    else:
        share = mpf(left) / 1800
        reduced = (strike - (1 - share) * average) / share
        value = share * black(kind, mpf(SPOT), reduced, vol * ULP * sqrt(mpf(left) / 3 / YEAR))

    def errors(found):
        yield "price on the average", rounded_down(found[0], value) / (SPOT * ULP / 2)

    return f"averaging {kind} {SPOT} {strike} {vol} {left} {average}", errors


def market():
    """Rates from −5 % to 10 % over a second to two years, in fine units or in whole ones."""
    spot = 100 * random.choice([UNITS, 1])
    seconds, vol, s = time()
    years = mpf(seconds) / YEAR
    r, q = int(years * bits(-0.05, 0.1)), int(years * bits(-0.05, 0.1))
    line = f"{spot} {r - q} {r} {vol} {seconds}"
    wide = float(min(3 * s, mpf("1.5")))
    around = lambda: int(spot * exp(mpf(random.uniform(-wide, wide))))  # noqa: E731
    return line, spot, (r - q) * ULP, r * ULP, s, around


def scale(spot, carry, rate, *amounts):
    """The greatest amount, grown by a rate below 0."""
    return max(1, exp(-rate)) * max(spot, spot * exp(carry), *amounts)


def asian():
    line, spot, carry, rate, s, around = market()
    kind, strike, fixings = random.choice(["Call", "Put"]), around(), random.choice([0, 1, 2, 7, 30, 365, 1800])
    m = mpf(fixings)
    share, time = (mpf(1) / 3, mpf(1) / 2) if fixings == 0 else ((m + 1) * (2 * m + 1) / (6 * m * m), (m + 1) / (2 * m))
    own = s * s * share
    forward = spot * exp((carry - s * s / 2) * time + own / 2)
    value = exp(-rate) * black(kind, forward, mpf(strike), sqrt(own))

    def errors(found):
        bound = 16 * ULP * scale(spot, carry, rate, strike)
        yield "geometric average", rounded_down(found[0], value) / bound
        yield "geometric average", rounded_down(-found[1], -value) / bound

    return f"asian {line} {kind} {strike} {fixings}", errors


def touch():
    line, spot, carry, rate, s, around = market()
    level = around()
    side, drift = "Down" if level < spot else "Up", carry - s * s / 2
    if drift**2 + 2 * rate * s * s <= 0 or level == spot:
        return None
    h, variance, end = (mpf(spot), mpf(level), side), s * s, exp(-rate)
    alive, asset = survival(*h, drift, variance), survival(*h, drift + variance, variance)
    forward = spot * exp(carry)
    values = [touched(*h, drift, variance, rate, None) * spot, end * (1 - alive) * spot, end * alive * spot]
    values += [end * forward * (1 - asset), end * forward * asset]
    bound = (8 + 2 / s) * ULP * scale(spot, carry, rate)
    names = ["at the touch", "at the end", "untouched", "at the end", "untouched"]

    def errors(found):
        for answer, value, name in zip(found, values, names):
            yield f"payments {name}", rounded_down(answer, value) / bound

    return f"touch {line} {side} {level} {spot}", errors


def barrier():
    line, spot, carry, rate, s, around = market()
    kind, strike, level, rebate = random.choice(["Call", "Put"]), around(), around(), spot // 30
    side, drift, variance, end = "Down" if level < spot else "Up", carry - s * s / 2, s * s, exp(-rate)
    if drift**2 + 2 * rate * variance <= 0 or level == spot:
        return None
    price, at, to = mpf(spot), mpf(level), mpf(strike)
    inside = end * knock_in(kind, price, to, at, side, carry, variance)
    out = end * black(kind, price * exp(carry), to, s) - inside
    paid = rebate * touched(price, at, side, drift, variance, rate, None)
    bound = 16 * ULP * scale(spot, carry, rate, strike, level)
    through = 2 * ULP / s * max(1, end)

    def errors(found):
        # What is paid at the barrier is at most the distance of strike and barrier.
        for answer, value in zip(found, [inside, out]):
            yield "knock-in, knock-out", rounded_down(answer, value) / (bound + through * abs(level - strike))
        both = bound + through * (abs(level - strike) + rebate)
        yield "knock-out with a rebate", rounded_down(found[2], out + paid) / both

    return f"barrier {line} {kind} {strike} {side} {level} {rebate}", errors


def measure(evaluate, table, count):
    """Meets every quantity so many times."""
    for draw in (averaging, svi, ssvi, curvature, wings, digital, asian, touch, barrier):
        # The terms of touches cancel by powers of e^(drift/s).
        with mp.workdps(200 if draw in (touch, barrier) else 50):
            cases = []
            while len(cases) < count:
                case = draw()
                if case:
                    cases.append(case)
            answers = evaluate([line for line, _ in cases])
            for (line, errors), answer in zip(cases, answers):
                assert answer is not None, line
                for name, share in errors(answer):
                    table.meet(name, share, line)
