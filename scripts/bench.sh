#!/usr/bin/env bash
# Measures the weights of our pallets on this machine, in the Wasm runtime.
#   scripts/bench.sh weights [pallet...]  writes pallets/*/src/weights.rs, as `margin` or all of them;
#                                         on a machine that does nothing else
#   scripts/bench.sh once [pallet...]     the same in two steps, and writes nothing
#   scripts/bench.sh pathological         times the worst block that the limits of blocks admit, and fails
#                                         if it takes longer than it is charged
#   scripts/bench.sh smoke                runs each benchmark at both ends of its ranges natively,
#                                         in the pallets' own mocks
#   scripts/bench.sh node                 builds the node with benchmarks and tests that its `benchmark
#                                         block`, `storage` and `machine` measure
#   scripts/bench.sh math                 times crates/math natively and in Wasm
#   scripts/bench.sh book [smoke]         times crates/auction natively against other engines, and orders
#                                         through the import of blocks against transfers
#   scripts/bench.sh margin               times portfolio margin (crates/risk) natively
#   scripts/bench.sh oracle               prints what price reports cost a block by the measured weights
# The first run of `weights`, `once` or `pathological` compiles the bencher and the runtime: half an
# hour on two cores.
source "$(dirname "$0")/lib.sh"
mode="${1:-}"
case "$mode" in
weights | once | smoke | node | pathological) shift ;;
math | book | margin | oracle) exec "$ROOT/scripts/bench-$mode.sh" "${@:2}" ;;
*) die "usage: scripts/bench.sh weights|once [pallet...] | pathological | smoke | node | math | book | margin | oracle" ;;
esac

BENCHER_VERSION=0.28.0
BENCHER="$CACHE/tools/bin/frame-omni-bencher"
# A directory of its own: other features would compile the node's dependencies anew each time.
export CARGO_TARGET_DIR="$CACHE/bench"
WASM="$CARGO_TARGET_DIR/release/wbuild/tenor-runtime/tenor_runtime.compact.compressed.wasm"
STEPS="${TENOR_BENCH_STEPS:-50}"
REPEAT="${TENOR_BENCH_REPEAT:-20}"

set_up
cd "$ROOT"

install_bencher() {
	"$BENCHER" --version 2>/dev/null | grep -q " $BENCHER_VERSION$" && return
	say "Installing frame-omni-bencher $BENCHER_VERSION"
	apt_install clang libclang-dev
	CARGO_TARGET_DIR="$CACHE/omni" cargo install frame-omni-bencher --version "$BENCHER_VERSION" \
		--locked --root "$CACHE/tools"
}

# Runs the benchmarks $2 of the pallet in folder $1; further arguments go to the bencher.
bench() {
	local pallet="pallet_${1//-/_}" benchmarks="$2"
	shift 2
	"$BENCHER" v1 benchmark pallet --runtime "$WASM" --genesis-builder runtime \
		--pallet "$pallet" --extrinsic "$benchmarks" "$@"
}

if [ "$mode" = smoke ]; then
	mapfile -t packages < <(ls pallets | sed 's/^/--package=pallet-/')
	CARGO_PROFILE_DEV_DEBUG=0 exec cargo test --lib "${packages[@]}" --features runtime-benchmarks \
		benchmarking
fi
if [ "$mode" = node ]; then
	exec cargo test --release -p tenor-node --features runtime-benchmarks --test running_node dev_node
fi

install_bencher
say "Building the runtime with benchmarks"
cargo build --release -p tenor-runtime --features runtime-benchmarks
if [ "$mode" = pathological ]; then
	say "Measuring the worst block"
	out="$(mktemp -d)"
	# What the block is charged is told in the log.
	RUST_LOG=info bench options-book pathological_block --extra --steps 2 --repeat "$REPEAT" --min-duration 0 \
		--json-file "$out/times.json" >"$out/log" 2>&1 || die "$(tail -n 20 "$out/log")"
	exec "$ROOT/scripts/pathological.py" "$out"
fi
folders=("$@")
[ $# -gt 0 ] || mapfile -t folders < <(ls pallets)
for pallet in "${folders[@]}"; do
	say "Measuring $pallet"
	if [ "$mode" = once ]; then
		bench "$pallet" '*' --steps 2 --repeat 1 --min-duration 0 \
			--no-median-slopes --no-min-squares --no-storage-info
	else
		weights="pallets/$pallet/src/weights.rs"
		bench "$pallet" '*' --steps "$STEPS" --repeat "$REPEAT" --template scripts/weights.hbs \
			--output "$weights"
		# Which storage was read and written is worth a line each; what a proof of it takes is not.
		sed -i '/Proof: /d' "$weights"
		rustfmt --edition 2021 "$weights"
	fi
done
