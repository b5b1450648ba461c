//! A recording that drives the worker over local servers, faster than it was recorded.

use std::{sync::Arc, time::Duration};
use tenor_oracle_worker::{
	check::check,
	clock::unix_millis,
	config::{OracleConfig, SourceConfig},
	median::MedianRule,
	metrics::Metrics,
	serve::serve,
	sources::{replay::Replay, Sources},
};
use tokio::net::TcpListener;

/// The built-in recording at this speed, behind a port; with the definitions that read it from there.
async fn served(speed: u64) -> (Arc<Replay>, OracleConfig, String) {
	let mut recorded = OracleConfig::recorded().unwrap();
	for source in &mut recorded.sources {
		let SourceConfig::Replay(replay) = source else { panic!("not a recording") };
		replay.speed = speed;
	}
	let Sources::Recorded(replay) = Sources::new(&recorded).unwrap() else {
		panic!("not a recording")
	};
	let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
	let address = listener.local_addr().unwrap().to_string();
	tokio::spawn(serve(listener, replay.clone()));
	let text = include_str!("../served.toml").replace("127.0.0.1:9930", &address);
	(replay, OracleConfig::parse(&text).unwrap(), address)
}

#[tokio::test]
async fn a_recording_drives_the_worker_over_both_protocols() {
	let (replay, config, _) = served(60).await;
	let table = check(&config).await.unwrap();
	assert_eq!(table.rows.iter().filter(|row| row.answer.is_ok()).count(), 6, "{table}");
	let rule = MedianRule::of(&config);
	let sources = Sources::new(&config).unwrap();
	let tasks: Vec<_> =
		sources.polls(rule, &Metrics::default()).into_iter().map(tokio::spawn).collect();
	let mut seen = std::collections::BTreeSet::new();
	for _ in 0..8 {
		tokio::time::sleep(Duration::from_millis(500)).await;
		let now = unix_millis();
		for symbol in ["BTC", "ETH"] {
			let quotes = sources.quotes(symbol, now, b"");
			let (price, count) = rule.apply(&quotes, now).expect("all venues are heard");
			assert_eq!(count, 3);
			// A second of ours is a minute of the recording, in which it moves by less than 1 %.
			let recorded = replay.spot(symbol, now).unwrap();
			assert!(price.0.abs_diff(recorded.0) < recorded.0 / 100, "{price:?} {recorded:?}");
			seen.insert((symbol, price.0));
		}
	}
	assert!(seen.len() > 8, "the recording moves: {seen:?}");
	tasks.iter().for_each(|task| task.abort());
}

#[tokio::test]
async fn what_is_not_served_is_an_error_for_who_asks() {
	let (_, config, address) = served(1).await;
	let ask = async |path: &str| {
		let response = reqwest::Client::builder().no_proxy().build().unwrap();
		response.get(format!("http://{address}{path}")).send().await.unwrap().status().as_u16()
	};
	assert_eq!(ask("/0/BTC").await, 200);
	for path in ["/", "/0", "/0/SOL", "/3/BTC", "/-1/BTC", "/x/BTC", "/0/BTC/1"] {
		assert_eq!(ask(path).await, 404, "{path}");
	}
	let mut config = config;
	for source in &mut config.sources {
		if let SourceConfig::WebSocket(stream) = source {
			stream.markets = [("BTC".to_string(), "SOL".to_string())].into();
		}
	}
	let table = check(&config).await.unwrap();
	let answered = table.rows.iter().filter(|row| row.answer.is_ok()).count();
	assert_eq!((table.rows.len(), answered), (4, 2), "{table}");
}
