#!/usr/bin/env bash
# Prints the errors of crates/math against references of 50 digits, and its differences to QuantLib.
#   scripts/math-accuracy.sh [points]            maximum and mean error of every function (mpmath)
#   scripts/math-accuracy.sh quantlib [points]   greatest difference to QuantLib, a million points
#   scripts/math-accuracy.sh references          maximum and mean error over the stored references
# The first two are kept in crates/math/README.md.
source "$(dirname "$0")/lib.sh"
set_up
cd "$ROOT"
if [ "${1:-}" = references ]; then
	echo "| quantity | values | mean error | maximum error | bound held |"
	echo "|---|---:|---:|---:|---:|"
	cargo test --release -p tenor-math -- --nocapture --test-threads=2 |
		sed -nE 's/^(.*): max ([^,]*), mean ([^,]*), ([0-9]+) values, bound ([^ ]*) .*$/| \1 | \4 | \3 | \2 | \5 |/p'
	exit
fi
script=accuracy points=30000
if [ "${1:-}" = quantlib ]; then
	script=quantlib points=1000000
	shift
fi
# Nothing of this reaches the project's own environment.
venv="$CACHE/math-python"
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/pip" install --quiet mpmath==1.3.0 QuantLib==1.44
cargo build --quiet --release -p tenor-math --example evaluate
"$venv/bin/python" -B "crates/math/examples/$script.py" \
	"$CARGO_TARGET_DIR/release/examples/evaluate" "${1:-$points}"
