//! Whatever spot venues say, nothing panics and what is read is a price: arbitrary bytes, arbitrary JSON, and
//! right messages of the shipped definitions with a part replaced.

mod common;

use common::stream;
use proptest::prelude::*;
use serde_json::{json, Value};
use tenor_oracle_worker::{
	clock::unix_millis,
	config::{OracleConfig, SourceConfig},
	sources::{client::FetchError, parse_price, Quote},
};
use tenor_primitives::WAD;

/// The spot sources that are shipped.
fn sources() -> Vec<SourceConfig> {
	let files = [include_str!("../example.toml"), include_str!("../websocket.toml")];
	let all = files.into_iter().flat_map(|text| OracleConfig::parse(text).unwrap().sources);
	all.filter(|source| !matches!(source, SourceConfig::Chain(_))).collect()
}

/// Reads as the worker does.
fn read(source: &SourceConfig, message: &[u8]) -> Result<Option<Quote>, FetchError> {
	match source {
		SourceConfig::Http(http) => {
			let answer = serde_json::from_slice(message).map_err(|_| FetchError::NotJson)?;
			http.read(&answer, &http.markets["BTC"]).map(Some)
		},
		SourceConfig::WebSocket(stream) => stream.read(message, &stream.markets["BTC"]),
		_ => unreachable!("filtered out"),
	}
}

/// What a source says when all is well.
fn right(source: &SourceConfig) -> Vec<Value> {
	let SourceConfig::Http(http) = source else { return stream(source.name()) };
	let answer = match http.name.as_str() {
		"binance" => json!({ "symbol": "BTCUSDT", "price": "61234.50000000" }),
		"coinbase" => json!({ "ask": "61235", "bid": "61234", "price": "61234.50", "size": "1" }),
		"kraken" => {
			json!({ "error": [], "result": { "XXBTZUSD": { "c": ["61234.50000", "0.1"] } } })
		},
		"okx" => json!({ "code": "0", "data": [
			{ "instId": "BTC-USDT", "last": "61234.5", "ts": unix_millis().to_string() },
		] }),
		_ => json!({ "jsonrpc": "2.0", "result": { "index_price": 61234.5 } }),
	};
	vec![answer]
}

fn sound(read: Result<Option<Quote>, FetchError>) -> Result<(), TestCaseError> {
	let Ok(Some(quote)) = read else { return Ok(()) };
	prop_assert!(quote.price.0 > 0 && quote.price.0 < 1_000_000_000_000 * WAD);
	prop_assert!(quote.at <= unix_millis());
	Ok(())
}

fn anything() -> impl Strategy<Value = Value> {
	let leaf = prop_oneof![
		Just(Value::Null),
		any::<bool>().prop_map(Value::from),
		any::<i64>().prop_map(Value::from),
		any::<u64>().prop_map(Value::from),
		any::<f64>().prop_map(Value::from),
		"[-+0-9.eE]{0,30}".prop_map(Value::from),
		"[0-9]{1,14}(\\.[0-9]{0,25})?".prop_map(Value::from),
		any::<String>().prop_map(Value::from),
	];
	leaf.prop_recursive(3, 16, 4, |inner| {
		prop_oneof![
			prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
			prop::collection::hash_map("[a-z]{1,8}", inner, 0..4).prop_map(Value::from_iter),
		]
	})
}

/// How many values there are in one, itself included.
fn places(value: &Value) -> usize {
	let parts: usize = match value {
		Value::Array(parts) => parts.iter().map(places).sum(),
		Value::Object(parts) => parts.values().map(places).sum(),
		_ => 0,
	};
	1 + parts
}

/// Replaces the value at a place, counted in depth first; what is left of the count if there are fewer.
fn replace(value: &mut Value, place: usize, with: &Value) -> Option<usize> {
	let Some(mut left) = place.checked_sub(1) else {
		*value = with.clone();
		return None;
	};
	let parts: Vec<&mut Value> = match value {
		Value::Array(parts) => parts.iter_mut().collect(),
		Value::Object(parts) => parts.values_mut().collect(),
		_ => Vec::new(),
	};
	for part in parts {
		left = replace(part, left, with)?;
	}
	Some(left)
}

#[test]
fn what_is_right_is_read() {
	for source in sources() {
		let prices: Vec<_> = right(&source)
			.iter()
			.filter_map(|message| read(&source, message.to_string().as_bytes()).unwrap())
			.map(|quote| quote.price)
			.collect();
		assert_eq!(prices, [parse_price("61234.5").unwrap()], "{}", source.name());
	}
	let mut value = json!({ "a": [1, 2], "b": 3 });
	assert_eq!(replace(&mut value, 3, &json!("x")), None);
	assert_eq!(value, json!({ "a": [1, "x"], "b": 3 }));
	assert_eq!(places(&value), 5);
	assert_eq!((replace(&mut value, 4, &json!(4)), &value["b"]), (None, &json!(4)));
}

proptest! {
	#[test]
	fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
		for source in sources() {
			sound(read(&source, &bytes))?;
		}
	}

	#[test]
	fn any_json_is_read_or_refused(value in anything(), place in any::<prop::sample::Index>()) {
		for source in sources() {
			sound(read(&source, value.to_string().as_bytes()))?;
			for mut message in right(&source) {
				let place = place.index(places(&message));
				prop_assert_eq!(replace(&mut message, place, &value), None);
				sound(read(&source, message.to_string().as_bytes()))?;
			}
		}
	}

	#[test]
	fn any_damage_is_read_or_refused(
		place in any::<prop::sample::Index>(),
		cut in 0usize..20,
		with in prop::collection::vec(any::<u8>(), 0..20),
	) {
		for source in sources() {
			for message in right(&source) {
				let mut bytes = message.to_string().into_bytes();
				let begin = place.index(bytes.len());
				let end = bytes.len().min(begin + cut);
				bytes.splice(begin..end, with.iter().copied());
				sound(read(&source, &bytes))?;
			}
		}
	}
}
