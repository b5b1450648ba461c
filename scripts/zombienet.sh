#!/usr/bin/env bash
# Networks of real nodes on this machine.
#
#   scripts/zombienet.sh NAME             the network test of zombienet/tests/NAME.rs: `smoke` is what
#                                         scripts/test.sh runs, `overload` floods two validators
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

set_up
[ -x "$NODE_BIN" ] || build_all
export TENOR_NODE="$NODE_BIN" TENOR_ORACLE="$ROOT/node/oracle/replay.toml"
export TENOR_NETWORKS="$ROOT/zombienet"
manifest="$ROOT/zombienet/Cargo.toml"
# Its own target directory: its crates are other versions, in another profile.
export CARGO_TARGET_DIR="$CACHE/zombienet"
bin="$CARGO_TARGET_DIR/debug"
work="$CACHE/networks/$$"
built="$CARGO_TARGET_DIR/built.json"
mkdir -p "$work" "$CARGO_TARGET_DIR"
# zombienet-sdk keeps its networks below the temporary directory.
export TMPDIR="$work"

# Runs a command in the background, so that this shell hears a signal at once.
running=
await() {
	local status=0
	"$@" &
	running=$!
	wait "$running" || status=$?
	running=
	return "$status"
}

# Builds the harness from the checkout's root, where cargo reads its settings.
build() {
	say "Building the network harness"
	await env --chdir="$ROOT" cargo "$@" --manifest-path "$manifest" \
		--message-format=json-render-diagnostics >"$built"
}

# The test binaries that `build test` made.
built_tests() {
	python3 - "$built" <<-'PY'
		import json, sys

		for line in open(sys.argv[1]):
		    made = json.loads(line)
		    if made.get("executable") and made["profile"]["test"]:
		        print(made["executable"])
	PY
}

# Runs a command alone: own network (loopback only) and process namespace, nothing survives it.
alone() {
	await as_root unshare --net --pid --fork --kill-child --mount-proc \
		bash -c 'ip link set lo up && "$@"; exit $?' alone env \
		PATH="$PATH" HOME="$HOME" TMPDIR="$TMPDIR" RUST_LOG="${RUST_LOG:-warn}" \
		TENOR_NODE="$TENOR_NODE" TENOR_ORACLE="$TENOR_ORACLE" TENOR_NETWORKS="$TENOR_NETWORKS" "$@"
}

# A process and all below it.
tree() {
	local child
	echo "$1"
	for child in $(pgrep -P "$1"); do tree "$child"; done
}

# Waits until no connection of an earlier network is left on the ports: for a minute after its end
# zombienet could not take them.
wait_for_ports() {
	local filter said=
	filter=$(printf ' or sport = :%s' "$@")
	for _ in {1..70}; do
		[ -n "$(ss --no-header --all --tcp --numeric "( ${filter# or } )")" ] || return 0
		[ -n "$said" ] || say "Waiting for the ports of an earlier network"
		said=1
		sleep 1
	done
}

finish() {
	status=$?
	trap - EXIT
	if [ -n "$running" ]; then
		# A namespace's first process hears only SIGKILL.
		# shellcheck disable=SC2046 # a list of process ids
		as_root kill -KILL $(tree "$running") 2>/dev/null || true
	fi
	case "$status" in
	0 | 130 | 143) rm -rf "$work" 2>/dev/null || as_root rm -rf "$work" ;;
	*) rmdir "$work" 2>/dev/null || echo "node logs kept below $work" >&2 ;;
	esac
	exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

case "$command" in
up)
	port=9944
	[ "${1:-}" = "--port" ] && port="${2:?--port needs a number}"
	mapfile -t p2p < <(sed -n 's/^p2p_port = //p' "$ROOT/zombienet/local.toml")
	need_ports "pass --port" "$port"
	need_ports "" "${p2p[@]}"
	build build --bins
	wait_for_ports "$port" "${p2p[@]}"
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
	if [ -z "$command" ] || [ ! -f "$ROOT/zombienet/tests/$command.rs" ]; then
		sed -n '2,18s/^# \{0,1\}//p' "$0"
		exit 2
	fi
	build test --no-run --lib --test "$command"
	mapfile -t tests < <(built_tests)
	[ ${#tests[@]} -gt 0 ] || die "cargo built no test"
	for test in "${tests[@]}"; do alone "$test"; done
	;;
esac
