//! Times each export of the guest under the compiler and the settings of the node's executor:
//! `sc-executor-wasmtime`, `common_config`, as `sc-executor` calls it.

use std::{env, error::Error, fs, time::Instant};
use wasmtime::{Config, Engine, Instance, Module, OptLevel, Store};

/// Runs between two looks at the clock, and how often; the least counts, so that what else the
/// machine does does not.
const RUNS: u32 = 200;
const SAMPLES: u32 = 1_000;

fn main() -> Result<(), Box<dyn Error>> {
	let path = env::args().nth(1).ok_or("usage: tenor-math-wasm GUEST.wasm")?;
	let mut config = Config::new();
	config
		.cranelift_opt_level(OptLevel::SpeedAndSize)
		.cranelift_nan_canonicalization(false)
		.max_wasm_stack(1024 * 1024)
		.wasm_simd(false)
		.wasm_relaxed_simd(false)
		.wasm_bulk_memory(false)
		.wasm_multi_value(false)
		.wasm_multi_memory(false)
		.wasm_memory64(false)
		.wasm_tail_call(false)
		.wasm_extended_const(false);
	let engine = Engine::new(&config)?;
	let module = Module::new(&engine, fs::read(path)?)?;
	let mut store = Store::new(&engine, ());
	let instance = Instance::new(&mut store, &module, &[])?;
	let mut time = |name: &str| -> Result<f64, Box<dyn Error>> {
		let run = instance.get_typed_func::<u32, ()>(&mut store, name)?;
		let mut least = f64::MAX;
		for _ in 0..SAMPLES {
			let start = Instant::now();
			run.call(&mut store, RUNS)?;
			least = least.min(start.elapsed().as_secs_f64() * 1e9 / f64::from(RUNS));
		}
		Ok(least)
	};
	let nothing = time("nothing")?;
	for name in ["price_and_greeks", "price", "scenario"] {
		println!("{name} {:.0}", time(name)? - nothing);
	}
	Ok(())
}
