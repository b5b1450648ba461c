#!/usr/bin/env bash
# Networks of real nodes on this machine.
#
#   scripts/zombienet.sh smoke            the network test that scripts/test.sh runs
#   scripts/zombienet.sh up [--port N]    four validators, until Ctrl-C (RPC port 9944)
#   scripts/zombienet.sh measure [SECS]   four validators and bots that trade, for SECS (600):
#                                         finality, empty slots, forks, reorganisations; fails on an
#                                         error line, and if nothing traded or was paid out
#   scripts/zombienet.sh clearing [SECS] [WASM]
#                                         two validators with full blocks for SECS (120): author and
#                                         import time, discarded proposals; WASM is another build of
#                                         the runtime (the .compact.compressed.wasm)
#
# All but `up` run in a private network and process namespace: no packet leaves loopback, no process
# is left behind.
source "$(dirname "$0")/lib.sh"
command="${1:-}"
[ $# -gt 0 ] && shift

"$ROOT/scripts/setup.sh"
[ -x "$NODE_BIN" ] || die "build the node first: cargo build --release --workspace"
export TENOR_NODE="$NODE_BIN" TENOR_ORACLE="$ROOT/node/oracle/replay.toml"
manifest="$ROOT/zombienet/Cargo.toml"
# Its own target directory: its crates are other versions, in another profile.
export CARGO_TARGET_DIR="$CACHE/zombienet"
bin="$CARGO_TARGET_DIR/debug"
work="$CACHE/networks/$$"
mkdir -p "$work"
# zombienet-sdk keeps its networks below the temporary directory.
export TMPDIR="$work"

build() {
	say "Building the network harness"
	cargo "$@" --quiet --manifest-path "$manifest"
}

# Runs a command in the background, so that this shell hears a signal at once.
running=
await() {
	"$@" &
	running=$!
	wait "$running"
	running=
}

# Runs a command alone: own network (loopback only) and process namespace, nothing survives it.
alone() {
	await as_root unshare --net --pid --fork --kill-child --mount-proc \
		bash -c 'ip link set lo up && "$@"; exit $?' alone env \
		PATH="$PATH" HOME="$HOME" TMPDIR="$TMPDIR" RUST_LOG="${RUST_LOG:-warn}" \
		TENOR_NODE="$TENOR_NODE" TENOR_ORACLE="$TENOR_ORACLE" \
		CARGO_TARGET_DIR="$CARGO_TARGET_DIR" "$@"
}

finish() {
	status=$?
	trap - EXIT
	if [ -n "$running" ]; then
		# Its children first: the nodes, or the namespace's first process, which hears only SIGKILL.
		as_root pkill -KILL -P "$running" || true
		as_root kill -KILL "$running" 2>/dev/null || true
	fi
	case "$status" in
	0 | 130 | 143) as_root rm -rf "$work" ;;
	*) echo "node logs kept below $work" >&2 ;;
	esac
	exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

case "$command" in
smoke)
	build test --no-run --lib --test smoke
	alone cargo test --quiet --offline --manifest-path "$manifest" --lib --test smoke
	;;
up)
	port=9944
	[ "${1:-}" = "--port" ] && port="${2:?--port needs a number}"
	build build --bins
	"$bin/up" "$port" &
	up=$!
	trap 'kill "$up" 2>/dev/null' INT TERM
	# The first wait ends with the signal, the second with the network.
	wait "$up" || wait "$up"
	;;
measure)
	build build --bins
	alone "$bin/measure" "${1:-600}" "$ROOT/clients/js/node_modules/.bin/tsx" \
		"$ROOT/clients/js/src/bots.ts"
	;;
clearing)
	wasm=()
	[ -n "${2:-}" ] && wasm=("$(realpath -e "$2")")
	build build --bins
	alone "$bin/clearing" "${1:-120}" "${wasm[@]}"
	;;
*)
	sed -n '2,17s/^# \{0,1\}//p' "$0"
	exit 2
	;;
esac
