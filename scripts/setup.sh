#!/usr/bin/env bash
# Installs what the build and the tests need, on Debian bookworm with rustup's stable toolchain.
# Idempotent: does only what is missing, says what it does; a second call takes under a second.
source "$(dirname "$0")/lib.sh"
mkdir -p "$CACHE"

PACKAGES=(protobuf-compiler pkg-config libssl-dev mold gcc g++ make git curl ca-certificates
	python3-venv python3-pip iproute2 util-linux)
WASM_TARGET=wasm32v1-none

missing_packages() {
	dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' "${PACKAGES[@]}" 2>/dev/null |
		awk '$1 == "ii" { print $2 }' | sort >"$CACHE/installed-packages"
	printf '%s\n' "${PACKAGES[@]}" | sort | comm -23 - "$CACHE/installed-packages"
}

install_packages() {
	local missing
	missing=$(missing_packages)
	[ -z "$missing" ] && return
	say "Installing Debian packages: $(echo $missing)"
	as_root apt-get update -qq
	# shellcheck disable=SC2086 # a list of names
	as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
}

# The standard way first; where rustup's downloads are out of reach, Debian's own current Rust
# (packages rustc-web and rust-web-src) builds the target's three libraries from source.
install_wasm_target() {
	[ -f "$CACHE/wasm-toolchain" ] && return
	rustup target list --installed | grep -qx "$WASM_TARGET" && return
	say "Adding the Rust target $WASM_TARGET"
	rustup target add "$WASM_TARGET" && return
	say "rustup cannot fetch it: building it with Debian's Rust"
	install_wasm_target_from_debian
}

install_wasm_target_from_debian() {
	local host=/usr/lib/rustlib/x86_64-unknown-linux-gnu/bin work
	as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
		rustc-web cargo-web rust-web-src lld-22
	rustup toolchain link debian /usr
	as_root mkdir -p "$host" "/usr/lib/rustlib/$WASM_TARGET/lib"
	as_root ln -sf /usr/bin/lld-22 "$host/rust-lld"
	work=$(mktemp -d)
	cargo init --quiet --lib --name empty "$work"
	echo '#![no_std]' >"$work/src/lib.rs"
	(cd "$work" && RUSTC_BOOTSTRAP=1 RUSTUP_TOOLCHAIN=debian CARGO_TARGET_DIR="$work/target" \
		cargo build --quiet --release --target "$WASM_TARGET" -Zbuild-std=core,alloc)
	as_root cp "$work/target/$WASM_TARGET/release/deps/"lib{core,alloc,compiler_builtins}-*.rlib \
		"/usr/lib/rustlib/$WASM_TARGET/lib/"
	rm -rf "$work"
	echo debian >"$CACHE/wasm-toolchain"
}

# Node packages for the client tests and the demo bots, by the committed lock file.
install_node_packages() {
	local lock="$ROOT/clients/js/package-lock.json" stamp="$ROOT/clients/js/node_modules/.tenor-stamp"
	[ -f "$lock" ] || return 0
	[ -f "$stamp" ] && cmp -s "$lock" "$stamp" && return
	say "Installing Node packages of clients/js"
	(cd "$ROOT/clients/js" && npm ci --no-audit --no-fund --loglevel=error)
	cp "$lock" "$stamp"
}

# Python packages for the client tests, in a virtual environment of their own.
install_python_packages() {
	local list="$ROOT/clients/python/requirements.txt" venv="$CACHE/python"
	[ -f "$list" ] || return 0
	[ -f "$venv/requirements.txt" ] && cmp -s "$list" "$venv/requirements.txt" && return
	say "Installing Python packages of clients/python"
	python3 -m venv "$venv"
	"$venv/bin/pip" install --quiet --disable-pip-version-check -r "$list"
	cp "$list" "$venv/requirements.txt"
}

check_system() {
	command -v apt-get >/dev/null || die "this script knows Debian's packages only. Install by hand:
  ${PACKAGES[*]}
  Rust stable by rustup, with the target $WASM_TARGET; Node.js 20 or newer with npm"
	command -v rustup >/dev/null || die "rustup is missing: install Rust's stable toolchain by rustup"
}

check_node() {
	command -v npm >/dev/null || {
		say "Installing Node.js from Debian"
		as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
			nodejs npm
	}
	local major
	major=$(node --version | sed 's/^v\([0-9]*\).*/\1/')
	[ "$major" -ge 20 ] || die "Node.js 20 or newer is needed for the clients; found $(node --version)"
}

check_system
install_packages
install_wasm_target
check_node
install_node_packages
install_python_packages
