# Shared by all scripts: where things are, and how they speak. Sourced, never run.
# shellcheck shell=bash
set -euo pipefail

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
CACHE="${TENOR_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/tenor}"
# Build output lives outside the checkout, so that another checkout reuses the compiled crates.
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$CACHE/target}"
# shellcheck disable=SC2034 # used by the scripts that source this file
NODE_BIN="$CARGO_TARGET_DIR/release/tenor-node"
# A development node that replays recorded prices and answers about any past block, so that clients
# find the `archive` RPC and expired series on it. Its callers add where its data and ports are.
# shellcheck disable=SC2034 # used by the scripts that source this file
DEV_NODE=("$NODE_BIN" --dev --state-pruning archive --oracle-config "$ROOT/node/oracle/replay.toml"
	--no-prometheus)
export CARGO_TERM_COLOR="${CARGO_TERM_COLOR:-auto}"
# The Node.js that setup.sh installs where Debian's is too old.
export PATH="$CACHE/node/node_modules/.bin:$PATH"

say() { printf '\033[1m== %s\033[0m\n' "$*"; }
die() {
	printf 'error: %s\n' "$*" >&2
	exit 1
}

# Runs a command as root: directly, or through sudo.
as_root() {
	if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# Installs Debian packages; asks for their present versions once.
apt_updated=
apt_install() {
	[ -n "$apt_updated" ] || as_root apt-get update -qq
	apt_updated=1
	as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
}

# Installs what is missing, and tells cargo of the Wasm toolchain if it is not the default one.
set_up() {
	"$ROOT/scripts/setup.sh"
	if [ -f "$CACHE/wasm-toolchain" ]; then
		read -r WASM_BUILD_TOOLCHAIN _ <"$CACHE/wasm-toolchain"
		export WASM_BUILD_TOOLCHAIN
	fi
}

# Builds everything in the way that every script builds it.
build_all() {
	say "Building (the first time takes about half an hour; crates compile one by one)"
	(cd "$ROOT" && cargo build --release --workspace)
}

# Whether a node answers at a port. That the port is taken is not enough: zombienet holds it first.
rpc_answers() {
	curl --silent --fail --noproxy '*' --max-time 2 --output /dev/null \
		--header 'Content-Type: application/json' \
		--data '{"jsonrpc":"2.0","id":1,"method":"system_health","params":[]}' "http://127.0.0.1:$1"
}

port_in_use() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Ends with a clear message if one of the ports is taken; $1 may say what else helps.
need_ports() {
	local hint="$1" port
	shift
	for port in "$@"; do
		if port_in_use "$port"; then die "port $port is in use: stop what holds it${hint:+, or $hint}"; fi
	done
}
