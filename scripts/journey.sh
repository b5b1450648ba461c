#!/usr/bin/env bash
# Starts a development node on free ports and runs the client journeys against it.
source "$(dirname "$0")/lib.sh"
"$ROOT/scripts/setup.sh"

work=$(mktemp -d)
port="${TENOR_JOURNEY_PORT:-19944}"
stop() {
	trap - EXIT INT TERM
	kill "$node" 2>/dev/null || true
	wait "$node" 2>/dev/null || true
	[ "${failed:-1}" -eq 0 ] && rm -rf "$work" || echo "node log kept: $work/node.log" >&2
}
trap stop EXIT INT TERM

"$NODE_BIN" --dev --base-path "$work" --rpc-port "$port" --port 0 --prometheus-port 0 \
	--oracle-config "$ROOT/node/oracle/replay.toml" >"$work/node.log" 2>&1 &
node=$!
export TENOR_WS="ws://127.0.0.1:$port"
for _ in $(seq 1 120); do
	(exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break
	kill -0 "$node" 2>/dev/null || { tail -20 "$work/node.log" >&2; die "the node stopped"; }
	sleep 0.5
done

(cd "$ROOT/clients/js" && npm run --silent journey)
"$CACHE/python/bin/python" "$ROOT/clients/python/journey.py" "$TENOR_WS"
failed=0
