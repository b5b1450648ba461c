#!/usr/bin/env bash
# Builds everything and starts a chain on which options trade at recorded prices.
#
#   scripts/run.sh [--fresh] [--network] [--no-bots] [--port N]
#
#   --fresh     forget the chain of earlier runs
#   --network   four validators under zombienet instead of one development node
#   --no-bots   no demo market maker and taker
#   --port N    RPC port (9944)
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

"$ROOT/scripts/setup.sh"
cd "$ROOT"
say "Building (the first time takes about half an hour; crates compile one by one)"
cargo build --release --workspace

base="$CACHE/run"
[ "$fresh" -eq 1 ] && rm -rf "$base"
mkdir -p "$base"

children=()
stop() {
	trap - EXIT INT TERM
	for pid in "${children[@]}"; do kill "$pid" 2>/dev/null || true; done
	wait 2>/dev/null || true
}
trap stop EXIT INT TERM

port_in_use() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
port_in_use "$port" && die "port $port is in use: stop what holds it or pass --port"

if [ "$network" -eq 1 ]; then
	log="the output above"
	"$ROOT/scripts/zombienet.sh" up --port "$port" &
	children+=($!)
else
	log="$base/node.log"
	"${DEV_NODE[@]}" --base-path "$base" --rpc-port "$port" --name tenor-dev >"$log" 2>&1 &
	children+=($!)
fi

until port_in_use "$port"; do
	kill -0 "${children[0]}" 2>/dev/null || die "the chain stopped; see $log"
	sleep 0.5
done
say "RPC: ws://127.0.0.1:$port   (log: $log)"

cd "$ROOT/clients/js"
if [ "$bots" -eq 1 ]; then
	node_modules/.bin/tsx src/bots.ts "ws://127.0.0.1:$port" >"$base/bots.log" 2>&1 &
	children+=($!)
fi
node_modules/.bin/tsx src/watch.ts "ws://127.0.0.1:$port" &
children+=($!)
wait -n "${children[@]}"
