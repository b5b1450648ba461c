#!/usr/bin/env python3
"""Reference values of 50 digits for crates/math, by mpmath (`pip install mpmath`).

    generate.py NAME [ROWS [SEED]]     one file to standard output
    generate.py all                    all files, next to this one

Each file starts with its source and conventions. The points are drawn at random (fixed seed) over
the whole domain; other seeds and more rows make further tests.
"""

import pathlib
import random
import sys

from mpmath import erfc, exp, log, mp, mpf, npdf, nstr, sqrt

mp.dps = 80
YEAR = 31536000
TIMES = [1, 60, 3600, 86400, 604800, 2592000, 31536000, 63072000]


def text(x, digits=30):
    """A decimal; what is below 1e-60 is 0."""
    if abs(x) < mpf("1e-60"):
        return "0"
    return nstr(mpf(x), digits, strip_zeros=True, min_fixed=-60, max_fixed=60)


def phi(x):
    """The normal distribution, with relative accuracy in the lower tail too."""
    return erfc(-x / sqrt(mpf(2))) / 2


def black(kind, forward, strike, s):
    """Undiscounted Black-76 on a total deviation."""
    if strike <= 0:
        return forward - strike if kind == "Call" else mpf(0)
    if s == 0:
        return max(forward - strike, 0) if kind == "Call" else max(strike - forward, 0)
    d1 = log(forward / strike) / s + s / 2
    if kind == "Call":
        return forward * phi(d1) - strike * phi(d1 - s)
    return strike * phi(s - d1) - forward * phi(-d1)


def decimal(rng, low, high, places=6):
    return mpf(f"{rng.uniform(low, high):.{places}f}")


def averaging(rng, rows):
    yield "# docs/spec/prices.md, Marks: variance to expiry - 1200 s before the window of 1800 s; inside, t seconds left,"
    yield "# a = t/1800, A the average so far: a*B76(F, (K-(1-a)A)/a, vol^2 t/3), intrinsic of (1-a)A+aF if that strike <= 0"
    yield "kind,forward,strike,vol,left,average,value"
    for _ in range(rows):
        kind = rng.choice(["Call", "Put"])
        forward = decimal(rng, 50, 150)
        strike = forward * decimal(rng, 0.99, 1.01) if rng.random() < 0.7 else decimal(rng, 40, 160)
        strike = mpf(nstr(strike, 8))
        vol = decimal(rng, 0.05, 3, 4)
        left = rng.choice([0, 1, 2, 60, 600, 899, 1799, 1800, 1801, 3600, 86400, rng.randrange(1800)])
        average = mpf(nstr(forward * decimal(rng, 0.985, 1.015), 8))
        if left >= 1800:
            value = black(kind, forward, strike, vol * sqrt(mpf(left - 1200) / YEAR))
        else:
            share = mpf(left) / 1800
            if left == 0:
                value = max(average - strike, 0) if kind == "Call" else max(strike - average, 0)
            else:
                reduced = (strike - (1 - share) * average) / share
                value = share * black(kind, forward, reduced, vol * sqrt(mpf(left) / 3 / YEAR))
        yield ",".join([kind, text(forward), text(strike), text(vol), str(left), text(average), text(value)])


RATES = [("0", "0"), ("0", "0.05"), ("0.08", "0.02"), ("-0.03", "0.04")]
# Rates below 0 follow in the same file. The last pair is an option on a forward: below a volatility of
# sqrt(8*0.02) a payment at the touch has no closed form in real numbers.
BELOW_0 = [("0", "-0.02"), ("0.01", "-0.05"), ("0", "-0.4"), ("-0.02", "-0.02")]


def market(rng, rates=RATES):
    spot = mpf(100)
    q, r = rng.choice(rates)
    vol = rng.choice(["0.01", "0.1", "0.35", "0.8", "1.5", "4"])
    if q == r == "-0.02":
        vol = rng.choice(["0.6", "1.5", "4"])
    return spot, mpf(q), mpf(r), mpf(vol), rng.choice(TIMES)


def with_rates_below_0(rows):
    """The rates of each row: a third more rows have rates below 0."""
    return [RATES] * rows + [BELOW_0] * (rows // 3)


def touched(spot, level, side, drift, variance, rate, seconds):
    """Value of 1 at the first touch: h = ln(H/S); continuous monitoring."""
    s = sqrt(variance)
    h = log(level / spot)
    lam = sqrt(drift**2 + 2 * rate * variance)
    sign = 1 if side == "Down" else -1
    return exp(h * (drift + lam) / variance) * phi(sign * (h + lam) / s) + exp(
        h * (drift - lam) / variance
    ) * phi(sign * (h - lam) / s)


def survival(spot, level, side, drift, variance):
    s = sqrt(variance)
    h = log(level / spot)
    sign = 1 if side == "Down" else -1
    return phi(sign * (drift - h) / s) - exp(2 * drift * h / variance) * phi(sign * (drift + h) / s)


def knock_in(kind, spot, strike, level, side, carry, variance):
    """Undiscounted, Reiner and Rubinstein's terms A to D."""
    s = sqrt(variance)
    drift = carry - variance / 2
    h = log(level / spot)
    call = 1 if kind == "Call" else -1
    away = 1 if side == "Down" else -1
    forward = spot * exp(carry)

    def beyond(x):
        x = (drift - log(x / spot)) / s
        return call * (forward * phi(call * (x + s)) - strike * phi(call * x))

    def reflected(x):
        x = (2 * h - log(x / spot) + drift) / s
        return call * (
            forward * exp(2 * (drift + variance) * h / variance) * phi(away * (x + s))
            - strike * exp(2 * drift * h / variance) * phi(away * x)
        )

    a, b, c, d = beyond(strike), beyond(level), reflected(strike), reflected(level)
    above = strike > level
    if (side == "Down") == (kind == "Call"):
        return c if above == (side == "Down") else a - b + d
    return a if above == (side == "Up") else b - c + d


def barrier(rng, rows):
    yield "# Reiner and Rubinstein's closed form, continuous monitoring; rebate at the touch (Out) or at the end (In)"
    yield "barrier_type,barrier,rebate,type,strike,spot,q,r,t_secs,vol,value"
    mp.dps = 400
    for rates in with_rates_below_0(rows):
        spot, q, r, vol, seconds = market(rng, rates)
        years = mpf(seconds) / YEAR
        variance, carry = vol**2 * years, (r - q) * years
        wide = float(min(sqrt(variance) * 3, mpf("1.5")))
        around = lambda: mpf(nstr(spot * exp(mpf(rng.uniform(-wide, wide))), 10))
        strike, level = around(), around()
        side = "Down" if level < spot else "Up"
        knock, kind = rng.choice(["In", "Out"]), rng.choice(["Call", "Put"])
        rebate = mpf(rng.choice([0, 0, 3] if rates is RATES else [3]))
        inside = knock_in(kind, spot, strike, level, side, carry, variance)
        vanilla = black(kind, spot * exp(carry), strike, sqrt(variance))
        end = exp(-r * years)
        drift = carry - variance / 2
        if knock == "In":
            value = end * (inside + rebate * survival(spot, level, side, drift, variance))
        else:
            value = end * (vanilla - inside)
            value += rebate * touched(spot, level, side, drift, variance, r * years, seconds)
        fields = [side + knock, text(level), text(rebate), kind, text(strike), text(spot)]
        yield ",".join(fields + [text(q), text(r), str(seconds), text(vol), text(value)])


def touch(rng, rows):
    yield "# one-touch and no-touch payments of 1 (cash) or of the asset, continuous monitoring"
    yield "side,barrier,spot,q,r,t_secs,vol,cash_at_touch,cash_at_end,cash_untouched,asset_at_end,asset_untouched"
    mp.dps = 400
    for rates in with_rates_below_0(rows):
        spot, q, r, vol, seconds = market(rng, rates)
        years = mpf(seconds) / YEAR
        variance, carry = vol**2 * years, (r - q) * years
        wide = float(min(sqrt(variance) * 3, mpf("1.5")))
        level = mpf(nstr(spot * exp(mpf(rng.uniform(-wide, wide))), 10))
        side = "Down" if level < spot else "Up"
        drift, end = carry - variance / 2, exp(-r * years)
        alive = survival(spot, level, side, drift, variance)
        asset = survival(spot, level, side, drift + variance, variance)
        forward = spot * exp(carry)
        values = [
            touched(spot, level, side, drift, variance, r * years, seconds),
            end * (1 - alive),
            end * alive,
            end * forward * (1 - asset),
            end * forward * asset,
        ]
        fields = [side, text(level), text(spot), text(q), text(r), str(seconds), text(vol)]
        yield ",".join(fields + [text(value) for value in values])


def digital(rng, rows):
    yield "# Black-76 digitals paying 1 of cash / the forward, undiscounted; on_smile: -dC/dK with the slope w'(k)"
    yield "forward,strike,t_secs,vol,slope,cash_call,cash_put,asset_call,asset_put,call_on_smile"
    for _ in range(rows):
        _, _, _, vol, seconds = market(rng)
        s = vol * sqrt(mpf(seconds) / YEAR)
        forward = mpf(100)
        far = mpf(rng.uniform(-1, 1)) * min(9 * s, mpf("2.5"))
        strike = mpf(nstr(forward * exp(far), 12))
        slope = mpf(nstr(s * s * mpf(rng.uniform(-0.4, 0.4)), 6))
        d1 = log(forward / strike) / s + s / 2
        d2 = d1 - s
        smile = min(max(phi(d2) - npdf(d2) * slope / (2 * s), mpf(0)), mpf(1))
        fields = [forward, strike, mpf(seconds), vol, slope, phi(d2), phi(-d2)]
        fields += [forward * phi(d1), forward * phi(-d1), smile]
        yield ",".join(str(seconds) if i == 2 else text(field) for i, field in enumerate(fields))


def asian(rng, rows):
    yield "# geometric average, fixings at i*T/m for i = 1..m or continuous on [0, T], discounted"
    yield "spot,strike,q,r,t_secs,vol,fixings,call,put"
    for _ in range(rows):
        spot, q, r, vol, seconds = market(rng)
        years = mpf(seconds) / YEAR
        variance, carry = vol**2 * years, (r - q) * years
        fixings = rng.choice(["continuous", 1, 2, 7, 30, 365, 1800])
        if fixings == "continuous":
            share, time = mpf(1) / 3, mpf(1) / 2
        else:
            m = mpf(fixings)
            share, time = (m + 1) * (2 * m + 1) / (6 * m * m), (m + 1) / (2 * m)
        own = variance * share
        forward = spot * exp((carry - variance / 2) * time + own / 2)
        far = mpf(rng.uniform(-1, 1)) * min(5 * sqrt(own), mpf("2.5"))
        strike = mpf(nstr(forward * exp(far), 10))
        values = [exp(-r * years) * black(kind, forward, strike, sqrt(own)) for kind in ("Call", "Put")]
        fields = [text(spot), text(strike), text(q), text(r), str(seconds), text(vol), str(fixings)]
        yield ",".join(fields + [text(value) for value in values])


def mills(rng, rows):
    yield "# Mills ratio (1 - cdf)/pdf at exact binary arguments: table borders (1/16) and their neighbours, and between"
    yield "x,mills"
    for _ in range(rows):
        if rng.random() < 0.5:
            x = mpf(rng.randrange(16 * 12)) / 16 + mpf(rng.choice([0, 1])) / 2**30
        else:
            x = mpf(rng.randrange(12 * 2**30)) / 2**30
        yield ",".join([text(x, 50), text(phi(-x) / npdf(x))])


def greeks(rng, rows):
    yield "# discounted Black-76 and its greeks per forward at exact binary volatilities and rates: crates/math/src/greeks.rs"
    yield "# has the units; one minute to two years, 1 % to 400 %, nine deviations each side, rates of -2 % to 10 %"
    yield "forward,strike,t_secs,vol,r,call,put,call_delta,put_delta,gamma,vega,call_theta,put_theta,call_rho,put_rho,vanna,volga,call_charm,put_charm"
    for _ in range(rows):
        seconds = int(60 * (63072000 / 60) ** rng.random())
        vol = mpf(int(2**20 * 0.01 * 400 ** rng.random()) + 1) / 2**20
        rate = mpf(rng.choice([0, int(2**20 * rng.uniform(-0.02, 0.1))])) / 2**20
        years = mpf(seconds) / YEAR
        s, discount = vol * sqrt(years), exp(-rate * years)
        forward = mpf(rng.choice(["1", "100", "63250.25"]))
        far = max(-5, min(5, rng.uniform(-9, 9) * float(s)))
        strike = mpf(nstr(forward * exp(mpf(far)), 14))
        d1 = log(forward / strike) / s + s / 2
        d2, density = d1 - s, discount * npdf(d1)
        call, put = (discount * black(kind, forward, strike, s) / forward for kind in ("Call", "Put"))
        deltas = [discount * phi(d1), -discount * phi(-d1)]
        decay, drift = density * s / (2 * years), density * d2 / (2 * years)
        values = [call, put, *deltas, density / s, density * sqrt(years)]
        values += [rate * call - decay, rate * put - decay, -years * call, -years * put]
        values += [-density * d2 / vol, density * sqrt(years) * d1 * d2 / vol]
        values += [rate * delta + drift for delta in deltas]
        fields = [text(forward), text(strike), str(seconds), text(vol, 50), text(rate, 50)]
        yield ",".join(fields + [text(value) for value in values])


def svi(rng, rows):
    yield "# raw SVI w(k) = a+b(rho(k-m)+sqrt((k-m)^2+sigma^2)), its derivatives, Durrleman's g, density in k"
    yield "a,b,rho,m,sigma,k,w,w_prime,w_second,g,density"
    done = 0
    while done < rows:
        sigma = decimal(rng, 0.02, 1, 4)
        b, rho, m = decimal(rng, 0, 1, 4), decimal(rng, -0.99, 0.99, 3), decimal(rng, -0.5, 0.5, 3)
        a = decimal(rng, -0.02, 0.3, 5)
        k = decimal(rng, -3, 3, 4)
        root = sqrt((k - m) ** 2 + sigma**2)
        w = a + b * (rho * (k - m) + root)
        if w < mpf("0.0005"):
            continue
        done += 1
        w1, w2 = b * (rho + (k - m) / root), b * sigma**2 / root**3
        g = (1 - k * w1 / (2 * w)) ** 2 - w1**2 / 4 * (1 / w + mpf(1) / 4) + w2 / 2
        d = -k / sqrt(w) - sqrt(w) / 2
        density = g / sqrt(w) * npdf(d)
        yield ",".join(text(field) for field in [a, b, rho, m, sigma, k, w, w1, w2, g, density])


def ssvi(rng, rows):
    yield "# SSVI w(k) = theta/2 (1 + rho phi k + sqrt((phi k + rho)^2 + 1 - rho^2)) and its derivatives, at exact binary"
    yield "# parameters: correlations up to 1 - 1e-9, half of the points about the vertex"
    yield "theta,rho,phi,k,w,w_prime,w_second"
    unit = mpf(2) ** -40
    spread = lambda low, high: int(low * (high / low) ** rng.random() / unit) * unit
    for _ in range(rows):
        theta, curve, k = spread(0.0005, 4), spread(0.05, 20), int(rng.uniform(-3, 3) / unit) * unit
        rho = rng.choice([-1, 1]) * (1 - spread(1e-9, 1))
        if rng.random() < 0.5:
            k = int((-rho + sqrt(1 - rho**2) * mpf(rng.uniform(-4, 4))) / curve / unit) * unit
        shifted = curve * k + rho
        root = sqrt(shifted**2 + 1 - rho**2)
        w = theta / 2 * (1 + rho * curve * k + root)
        slope, second = theta * curve / 2 * (rho + shifted / root), theta * curve**2 / 2 * (1 - rho**2) / root**3
        exact = [text(field, 60) for field in [theta, rho, curve, k]]
        yield ",".join(exact + [text(field) for field in [w, slope, second]])


def implied(_, rows):
    yield "# the first recoverable rows of implied_vol_normalised: prices rounded to 1e-18, all in units of 2^-100 so that"
    yield "# forward and strike are exact to 30 digits; certain is half of 1e-18 over vega, at sqrt(F*K) = 1"
    yield "x,s,forward,strike,price,certain"
    given = (pathlib.Path(__file__).parent / "implied_vol_normalised.csv").read_text().splitlines()
    unit = mpf(2) ** -100
    recoverable = [row.split(",") for row in given if row.endswith(",yes")]
    for x, s, *_ in recoverable[:rows]:
        forward, strike = exp(mpf(x) / 2), exp(-mpf(x) / 2)
        price = mp.nint(black("Call", forward, strike, mpf(s)) * 10**18) / 10**18
        vega = npdf(mpf(x) / mpf(s) + mpf(s) / 2) * forward
        amounts = [str(int(mp.nint(amount / unit))) for amount in [forward, strike, price]]
        yield ",".join([x, s, *amounts, text(mpf("0.5e-18") / vega, 12)])


FILES = {
    "averaging": (averaging, 600),
    "barrier": (barrier, 600),
    "touch": (touch, 300),
    "digital": (digital, 400),
    "asian": (asian, 300),
    "svi": (svi, 400),
    "ssvi": (ssvi, 200),
    "mills": (mills, 300),
    "greeks": (greeks, 200),
    "implied": (implied, 200),
}


def lines(name, rows=None, seed=1):
    generate, count = FILES[name]
    mp.dps = 80
    yield f"# source: crates/math/tests/vectors/generate.py {name} (mpmath, 30 digits given)"
    yield from generate(random.Random(f"{name} {seed}"), int(rows or count))


def main():
    if sys.argv[1:] == ["all"]:
        for name in FILES:
            path = pathlib.Path(__file__).parent / f"own_{name}.csv"
            path.write_text("\n".join(lines(name)) + "\n")
    elif len(sys.argv) > 1 and sys.argv[1] in FILES:
        print("\n".join(lines(*sys.argv[1:4])))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
