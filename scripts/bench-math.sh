#!/usr/bin/env bash
# Times crates/math: natively as ratios to a plain f64 Black-76 of the same run, and in Wasm under
# the compiler and settings of the node's executor. Fails if prices and greeks take more than 12 times
# the plain one or 3 us in Wasm, or a scenario more than half of prices and greeks.
source "$(dirname "$0")/lib.sh"
set_up
cd "$ROOT/crates/math/bench"
# A directory of its own, as the workspace is.
export CARGO_TARGET_DIR="${TENOR_MATH_TARGET_DIR:-$CACHE/math}"

say "Natively"
log="$(mktemp)"
cargo bench --bench native >"$log" 2>&1 || die "$(cat "$log")"
rm "$log"
python3 - "$CARGO_TARGET_DIR/criterion" <<'PY'
import json, pathlib, sys

times = {}
for path in pathlib.Path(sys.argv[1]).glob("*/new/estimates.json"):
    name = json.loads((path.parent / "benchmark.json").read_text())["full_id"]
    times[name] = json.loads(path.read_text())["median"]["point_estimate"]
for name, ns in sorted(times.items(), key=lambda item: -item[1]):
    print(f"   {name:34}{ns:8.0f} ns   {ns / times['plain f64']:6.2f} x plain f64")
full, price, scenario = (times[n] for n in ("price and greeks", "price", "scenario"))
limits = {
    "price and greeks over plain f64": (full / times["plain f64"], 12),
    "scenario over price and greeks": (scenario / full, 0.5),
}
for name, (ratio, limit) in limits.items():
    print(f"   {name}: {ratio:.2f} (at most {limit})")
print(f"   scenario over a price alone: {scenario / price:.2f}")
over = [name for name, (ratio, limit) in limits.items() if ratio > limit]
sys.exit(f"error: over the limit: {', '.join(over)}" if over else 0)
PY

say "In Wasm"
# As substrate-wasm-builder compiles a runtime.
RUSTFLAGS="-C target-cpu=mvp" cargo ${WASM_BUILD_TOOLCHAIN:+"+$WASM_BUILD_TOOLCHAIN"} build --quiet \
	--release -p tenor-math-guest --target wasm32v1-none
cargo build --quiet --release -p tenor-math-wasm
"$CARGO_TARGET_DIR/release/tenor-math-wasm" \
	"$CARGO_TARGET_DIR/wasm32v1-none/release/tenor_math_guest.wasm" |
	while read -r name ns; do
		printf '   %-34s%8d ns\n' "${name//_/ }" "$ns"
		[ "$name" != price_and_greeks ] || [ "$ns" -le 3000 ] ||
			die "prices and greeks take $ns ns in Wasm, more than 3000"
	done
