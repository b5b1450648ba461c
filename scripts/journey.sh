#!/usr/bin/env bash
# Starts a development node and runs the client journeys against it: polkadot.js, PAPI, smoldot,
# Python. Options expire every two minutes there, so that a payout need not be waited for longer.
source "$(dirname "$0")/lib.sh"
port="${TENOR_JOURNEY_PORT:-19944}"
p2p=$((port + 1))
need_ports "set TENOR_JOURNEY_PORT" "$port" "$p2p"
set_up
[ -x "$NODE_BIN" ] || build_all

work=$(mktemp -d)
# The libp2p identity of the node key below: light clients find the node by it.
node_key=0000000000000000000000000000000000000000000000000000000000000001
peer=12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp

stop() {
	local status=$?
	trap - EXIT
	# shellcheck disable=SC2046 # a list of process ids
	kill $(jobs -p) 2>/dev/null || true
	wait 2>/dev/null || true
	[ "$status" -eq 0 ] && rm -rf "$work" || echo "logs kept: $work" >&2
	exit "$status"
}
trap stop EXIT

say "Writing the chain spec"
"$NODE_BIN" export-chain-spec --chain dev 2>/dev/null | python3 -c '
import json, sys
spec = json.load(sys.stdin)
spec["bootNodes"] = [sys.argv[1]]
genesis = spec["genesis"]["runtimeGenesis"]["patch"]
genesis["durations"]["record"]["twapWindowSecs"] = 60
for underlying in genesis["instruments"]["underlyings"]:
    underlying["schedule"]["calendar"]["interval"]["period"] = 120
json.dump(spec, sys.stdout)
' "/ip4/127.0.0.1/tcp/$p2p/ws/p2p/$peer" >"$work/plain.json"
export TENOR_LIGHT_SPEC="$work/spec.json"
"$NODE_BIN" export-chain-spec --chain "$work/plain.json" --raw >"$TENOR_LIGHT_SPEC" 2>/dev/null

say "Starting a node"
"${DEV_NODE[@]}" --chain "$TENOR_LIGHT_SPEC" --base-path "$work" --rpc-port "$port" \
	--node-key "$node_key" --listen-addr "/ip4/127.0.0.1/tcp/$p2p/ws" >"$work/node.log" 2>&1 &
node=$!
export TENOR_WS="ws://127.0.0.1:$port"
until rpc_answers "$port"; do
	kill -0 "$node" 2>/dev/null || { tail -20 "$work/node.log" >&2; die "the node stopped"; }
	sleep 0.5
done

say "Running the journeys"
"$CACHE/python/bin/python" "$ROOT/clients/python/journey.py" "$TENOR_WS" >"$work/python.log" 2>&1 &
python=$!
(cd "$ROOT/clients/js" && npm run --silent journey)
wait "$python" || { cat "$work/python.log" >&2; die "the Python journey failed"; }
tail -1 "$work/python.log"
