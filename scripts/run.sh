#!/usr/bin/env bash
# Builds everything and starts a chain on which options trade at recorded prices.
#
#   scripts/run.sh [--fresh] [--network] [--no-bots] [--port N]
#
#   --fresh     forget the chain of earlier runs
#   --network   four validators under zombienet instead of one development node; always fresh
#   --no-bots   no demo market maker and taker, and nobody who prices expiries that were missed
#   --port N    RPC port (9944); each port has a chain of its own
#
# Ctrl-C stops all that it started.
source "$(dirname "$0")/lib.sh"

fresh=0 network=0 bots=1 port=9944
while [ $# -gt 0 ]; do
	case "$1" in
	--fresh) fresh=1 ;;
	--network) network=1 ;;
	--no-bots) bots=0 ;;
	--port)
		[[ "${2:-}" =~ ^[0-9]+$ ]] || die "--port needs a number"
		port="$2"
		shift
		;;
	-h | --help)
		sed -n '2,11s/^# \{0,1\}//p' "$0"
		exit 0
		;;
	*) die "unknown option $1 (see --help)" ;;
	esac
	shift
done

need_ports "pass --port" "$port"

set_up
build_all

# By process id: what the part is called, and the file of its output if that is not this terminal.
declare -A parts=() logs=()

# Starts a part in the background: its name, its log or nothing, its command. It is a process group
# of its own, so that Ctrl-C comes to this shell alone, which then ends the parts.
start() {
	local part="$1" log="$2"
	shift 2
	set -m
	{ [ -z "$log" ] || exec >"$log" 2>&1; exec "$@"; } </dev/null &
	set +m
	parts[$!]="$part" logs[$!]="$log"
}

# Ends everything because a part has ended.
ended() {
	local part="${parts[$1]}" log="${logs[$1]}"
	unset "parts[$1]"
	[ -z "$log" ] || tail -n 20 "$log" >&2
	die "the $part stopped; it said last what is above${log:+ (all of it: $log)}"
}

# shellcheck disable=SC2329 # called by the trap
stop() {
	trap - EXIT INT HUP TERM
	for pid in "${!parts[@]}"; do kill "$pid" 2>/dev/null || true; done
	wait
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 129' HUP
trap 'exit 143' TERM

# Forgets the chain of earlier runs if that is asked for, or if it has another runtime: a chain
# keeps the one that it was started with, so that a change would not be seen.
forget() {
	local wasm="$CARGO_TARGET_DIR/release/wbuild/tenor-runtime/tenor_runtime.compact.compressed.wasm"
	local runtime
	runtime=$(sha256sum <"$wasm")
	if [ "$fresh" -eq 0 ] && [ -f "$base/runtime" ] && [ "$(<"$base/runtime")" != "$runtime" ]; then
		say "The runtime has changed: forgetting the chain of earlier runs"
		fresh=1
	fi
	if [ "$fresh" -eq 1 ]; then
		rm -rf "$base"
	elif [ -d "$base/chains" ]; then
		say "Continuing the chain of earlier runs (--fresh starts anew)"
		echo "   After a pause, orders may only reduce risk until three minutes of blocks are full."
	fi
	mkdir -p "$base"
	echo "$runtime" >"$base/runtime"
}

if [ "$network" -eq 1 ]; then
	base="$CACHE/run/network-$port"
	mkdir -p "$base"
	start network "" "$ROOT/scripts/zombienet.sh" up --port "$port"
else
	base="$CACHE/run/$port"
	forget
	start node "$base/node.log" "${DEV_NODE[@]}" --base-path "$base" --name tenor-dev \
		--rpc-port "$port" --listen-addr /ip4/127.0.0.1/tcp/0
fi
chain=$!

until rpc_answers "$port"; do
	kill -0 "$chain" 2>/dev/null || ended "$chain"
	sleep 0.5
done
url="ws://127.0.0.1:$port"
say "RPC: $url   (logs: $base$([ "$network" -eq 0 ] || echo "; of the nodes: below $CACHE/networks, while they run"))"

tsx="$ROOT/clients/js/node_modules/.bin/tsx"
if [ "$bots" -eq 1 ]; then
	start "demo bots" "$base/bots.log" "$tsx" "$ROOT/clients/js/src/bots.ts" "$url"
fi
start "block printer" "" "$tsx" "$ROOT/clients/js/src/watch.ts" "$url"
wait -n -p first "${!parts[@]}" || true
ended "$first"
