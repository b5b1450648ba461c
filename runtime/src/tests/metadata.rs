//! What clients depend on changes only on purpose: a committed summary of the metadata.

use super::*;
use codec::Decode;
use scale_info::{form::MetaForm, MetaType, TypeDef, Variant};
use sp_runtime::transaction_validity::UnknownTransaction;
use std::{fmt::Write as _, path::Path};

/// Set to write the summary anew.
const UPDATE: &str = "TENOR_UPDATE_METADATA";

/// Where the summary is; tests run in their crate's folder.
fn path() -> &'static Path {
	Path::new("metadata.txt")
}

fn variants(ty: MetaType) -> Vec<Variant<MetaForm>> {
	let mut variants = match ty.type_info().type_def {
		TypeDef::Variant(variants) => variants.variants,
		_ => vec![],
	};
	variants.sort_by_key(|variant| variant.index);
	variants
}

fn write_variants(text: &mut String, kind: &str, ty: Option<MetaType>) {
	for variant in ty.map(variants).unwrap_or_default() {
		let fields: Vec<_> = variant
			.fields
			.iter()
			.map(|field| {
				let words = field.type_name.unwrap_or("?").split_whitespace();
				let ty = words.collect::<Vec<_>>().join(" ");
				field.name.map_or_else(|| ty.clone(), |name| format!("{name}: {ty}"))
			})
			.collect();
		writeln!(text, "  {kind} {} {}({})", variant.index, variant.name, fields.join(", "))
			.expect("strings grow");
	}
}

/// Pallets with their storage, calls, events, errors and view functions; the transaction
/// extensions; the runtime APIs' methods.
fn summary() -> String {
	let metadata = Runtime::metadata_ir();
	let mut text = String::new();
	for pallet in metadata.pallets {
		writeln!(text, "pallet {} {}", pallet.index, pallet.name).expect("strings grow");
		for entry in pallet.storage.map(|storage| storage.entries).unwrap_or_default() {
			writeln!(text, "  storage {}", entry.name).expect("strings grow");
		}
		write_variants(&mut text, "call", pallet.calls.map(|calls| calls.ty));
		write_variants(&mut text, "event", pallet.event.map(|event| event.ty));
		write_variants(&mut text, "error", pallet.error.map(|error| error.ty));
		for function in pallet.view_functions {
			writeln!(text, "  view {}", function.name).expect("strings grow");
		}
	}
	for extension in metadata.extrinsic.extensions_in_versions {
		writeln!(text, "extension {}", extension.identifier).expect("strings grow");
	}
	for api in metadata.apis {
		// These depend on features of the build.
		if ["TryRuntime", "Benchmark"].contains(&api.name) {
			continue;
		}
		for method in api.methods {
			writeln!(text, "api {}.{}", api.name, method.name).expect("strings grow");
		}
	}
	text
}

#[test]
fn metadata_changes_on_purpose() {
	// Some constants are read from the durations record.
	let summary = TestExternalities::default().execute_with(summary);
	if std::env::var_os(UPDATE).is_some() {
		std::fs::write(path(), &summary).expect("the summary can be written");
	}
	let committed = std::fs::read_to_string(path())
		.unwrap_or_else(|e| panic!("{e}: run this test with {UPDATE}=1 to write metadata.txt"));
	let (old, new): (Vec<_>, Vec<_>) = (committed.lines().collect(), summary.lines().collect());
	let gone: Vec<_> = old.iter().filter(|line| !new.contains(line)).collect();
	let added: Vec<_> = new.iter().filter(|line| !old.contains(line)).collect();
	assert!(
		old == new,
		"metadata changed; gone: {gone:#?}\nnew: {added:#?}\n\
		 if that is meant, raise transaction_version where calls changed and run this test with \
		 {UPDATE}=1"
	);
}

#[test]
fn pallet_indices_stay_in_their_groups() {
	use frame_support::traits::PalletsInfoAccess;
	for pallet in AllPalletsWithSystem::infos() {
		let groups = [0..=9, 10..=19, 20..=29, 40..=59, 70..=79];
		assert!(groups.iter().any(|group| group.contains(&pallet.index)), "{}", pallet.name);
	}
}

/// Only the Wasm of a release build knows its metadata's hash (`docs/operations`).
#[test]
fn a_build_without_metadata_hash_refuses_what_was_signed_for_one() {
	on_chain("development", || {
		make_block(vec![]);
		let remark = frame_system::Call::remark { remark: vec![1] };
		let signed = sign_for(
			CheckMetadataHash::new_with_custom_hash([7; 32]),
			Sr25519Keyring::Bob,
			0,
			remark,
		);
		// As it arrives: with the wish for the check, without the hash.
		let received = UncheckedExtrinsic::decode(&mut &signed.encode()[..]).expect("decodes");
		let refused: ApplyExtrinsicResult = Err(UnknownTransaction::CannotLookup.into());
		assert_eq!(make_block(vec![received]), vec![refused]);
	});
}
