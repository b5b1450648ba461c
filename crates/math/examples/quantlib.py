"""Greatest differences between the crate and QuantLib, which computes in doubles.

    quantlib.py BINARY [POINTS [SEED]]

Run by `scripts/math-accuracy.sh quantlib`; needs QuantLib from PyPI. Over the grid of the accuracy
table: one minute to two years, 1 % to 400 %, nine deviations each side. QuantLib's own error is some
1e-16 of the price and of each greek, more where two large numbers cancel. Fails if a difference is
greater than such cancellation has been seen to make.
"""

import math
import random
import subprocess
import sys

import QuantLib as ql

YEAR = 31_536_000
ONE = 2.0**64
SCALE = 2**96
GREEKS = ("delta", "gamma", "vega", "theta", "rho", "vanna", "volga", "charm")
# A few times what the million points of the README have shown.
BOUNDS = {
    "price over forward": 1e-12,
    "delta": 3e-11,
    "gamma": 3e-9,
    "vega": 1e-13,
    "theta": 1e-10,
    "rho": 1e-12,
    "vanna": 1e-9,
    "volga": 3e-11,
    "implied volatility": 1e-7,
}
# In one call the crate answers both kinds; the columns of each.
PRICES, CALL, PUT = 2, 4, 12


def draw():
    """Bits for the crate and the same numbers as doubles: exact in both."""
    seconds = int(60 * (63_072_000 / 60) ** random.random())
    vol = float(int(2**40 * 0.01 * 400 ** random.random())) / 2**40
    s = vol * math.sqrt(seconds / YEAR)
    forward = random.choice([1.0, 63_250.25, 3_100.5])
    strike = forward * math.exp(max(-5.0, min(5.0, random.uniform(-9, 9) * s)))
    rate = random.choice([0.0, float(int(2**40 * random.uniform(-0.02, 0.1))) / 2**40])
    return forward, strike, seconds, vol, rate


def line(case):
    forward, strike, seconds, vol, rate = case
    numbers = int(forward * SCALE), int(strike * SCALE), seconds, int(vol * ONE), int(rate * ONE)
    return "black76 " + " ".join(map(str, numbers))


def reference(kind, case):
    """Price and greeks in the crate's units: per forward, at a fixed forward."""
    forward, strike, seconds, vol, rate = case
    years = seconds / YEAR
    payoff = ql.PlainVanillaPayoff(kind, strike)
    black = ql.BlackCalculator(payoff, forward, vol * math.sqrt(years), math.exp(-rate * years))
    price, delta = black.value(), black.deltaForward()
    return {
        "price": price / forward,
        "delta": delta,
        "gamma": black.gammaForward() * forward,
        "vega": black.vega(years) / forward,
        "theta": black.theta(forward, years) / forward,
        # QuantLib's moves the forward with the rate.
        "rho": black.rho(years) / forward - years * delta,
        "vanna": black.vanna(forward, years),
        # Per deviation in QuantLib 1.44, not per volatility.
        "volga": black.volga(years) / forward * math.sqrt(years),
    }


class Worst:
    def __init__(self):
        self.rows = {}

    def meet(self, name, found, expected, case):
        error = abs(found - expected) / max(1.0, abs(expected))
        row = self.rows.setdefault(name, [0, 0.0, 0.0, None])
        row[0] += 1
        row[1] += error
        if error >= row[2]:
            row[2], row[3] = error, case

    def show(self):
        """Prints the table; the names and places of what is beyond its bound."""
        print("| quantity | points | mean difference | maximum difference | bound |")
        print("|---|---:|---:|---:|---:|")
        for name, (count, total, top, _) in self.rows.items():
            print(f"| {name} | {count} | {total / count:.1e} | {top:.1e} | {BOUNDS[name]:.0e} |")
        return [f"{name} at {row[3]}" for name, row in self.rows.items() if not row[2] <= BOUNDS[name]]


def main():
    binary = sys.argv[1]
    points = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    random.seed(int(sys.argv[3]) if len(sys.argv) > 3 else 1976)
    worst = Worst()
    done = 0
    while done < points:
        cases = [draw() for _ in range(min(50_000, points - done))]
        done += len(cases)
        text = "\n".join(map(line, cases))
        answers = subprocess.run([binary], input=text, capture_output=True, text=True, check=True)
        implied, truths = [], []
        for case, answer in zip(cases, answers.stdout.splitlines()):
            found = [int(x) for x in answer.split()]
            for kind, price, first in ((ql.Option.Call, 0, CALL), (ql.Option.Put, 1, PUT)):
                expected = reference(kind, case)
                worst.meet("price over forward", found[PRICES + price] / ONE, expected["price"], case)
                for offset, name in enumerate(GREEKS):
                    if name in expected:
                        worst.meet(name, found[first + offset] / ONE, expected[name], case)
            out_is_call = case[1] >= case[0]
            if len(implied) < len(cases) // 20 and case[4] == 0.0:
                vega = found[CALL + 2] / ONE * case[0]
                # Where doubles know the price to 1e-9 of the volatility.
                if vega * case[3] > 1e-6 * case[0]:
                    unit = found[0 if out_is_call else 1]
                    kind = "Call" if out_is_call else "Put"
                    forward, strike = int(case[0] * SCALE), int(case[1] * SCALE)
                    implied.append(f"implied {kind} {forward} {strike} {unit} {case[2]}")
                    truths.append((case, unit / SCALE, out_is_call))
        text = "\n".join(implied)
        answers = subprocess.run([binary], input=text, capture_output=True, text=True, check=True)
        for (case, price, is_call), answer in zip(truths, answers.stdout.splitlines()):
            forward, strike, seconds, vol, _ = case
            root = math.sqrt(seconds / YEAR)
            kind = ql.Option.Call if is_call else ql.Option.Put
            expected = ql.blackFormulaImpliedStdDev(
                kind, strike, forward, price, 1.0, 0.0, vol * root, 1e-14, 200
            )
            worst.meet("implied volatility", int(answer.split()[0]) / ONE, expected / root, case)
    beyond_bound = worst.show()
    if beyond_bound:
        sys.exit("beyond their bounds: " + "; ".join(beyond_bound))


main()
