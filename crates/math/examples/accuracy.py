"""Maximum and mean error of every function of the crate against 50-digit references.

Run by scripts/math-accuracy.sh; needs mpmath. The arguments are random, dense where the tables have
borders, and exact: the references are taken at the same bits that the crate is given. Fails if an error
is beyond the bound that the documentation states.
"""

import random
import subprocess
import sys

import beyond

from mpmath import mp, mpf, erfc, exp, log, sqrt, pi, erfinv

mp.dps = 50
ULP = mpf(2) ** -64
YEAR = 31_536_000
SCALE = 2**96  # units of forward and strike per 1
GREEKS = ("delta", "gamma", "vega", "theta", "rho", "vanna", "volga", "charm")

# What the documentation states of each quantity, in the unit that it is measured in; a share of a
# bound is at most 1.
THREE_ULP = 3 * ULP
BOUNDS = {
    "exp, ulp": 0.51,
    "ln, ulp": 0.51,
    "sqrt, ulp": 0.51,
    "normal density, ulp": 0.51,
    "normal cumulative, ulp": 0.6,
    # 0.8 ulp of R(12), 0.0828.
    "Mills ratio to 12, relative": 5.3e-19,
    "inverse cumulative, ulp": 0.75,
    "price in units, over the greater of forward and strike": 2 * ULP,
    "implied volatility, beyond the price's own half unit, ulp": 1,
    "implied volatility, stated uncertainty over the attainable": 2.1,
}


def evaluate(binary, lines):
    """The answers of the crate, each a list of integers or None."""
    done = subprocess.run([binary], input="\n".join(lines), capture_output=True, text=True, check=True)
    answers = done.stdout.splitlines()
    assert len(answers) == len(lines)
    return [None if a == "none" else [int(x) for x in a.split()] for a in answers]


def cdf(x):
    return erfc(-x / sqrt(2)) / 2


def pdf(x):
    return exp(-x * x / 2) / sqrt(2 * pi)


def mills(x):
    return cdf(-x) / pdf(x)


def inverse_cdf(p):
    """By Newton's method from the double, on the shorter tail."""
    q = min(p, 1 - p)
    t = sqrt(-2 * log(q))
    x = t - (2.515517 + 0.802853 * t + 0.010328 * t * t) / (
        1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t**3
    )
    for _ in range(6):
        e = (cdf(-x) - q) / pdf(x)
        x += e / (1 - x * e / 2)
    return x if p > q else -x


class Table:
    """Errors by quantity, in the order of first appearance."""

    def __init__(self):
        self.rows = {}

    def meet(self, name, error, at=None):
        row = self.rows.setdefault(name, [0, mpf(0), mpf(0), None])
        row[0] += 1
        row[1] += error
        if error >= row[2]:
            row[2], row[3] = error, at

    def show(self, bound_of, worst=False):
        """Prints the table; the names of what is beyond its bound."""
        print("| quantity | points | mean error | maximum error | bound |")
        print("|---|---:|---:|---:|---:|")
        for name, (count, total, top, at) in self.rows.items():
            numbers = " | ".join(mp.nstr(mpf(x), 3) for x in (total / count, top, bound_of(name)))
            print(f"| {name} | {count} | {numbers} |{f' {at}' if worst else ''}")
        return [name for name, row in self.rows.items() if not row[2] <= bound_of(name)]


def near(borders, count, spread=3):
    """Random bits, half of them beside a border."""
    return lambda low, high: [
        random.choice(borders) + random.randint(-spread, spread)
        if random.random() < 0.5
        else random.randint(low, high)
        for _ in range(count)
    ]


def functions(binary, table, count):
    # Where the kernels go to the next entry of a table: the exponential at p ln 2 - j/64, the density where
    # that is -x^2/2, the Mills ratio at each 1/16, the logarithm at each 1/256 of a mantissa or its inverse.
    powers = [(p, j) for p in range(-162, 64) for j in range(46)]
    exponents = [p * log(mpf(2)) - mpf(j) / 64 for p, j in powers]
    distances = [sqrt(-2 * x) for x in exponents if -112 < x <= 0]
    cells = near([j << 60 for j in range(193)] + [int(x / ULP) for x in distances], count)
    octaves = [(256 + cell) << power for cell in range(256) for power in range(56, 119)]
    octaves += [(2**72 // (256 + cell)) >> power for cell in range(256) for power in range(63)]
    steps = [int(mp.floor(x / ULP)) for x in exponents if -46 <= x <= 43]
    cases = {
        "exp": (near(steps, 2 * count)(-46 << 64, 43 << 64), exp),
        "ln": ([max(1, b) for b in near(octaves, count)(1, 2**127 - 1)] + [
            random.randint(1, 1 << random.randint(1, 127)) for _ in range(count)
        ], log),
        "sqrt": ([random.randint(1, 1 << random.randint(1, 127)) for _ in range(count)], sqrt),
        "pdf": (cells(-15 << 64, 15 << 64), pdf),
        "cdf": (cells(-15 << 64, 15 << 64), cdf),
        "mills": ([abs(x) for x in cells(0, 12 << 64)], mills),
        "inverse_cdf": ([random.randint(1, (1 << 64) - 1) for _ in range(count)] + [
            random.randint(1, 1 << random.randint(1, 63)) for _ in range(count)
        ], inverse_cdf),
    }
    label = {"pdf": "normal density", "cdf": "normal cumulative", "mills": "Mills ratio to 12",
             "inverse_cdf": "inverse cumulative"}
    for name, (bits, reference) in cases.items():
        answers = evaluate(binary, [f"{name} {x}" for x in bits])
        for x, answer in zip(bits, answers):
            if answer is None:
                assert name == "exp" and x > 43 << 64, (name, x)
                continue
            expected = reference(x * ULP)
            error = abs(answer[0] * ULP - expected)
            if name == "mills":
                if x <= 12 << 64:
                    table.meet("Mills ratio to 12, relative", error / expected, x)
            else:
                table.meet(f"{label.get(name, name)}, ulp", error / ULP, x)


def exact_black76(forward, strike, seconds, vol, rate):
    """Prices of call and put, and the greeks of both per forward, as mpf."""
    t = mpf(seconds) / YEAR
    discount, root, x = exp(-rate * t), sqrt(t), mpf(strike) / forward
    s = vol * root
    d1 = -log(x) / s + s / 2
    d2 = d1 - s
    density = discount * pdf(d1)
    shared = {
        "gamma": density / s,
        "vega": density * root,
        "vanna": -density * d2 / vol,
        "volga": density * root * d1 * d2 / vol,
    }
    result = []
    for sign in (1, -1):
        n1, n2 = cdf(sign * d1), cdf(sign * d2)
        price = discount * sign * (n1 - x * n2)
        delta = discount * sign * n1
        result.append(dict(
            shared,
            price=price,
            delta=delta,
            theta=rate * price - density * s / (2 * t),
            rho=-t * price,
            charm=rate * delta + density * d2 / (2 * t),
        ))
    return result


def random_case():
    """One minute to two years, 1 % to 400 %, within 9 standard deviations and never beyond e^5."""
    seconds = int(60 * (63_072_000 / 60) ** random.random())
    vol = int(2**64 * 0.01 * 400 ** random.random())
    s = vol / 2**64 * (seconds / YEAR) ** 0.5
    k = max(-5, min(5, random.uniform(-9, 9) * s))
    forward = int(random.choice([1, 63_250.17, 3_100.25]) * SCALE)
    strike = max(1, int(forward * mp.exp(mpf(k))))
    rate = random.choice([0, 0, int(0.1 * 2**64 * random.uniform(-0.2, 1))])
    return forward, strike, seconds, vol, rate


def black76(binary, table, count):
    cases = [random_case() for _ in range(count)]
    answers = evaluate(binary, ["black76 " + " ".join(map(str, case)) for case in cases])
    for case, answer in zip(cases, answers):
        forward, strike, seconds, vol, rate = case
        expected = exact_black76(forward, strike, seconds, vol * ULP, rate * ULP)
        for side in (0, 1):
            money = beyond.rounded_down(answer[side], expected[side]["price"] * forward)
            name = "price in units, over the greater of forward and strike"
            table.meet(name, money / max(forward, strike), case)
            found = dict(zip(("price", *GREEKS), [answer[2 + side], *answer[4 + 8 * side:]]))
            for name, value in found.items():
                exact = expected[side][name]
                error = abs(value * ULP - exact) - (abs(exact) / 2**60 if name != "delta" else 0)
                label = {"price": "price over forward, beyond 2^-60 of it", "delta": "delta"}
                table.meet(label.get(name, f"{name}, beyond 2^-60 of it"), max(0, error), case)


def implied(binary, table, count):
    """Prices to the unit, so that what comes back is off by half a unit over vega and an ulp."""
    lines, truths = [], []
    for _ in range(count):
        forward, strike, seconds, vol, _ = random_case()
        # At one scale in two, units of 1e-18.
        unit = random.choice([1, SCALE // 10**18])
        forward, strike = forward // unit, max(1, strike // unit)
        call, put = exact_black76(forward, strike, seconds, vol * ULP, mpf(0))
        kind, side = ("Call", call) if strike >= forward else ("Put", put)
        price = int(mp.nint(side["price"] * forward))
        bound = mpf(0.5) / (side["vega"] * forward) if side["vega"] > 0 else mp.inf
        lines.append(f"implied {kind} {forward} {strike} {price} {seconds}")
        truths.append((vol * ULP, bound))
    refused = 0
    for line, (vol, bound), answer in zip(lines, truths, evaluate(binary, lines)):
        if answer is None:
            assert bound > vol / 4600, (line, vol, bound)
            refused += 1
            continue
        error = abs(answer[0] * ULP - vol)
        assert error <= answer[1] * ULP, (line, vol, answer)
        if bound < vol * 1e-6:
            table.meet("implied volatility, beyond the price's own half unit, ulp",
                       max(0, error - bound) / ULP, line)
            table.meet("implied volatility, stated uncertainty over the attainable",
                       answer[1] * ULP / (bound + ULP), line)
    print(f"implied volatility: {refused} of {count} prices refused as imprecise\n", file=sys.stderr)


def main():
    binary, count = sys.argv[1], int(sys.argv[2])
    random.seed(int(sys.argv[3]) if len(sys.argv) > 3 else 76)
    table = Table()
    functions(binary, table, count)
    black76(binary, table, count)
    implied(binary, table, count)
    beyond_bound = table.show(lambda name: BOUNDS.get(name, THREE_ULP), worst="--worst" in sys.argv)
    print("\nShares of the bounds that the documentation states:\n")
    table = Table()
    beyond.measure(lambda lines: evaluate(binary, lines), table, max(1, count // 3))
    beyond_bound += table.show(lambda _: 1, worst="--worst" in sys.argv)
    if beyond_bound:
        sys.exit("beyond their bounds: " + "; ".join(beyond_bound))


if __name__ == "__main__":
    main()
