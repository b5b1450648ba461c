//! M01: nothing of ours computes with floats, read off the compiled Wasm.

use std::collections::{BTreeMap, BTreeSet};
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

/// Parts of symbols of the libraries that read and print JSON numbers at genesis; no block runs them.
const ALLOWED: &[&str] = &[
	"serde",
	"zmij",
	"dec2flt",
	"flt2dec",
	"core::fmt::float",
	"core3fmt5float",
	"sp_genesis_builder",
	"genesis_builder_helper",
	"GenesisBuilder_",
];

/// Functions of a module by name, each with the float instructions it holds.
struct Floats {
	functions: usize,
	named: usize,
	users: BTreeMap<String, BTreeSet<String>>,
}

fn is_float(instruction: &str) -> bool {
	instruction.contains("F32") || instruction.contains("F64")
}

fn float_users(wasm: &[u8]) -> Floats {
	let mut names = BTreeMap::new();
	let mut users = BTreeMap::<u32, BTreeSet<String>>::new();
	let mut imported = 0_u32;
	let mut defined = 0_u32;
	for payload in Parser::new(0).parse_all(wasm) {
		match payload.expect("the module is well formed") {
			Payload::ImportSection(imports) => {
				imported += u32::try_from(
					imports
						.into_iter()
						.filter(|import| {
							matches!(import.as_ref().expect("reads").ty, TypeRef::Func(_))
						})
						.count(),
				)
				.expect("fits");
			},
			Payload::CodeSectionEntry(body) => {
				let index = imported + defined;
				defined += 1;
				for operator in body.get_operators_reader().expect("reads") {
					let text = format!("{:?}", operator.expect("reads"));
					if is_float(&text) {
						let opcode = text.split([' ', '(']).next().unwrap_or_default();
						users.entry(index).or_default().insert(opcode.to_owned());
					}
				}
			},
			Payload::CustomSection(section) => {
				let KnownCustom::Name(reader) = section.as_known() else { continue };
				for name in reader {
					let Ok(Name::Function(map)) = name else { continue };
					for naming in map {
						let naming = naming.expect("reads");
						names.insert(naming.index, naming.name.to_owned());
					}
				}
			},
			_ => {},
		}
	}
	let named = (imported..imported + defined).filter(|index| names.contains_key(index)).count();
	let name = |index| names.get(&index).cloned().unwrap_or_else(|| format!("function {index}"));
	Floats {
		functions: usize::try_from(defined).expect("fits"),
		named,
		users: users.into_iter().map(|(index, opcodes)| (name(index), opcodes)).collect(),
	}
}

#[test]
fn m01_the_wasm_computes_without_floats() {
	let wasm = crate::WASM_BINARY_BLOATY
		.expect("M01 IS NOT TESTED: there is no Wasm; build without SKIP_WASM_BUILD to test it");
	let floats = float_users(wasm);
	assert!(floats.functions > 1_000, "only {} functions", floats.functions);
	assert!(
		floats.named * 100 > floats.functions * 99,
		"only {} of {} functions are named: the name section was stripped",
		floats.named,
		floats.functions
	);
	let foreign: Vec<_> = floats
		.users
		.iter()
		.filter(|(name, _)| !ALLOWED.iter().any(|part| name.contains(part)))
		.collect();
	assert!(foreign.is_empty(), "floats in the runtime: {foreign:#?}");
}

/// A module of one function, named `ours`, whose body is the given code.
fn module(code: &[u8]) -> Vec<u8> {
	let section = |id: u8, content: &[u8]| {
		[&[id, u8::try_from(content.len()).expect("short")], content].concat()
	};
	let body = [&[u8::try_from(code.len() + 2).expect("short"), 0], code, &[0x0b]].concat();
	[
		b"\0asm\x01\0\0\0".to_vec(),
		section(1, &[1, 0x60, 0, 0]),
		section(3, &[1, 0]),
		section(10, &[&[1], body.as_slice()].concat()),
		section(0, b"\x04name\x01\x07\x01\0\x04ours"),
	]
	.concat()
}

#[test]
fn m01_the_search_finds_a_float() {
	// f64.const 0; i32.trunc_f64_s; drop
	let float = [&[0x44], [0_u8; 8].as_slice(), &[0xaa, 0x1a]].concat();
	let found = float_users(&module(&float));
	assert_eq!((found.functions, found.named), (1, 1));
	let opcodes: Vec<_> = found.users["ours"].iter().map(String::as_str).collect();
	assert_eq!(opcodes, ["F64Const", "I32TruncF64S"]);
	// i64.const 0; drop
	assert!(float_users(&module(&[0x42, 0, 0x1a])).users.is_empty());
}
