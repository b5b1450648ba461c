#!/usr/bin/env bash
# Networks of real nodes on this machine.
#
#   scripts/zombienet.sh smoke            the network test that scripts/test.sh runs
#   scripts/zombienet.sh up [--port N]    four validators, until Ctrl-C (RPC port 9944)
#   scripts/zombienet.sh measure [SECS]   a network for SECS (600): finality, empty slots, forks,
#                                         reorganisations, error lines
#
# Tests run in a private network and process namespace: nothing leaks, no packet leaves loopback.
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
	cargo build --quiet --manifest-path "$manifest" --tests --bins
}

# Runs a command alone: own network (loopback only) and process namespace, nothing survives it.
alone() {
	as_root unshare --net --pid --fork --kill-child --mount-proc \
		bash -c 'ip link set lo up && exec "$@"' alone env \
		PATH="$PATH" HOME="$HOME" TMPDIR="$TMPDIR" RUST_LOG="${RUST_LOG:-warn}" \
		TENOR_NODE="$TENOR_NODE" TENOR_ORACLE="$TENOR_ORACLE" \
		CARGO_TARGET_DIR="$CARGO_TARGET_DIR" "$@"
}

finish() {
	status=$?
	trap - EXIT
	if [ "$status" -eq 0 ]; then
		rm -rf "$work"
	else
		echo "node logs kept below $work" >&2
	fi
	exit "$status"
}
trap finish EXIT

case "$command" in
smoke)
	build
	alone cargo test --quiet --offline --manifest-path "$manifest"
	;;
up)
	port=9944
	[ "${1:-}" = "--port" ] && port="${2:?--port needs a number}"
	build
	"$bin/up" "$port"
	;;
measure)
	seconds="${1:-600}"
	build
	alone bash -c '"$1/up" 9944 >"$2/up.log" 2>&1 & up=$!
		for _ in $(seq 1 240); do (exec 3<>/dev/tcp/127.0.0.1/9944) 2>/dev/null && break; sleep 0.5; done
		[ "$4" = bots ] && (cd "$5/clients/js" && node_modules/.bin/tsx src/bots.ts ws://127.0.0.1:9944 >"$2/bots.log" 2>&1) &
		sleep 20
		"$1/measure" ws://127.0.0.1:9944 "$3"; status=$?
		echo "error lines          $(cat "$2"/zombie-*/*/*.log 2>/dev/null | grep -c " ERROR ")"
		kill -INT $up; wait $up; exit $status' _ "$bin" "$work" "$seconds" "${2:-bots}" "$ROOT"
	;;
*)
	sed -n '2,10s/^# \{0,1\}//p' "$0"
	exit 2
	;;
esac
